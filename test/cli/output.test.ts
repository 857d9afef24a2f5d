import { once } from 'node:events';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireDifferentFiles, writeToFile, writeToStream } from '../../src/cli/output.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenhand-output-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('writing a file', () => {
  it('writes text and bytes, and leaves nothing else behind', async () => {
    const path = join(folder, 'out.csv');
    await writeToFile(['é,', Buffer.from([0x41, 0x0a])], path);
    expect(readFileSync(path, 'utf8')).toBe('é,A\n');
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });

  it('writes pieces that lie apart one after the other, from memory that threads share, too', async () => {
    const shared = new Uint8Array(new SharedArrayBuffer(3)).fill(0x42);
    const many = Array.from({ length: 3000 }, (_, i) => Buffer.from(`${i},`));
    const path = join(folder, 'out.csv');
    await writeToFile([[Buffer.from('A'), new Uint8Array(0), shared], [], many], path);
    const expected = `ABBB${many.join('')}`;
    expect(readFileSync(path, 'utf8')).toBe(expected);
    const stream = new PassThrough();
    const seen = text(stream);
    await writeToStream([[Buffer.from('A'), shared], many], stream);
    stream.end();
    expect(await seen).toBe(expected);
  });

  it('writes a file whole that is sent on to the disk while it is made', async () => {
    const path = join(folder, 'large.csv');
    const chunks = Array.from({ length: 140 }, (_, i) => Buffer.alloc(1 << 20, i));
    await writeToFile(chunks, path);
    const bytes = readFileSync(path);
    expect(bytes.length).toBe(140 << 20);
    expect(chunks.every((chunk, i) => chunk.equals(bytes.subarray(i << 20, (i + 1) << 20)))).toBe(true);
  });

  it('keeps the old file as it was where the new one fails halfway', async () => {
    const path = join(folder, 'out.csv');
    writeFileSync(path, 'old');
    await expect(writeToFile(failing(), path)).rejects.toThrow('halfway');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });

  it('shows the old file until the new one is whole', async () => {
    const path = join(folder, 'out.csv');
    writeFileSync(path, 'old');
    await writeToFile(
      (async function* () {
        yield 'new ';
        expect(readFileSync(path, 'utf8')).toBe('old');
        yield 'file';
      })(),
      path,
    );
    expect(readFileSync(path, 'utf8')).toBe('new file');
  });

  it('keeps the permissions of the file it replaces, and the link that leads to it', async () => {
    const path = join(folder, 'real.csv');
    writeFileSync(path, 'old');
    chmodSync(path, 0o600);
    symlinkSync('real.csv', join(folder, 'link.csv'));
    await writeToFile(['new'], join(folder, 'link.csv'));
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('writes to what is no ordinary file without replacing it', async () => {
    await writeToFile(['gone'], '/dev/null');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it.each([
    ['missing/out.csv', 'its folder does not exist'],
    ['folder', 'it is a folder'],
    ['file/out.csv', 'its folder is a file'],
  ])('says why %s cannot be written', async (name, reason) => {
    mkdirSync(join(folder, 'folder'));
    writeFileSync(join(folder, 'file'), '');
    const path = join(folder, name);
    await expect(writeToFile(['x'], path)).rejects.toThrow(`cannot write ${path}: ${reason}`);
  });
});

describe('files that must differ', () => {
  it('may not be the same, by whatever way they are named', async () => {
    const path = join(folder, 'tasks.csv');
    writeFileSync(path, '');
    symlinkSync(path, join(folder, 'link.csv'));
    linkSync(path, join(folder, 'hard.csv'));
    for (const other of [
      path,
      join(folder, '.', 'tasks.csv'),
      join(folder, 'link.csv'),
      join(folder, 'hard.csv'),
    ]) {
      await expect(requireDifferentFiles({ FILE: path, '--out': other })).rejects.toThrow(
        `--out and FILE are the same file, ${other}`,
      );
    }
  });

  it('may not be the same where they are not there yet', async () => {
    const path = join(folder, 'new.csv');
    await expect(requireDifferentFiles({ '--out': path, '--rejected': path })).rejects.toThrow(
      '--rejected and --out',
    );
    await requireDifferentFiles({
      '--out': path,
      '--rejected': join(folder, 'other.csv'),
      '--standard': undefined,
    });
  });

  it('may be standard input and output, and the same device', async () => {
    await requireDifferentFiles({ FILE: '-', '--out': '-' });
    await requireDifferentFiles({ '--out': '/dev/null', '--rejected': '/dev/null' });
  });
});

describe('writing to a stream', () => {
  it('writes every piece in order', async () => {
    const stream = new PassThrough();
    const got = text(stream);
    await writeToStream(['a', Buffer.from('b'), 'c'], stream);
    stream.end();
    expect(await got).toBe('abc');
  });

  it('ends quietly when the reader goes away, and makes no more pieces', async () => {
    let made = 0;
    const closed = new Writable({
      write: (_chunk, _encoding, done) =>
        done(Object.assign(new Error('EPIPE'), { code: 'EPIPE', syscall: 'write' })),
    });
    await writeToStream(
      (function* () {
        for (; made < 1000; made++) yield 'x';
      })(),
      closed,
    );
    expect(made).toBeLessThan(3);
  });

  it('tells every other failure', async () => {
    const full = new Writable({
      write: (_chunk, _encoding, done) =>
        done(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' })),
    });
    await expect(writeToStream(['x'], full)).rejects.toThrow(
      'cannot write standard output: the disk is full',
    );
    await expect(writeToStream(failing(), new PassThrough().resume())).rejects.toThrow('halfway');
  });

  it('waits for a slow reader', async () => {
    let waiting = 0;
    let most = 0;
    const slow = new Writable({
      highWaterMark: 1,
      write(_chunk, _encoding, done) {
        waiting--;
        setTimeout(done, 1);
      },
    });
    await writeToStream(
      (function* () {
        for (let i = 0; i < 20; i++) {
          waiting++;
          most = Math.max(most, waiting);
          yield 'xx';
        }
      })(),
      slow,
    );
    slow.end();
    await once(slow, 'finish');
    expect(most).toBe(1);
  });
});

function* failing(): Iterable<string> {
  yield 'half';
  throw new Error('halfway');
}
