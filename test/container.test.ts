import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { root } from './built.ts';
import { evenhand } from './support/command.ts';

const read = (name: string) => readFileSync(join(root, name), 'utf8');
const dockerfile = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');

describe('the container', () => {
  it('copies only what is there and what .dockerignore lets through', () => {
    const sources = dockerfile
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    const allowed = new Set(read('.dockerignore').split('\n'));
    expect(sources).toEqual(expect.arrayContaining(['kernels', 'src', 'dashboard', 'scripts']));
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

  it('is reached from this machine alone unless somebody opens it, and may write nowhere but to /tmp and its data', () => {
    const { services, volumes } = parse(read('compose.yml'));
    const { evenhand } = services;
    expect(evenhand.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
    expect(evenhand.read_only).toBe(true);
    expect(evenhand.tmpfs).toEqual(['/tmp']);
    expect(evenhand.volumes).toEqual(['data:/data']);
    expect(Object.keys(volumes)).toEqual(['data']);
  });

  it('keeps its data where its user may write, and others may not read', () => {
    const lines = dockerfile.slice(dockerfile.findLastIndex((line) => line.startsWith('FROM ')));
    expect(lines.find((line) => line.startsWith('ENV '))).toContain('EVENHAND_DATA=/data');
    expect(lines).toContain('RUN mkdir --mode=700 /data && chown node:node /data');
    expect(lines.indexOf('VOLUME /data')).toBeGreaterThan(lines.indexOf('USER node'));
  });

  it('says how the first account is made, without which it does not start', () => {
    const deed = /evenhand (accounts add .*)/.exec(read('compose.yml'))?.[1].split(' ') ?? [];
    const folder = mkdtempSync(join(tmpdir(), 'evenhand-container-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const env = { EVENHAND_DATA: folder, HOST: '0.0.0.0', EVENHAND_PUBLIC_URL: 'http://127.0.0.1:5000' };
    const { status, stdout } = evenhand(deed, { env });
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^http:\/\/127\.0\.0\.1:5000\/invitation#/)]);
  });
});
