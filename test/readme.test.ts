import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { dist, requireBuilt, root } from './built.ts';
import { dataFolder } from './support/data-folder.ts';

const run = promisify(execFile);
const command = join(dist, 'cli', 'main.js');

beforeAll(requireBuilt);

describe('README.md', () => {
  it('shows lines that the command prints, in their order', async () => {
    const { stdout, stderr } = await run(process.execPath, [command, 'analyze', 'examples/tasks.csv'], {
      cwd: root,
    });
    const printed = `${stdout}${stderr}`.split('\n').map((line) => line.trimEnd());
    const shown = block('What it looks like', 'text').split('\n');
    const missing = shown.filter(
      (line) => line !== '…' && printed.splice(0, place(printed, line)).length === 0,
    );
    expect(missing).toEqual([]);
  });

  const commands = block('Command', 'sh').split('\n');
  it.each(commands)('has a command that runs: %s', async (line) => {
    const [name, ...args] = line.replace(/#.*/, '').trim().split(/\s+/).slice(1);
    expect(name).toBe('evenhand');
    const { stdout } = await run(process.execPath, [command, ...args], { cwd: root });
    expect(stdout).not.toBe('');
  });

  it('shows what its library example prints', async () => {
    const code = block('Library', 'js');
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code], { cwd: root });
    expect(stdout).toBe(`${block('Library', 'text')}\n`);
  });

  it('shows what the server answers to its curl example', async () => {
    const [, url, type, file] = /^curl (\S+) -H '([^']+)' --data @(\S+)$/.exec(block('HTTP', 'sh')) ?? [];
    const server = spawn(process.execPath, [command, 'serve', '--port', '0'], {
      cwd: root,
      env: { ...process.env, EVENHAND_DATA: dataFolder() },
    });
    onTestFinished(() => void server.kill('SIGTERM'));
    let said = '';
    server.stderr.on('data', (data) => {
      said += data;
    });
    const address = await vi.waitFor(
      () => /serves on (http:\S+)/.exec(said)?.[1] ?? Promise.reject(said),
      30_000,
    );
    const [name, value] = type.split(': ');
    const answer = await fetch(new URL(new URL(url).pathname, address), {
      method: 'POST',
      headers: { [name]: value },
      body: readFileSync(join(root, file)),
    });
    const { data, ...rest } = await answer.json();
    const shown = JSON.parse(block('HTTP', 'json'));
    expect({ data: data.slice(0, 1), ...rest }).toMatchObject(shown);
  });

  it('links only to what is there', () => {
    const links = Array.from(readme().matchAll(/\]\(([^)#:]+)\)/g), ([, path]) => path);
    expect(links).toContain('docs/architecture.md');
    for (const path of links) expect(() => readFileSync(join(root, path)), path).not.toThrow();
  });
});

function readme(): string {
  return readFileSync(join(root, 'README.md'), 'utf8');
}

/** The first block of code in a language under a heading. */
function block(heading: string, language: string): string {
  const section = readme()
    .split(/^## /m)
    .find((text) => text.startsWith(`${heading}\n`));
  const found = section?.split(`\`\`\`${language}\n`)[1]?.split('\n```')[0];
  if (found === undefined) throw new Error(`README.md has no ${language} under ${heading}`);
  return found;
}

/** One beyond the place of a line, 0 where it is not there. */
function place(lines: readonly string[], line: string): number {
  return lines.indexOf(line) + 1;
}
