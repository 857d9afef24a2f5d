import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PROBLEMS } from '../src/server/api/problem.ts';
import { requireBuilt, root } from './built.ts';
import { type Served, serve } from './support/serve.ts';

const run = promisify(execFile);
const hasCurl = existsSync('/bin/bash') && spawnSync('curl', ['--version']).status === 0;

let server: Served;
beforeAll(async () => {
  requireBuilt();
  server = await serve();
});
afterAll(() => server.stop());

describe('docs/http-api.md', () => {
  if (hasCurl) {
    it('leads with curl from a file to results', async () => {
      const script = here(block('From a file to results', 'sh'));
      const { stdout } = await run('/bin/bash', ['-euc', script], { cwd: root });
      const [rejections, changes, moves, committed, results] = documentsIn(stdout);
      expect(rejections).toMatchObject({ items: expect.any(Array), next: null });
      expect(changes.items).toHaveLength(3);
      expect(moves).toEqual({ items: [], next: null });
      expect(committed).toMatchObject({ state: 'committed' });
      expect(results.items).toHaveLength(2);
      expect(results.items[0]).toMatchObject({ tier: 'High', score: expect.any(Number) });
      expect(stdout).toMatch(/\n?employee_id,|number,/);
    });
  } else {
    it('leads with curl from a file to results: not run, there is no curl here', () => {
      console.warn('Did not run, for want of curl: the example of docs/http-api.md');
    });
  }

  it('has an example of the client that runs', async () => {
    const code = here(block('The client', 'js'));
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code], { cwd: root });
    const lines = stdout.trim().split('\n');
    expect(lines).toContain('101');
    expect(lines.at(-1)).toBe('412 changed');
  });

  it('shows a problem as it is answered, and names every kind', async () => {
    const shown = JSON.parse(block('Problems', 'json'));
    const answer = await fetch(`${server.url}/api/v1/periods`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'x', starts_on: 'soon', ends_on: '2024-01-31' }),
    });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toEqual({ ...shown, request_id: expect.any(String) });
    const kinds = [...section('Problems').matchAll(/`([a-z-]+)`(?=[,\s].*\| \d)/g)].map(([, kind]) => kind);
    expect(kinds.sort()).toEqual(Object.keys(PROBLEMS).sort());
  });
});

/** The code with the address of this server in place of the usual one. */
function here(code: string): string {
  return code.replaceAll('http://127.0.0.1:5000', server.url.replace(/\/$/, ''));
}

function section(heading: string): string {
  const text = readFileSync(join(root, 'docs', 'http-api.md'), 'utf8');
  const found = text.split(/^###? /m).find((part) => part.startsWith(`${heading}\n`));
  if (found === undefined) throw new Error(`docs/http-api.md has no heading ${heading}`);
  return found;
}

function block(heading: string, language: string): string {
  const found = section(heading).split(`\`\`\`${language}\n`)[1]?.split('\n```')[0];
  if (found === undefined) throw new Error(`docs/http-api.md has no ${language} under ${heading}`);
  return found;
}

const Answer = z.looseObject({ items: z.array(z.looseObject({})).default([]) });

/** The JSON objects at the beginning of a text, one after the other without anything between. */
function documentsIn(text: string): z.output<typeof Answer>[] {
  const found: z.output<typeof Answer>[] = [];
  for (let at = 0; text[at] === '{'; ) {
    let end = text.indexOf('}', at) + 1;
    while (end > 0 && !isJson(text.slice(at, end))) end = text.indexOf('}', end) + 1;
    if (end === 0) break;
    found.push(Answer.parse(JSON.parse(text.slice(at, end))));
    at = end;
  }
  return found;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
