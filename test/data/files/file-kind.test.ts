import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTasks } from '../../../src/data/files/read-tasks.ts';
import { fileMaker } from '../../support/made-files.ts';
import { writeParquet } from '../../support/made-parquet.ts';
import { madeWorkbook, madeZip } from '../../support/made-workbook.ts';

const file = fileMaker();
const CSV = 'employee_id,completed_tasks,total_tasks,avg_task_hours\n1,1,2,3\n';
const bytes = (...values: number[]) => Buffer.concat([Buffer.from(values), Buffer.alloc(200, 7)]);

describe('a file that is something else', () => {
  it.each([
    [
      'report.csv',
      Buffer.from('%PDF-1.7\n...'),
      /report\.csv is a PDF document\. Evenhand reads CSV, TSV, JSON/,
    ],
    ['people.csv', bytes(0x89, 0x50, 0x4e, 0x47), /is a PNG image/],
    ['people.csv', bytes(0xff, 0xd8, 0xff, 0xe0), /is a JPEG image/],
    ['people.csv.gz', bytes(0x1f, 0x8b), /is compressed with gzip: unpack it first/],
    [
      'people.xls',
      bytes(0xd0, 0xcf, 0x11, 0xe0),
      /is an old Office file \(\.xls, \.doc\) or an encrypted workbook/,
    ],
    ['people', Buffer.from('SQLite format 3\0'), /is an SQLite database/],
    ['people.csv', '<!DOCTYPE html><html></html>', /is a web page/],
    ['people.xml', '<?xml version="1.0"?><a/>', /is XML/],
    ['people.csv', madeWorkbook({ A: [[1]] }), /is an XLSX workbook, not delimited text/],
    ['people.json', madeWorkbook({ A: [[1]] }), /is an XLSX workbook, not JSON/],
    ['people.csv', '[{"employee_id":1}]', /is JSON, not delimited text/],
    ['people.json', CSV, /is not JSON: it begins neither with \[ nor with \{/],
    ['people.xlsx', CSV, /does not begin like an XLSX workbook/],
    ['people.parquet', CSV, /does not begin like a Parquet file/],
    ['people.csv', `${CSV}\0\0`, /has a NUL character at byte \d+: it is damaged, or no text file/],
    ['people.csv', '', /people\.csv is empty/],
    ['people.csv', '\ufeff', /people\.csv is empty: it has blank lines only/],
    ['people.csv', '\n \r\n\n', /people\.csv is empty: it has blank lines only/],
    ['people.docx', madeZip({ '[Content_Types].xml': '', 'word/document.xml': 'x' }), /is a Word document/],
    ['people.zip', madeZip({ 'a.txt': 'x' }), /is a ZIP archive, but no XLSX workbook/],
    ['people.parquet', 'PAR1 and nothing else', /is a Parquet file that cannot be read/],
  ])('is told by its content: %s %#', async (name, content, message) => {
    await expect(readTasks(file(name, content))).rejects.toThrow(message);
  });

  it('is told where it is Parquet', async () => {
    const path = file('people.csv', '');
    await writeParquet(path, 'SELECT 1 AS employee_id');
    await expect(readTasks(path)).rejects.toThrow('is a Parquet file, not delimited text');
  });
});

describe('a file that is not there', () => {
  it('is an error that names what is', async () => {
    const path = file('people-2024.csv', CSV);
    await expect(readTasks(path.replace('2024', '2042'))).rejects.toThrow('did you mean people-2024.csv?');
    await expect(readTasks(join(dirname(path), 'nothing', 'like.this'))).rejects.toThrow(/there is no file/);
    await expect(readTasks(join(path, 'under-a-file'))).rejects.toThrow(/there is no file/);
    await expect(readTasks('')).rejects.toThrow('the name of the file is empty');
    await expect(readTasks('a\0b')).rejects.toThrow('has a NUL character');
    await expect(readTasks('n'.repeat(5000))).rejects.toThrow('the name of the file is too long');
  });

  it('is an error where it is a folder', async () => {
    const folder = join(dirname(file('x', '')), 'folder.csv');
    mkdirSync(folder);
    await expect(readTasks(folder)).rejects.toThrow('is a folder: name one file in it');
  });

  it('is an error where it may not be read', async () => {
    const path = file('secret.csv', CSV);
    chmodSync(path, 0);
    const reads = readTasks(path);
    if (process.getuid?.() === 0) expect((await reads).summaries.ids).toEqual([1]);
    else await expect(reads).rejects.toThrow('may not be read: its permissions forbid it');
  });
});

describe('what reading leaves behind', () => {
  const left = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('evenhand-'));

  it('is nothing, whether it works or fails', async () => {
    const path = file('people.csv', Buffer.from(`${CSV}2,"é,1,2\n`, 'latin1'));
    const broken = file('bad.json', '[{"a"');
    const folder = dirname(file('scratch/x', ''));
    const usual = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    try {
      expect((await readTasks(path)).rejected).toHaveLength(1);
      expect(left(folder)).toEqual([]);
      await expect(readTasks(broken)).rejects.toThrow('is not valid JSON');
      expect(left(folder)).toEqual([]);
    } finally {
      if (usual === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = usual;
    }
  });

  it('is nothing where a signal ends the process while standard input still flows', () => {
    const folder = dirname(file('signal/x', ''));
    const reader = new URL('../../../dist/data/files/read-tasks.js', import.meta.url).href;
    const script = `
      import { readdirSync } from 'node:fs';
      import { Readable } from 'node:stream';
      import { readTasks } from '${reader}';
      setInterval(() => {}, 1000);
      setTimeout(() => {
        console.log(readdirSync(process.env.TMPDIR).length);
        process.kill(process.pid, 'SIGTERM');
      }, 200);
      await readTasks('-', { stdin: new Readable({ read() {} }) });`;
    const { signal, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, TMPDIR: folder },
      encoding: 'utf8',
    });
    expect([signal, stdout.trim()]).toEqual(['SIGTERM', '2']);
    expect(left(folder)).toEqual([]);
  });
});

describe('a link to a file', () => {
  it('is followed', async () => {
    const path = file('real.csv', CSV);
    const link = join(dirname(path), 'link.csv');
    symlinkSync(path, link);
    expect((await readTasks(link)).summaries.ids).toEqual([1]);
  });
});
