import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from './built.ts';

const read = (name: string) => readFileSync(join(root, name), 'utf8');
const dockerfile = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');

describe('the container', () => {
  it('copies only what is there and what .dockerignore lets through', () => {
    const sources = dockerfile
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    const allowed = new Set(read('.dockerignore').split('\n'));
    expect(sources).toContain('src');
    for (const source of sources) {
      expect(existsSync(join(root, source)), source).toBe(true);
      expect(allowed.has(`!${source}`), `!${source} in .dockerignore`).toBe(true);
    }
  });

  it('runs as an ordinary user', () => {
    const last = dockerfile.findLastIndex((line) => line.startsWith('FROM '));
    expect(dockerfile.slice(last)).toContain('USER node');
  });

  it('asks itself for its health with Node alone', () => {
    const check = dockerfile.find((line) => line.startsWith('HEALTHCHECK'))?.split(' CMD ')[1] ?? '';
    const [program, option, code] = JSON.parse(check);
    expect([program, option]).toEqual(['node', '-e']);
    expect(() => new Function(code)).not.toThrow();
    expect(code).toContain('/healthz');
  });

  it('is reached from this machine alone unless somebody opens it, and may write nowhere but to /tmp', () => {
    const { evenhand } = parse(read('compose.yml')).services;
    expect(evenhand.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
    expect(evenhand.read_only).toBe(true);
    expect(evenhand.tmpfs).toEqual(['/tmp']);
  });
});
