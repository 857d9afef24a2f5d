import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireBuilt } from '../../built.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { importOf, send, sendBody, settled } from '../../support/imports.ts';
import { type Place, sqlitePlace } from '../../support/stores.ts';

describe('what is sent to do harm', () => {
  let place: Place;
  let api: Api;
  beforeEach(async () => {
    requireBuilt();
    place = await sqlitePlace();
    api = await apiOn(place, { EVENHAND_UPLOAD_LIMIT: '8MiB' });
  });
  afterEach(async () => {
    await api.close();
    await place.remove();
  });
  const FORM = 'multipart/form-data; boundary=b';
  const field = (name: string, value: string) =>
    `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const file = (name: string, content: string, fieldName = 'file') =>
    `--b\r\ncontent-disposition: form-data; name="${fieldName}"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n${content}\r\n`;
  const refused = async (body: string, type = FORM): Promise<[number, string]> => {
    const answer = await sendBody(api, Buffer.from(body), type);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(readdirSync(join(place.dataFolder, 'uploads'), { recursive: true })).toEqual([]);
    return [answer.status, answer.body.detail];
  };

  it('as a form that is none is refused, and leaves no file behind', async () => {
    const good = file('a.csv', 'x');
    await sendBody(api, Buffer.from('--b--\r\n'), FORM);
    expect((await refused('--b--\r\n'))[0]).toBe(400);
    expect((await refused(''))[0]).toBe(400);
    expect((await refused(`${field('period', 'x')}--b--\r\n`))[1]).toContain('no file');
    expect((await refused(good))[0]).toBe(400);
    expect((await refused(`${good}--b--\r\n`, 'multipart/form-data'))[0]).toBe(400);
    expect((await refused(`${good}--b--\r\n`, 'multipart/form-data; boundary=other'))[0]).toBe(400);
    expect((await refused(`${good}${good}--b--\r\n`))[0]).toBe(400);
    expect((await refused(`${file('a.csv', 'x', 'other')}--b--\r\n`))[0]).toBe(400);
    expect((await refused(`${field('__proto__', '1')}${good}--b--\r\n`))[0]).toBe(400);
    expect((await refused(`${field('kind', 'x')}${field('kind', 'y')}${good}--b--\r\n`))[1]).toContain(
      'twice',
    );
    expect((await refused(`${field('x'.repeat(5000), 'y')}${good}--b--\r\n`))[0]).toBe(400);
    expect((await refused(`${field('mapping', 'x'.repeat(300_000))}${good}--b--\r\n`))[0]).toBe(400);
    expect((await refused(`${field('mapping', '{"a":')}${good}--b--\r\n`))[0]).toBe(400);
    expect((await refused(`${field('mapping', '{"a":{"b":1}}')}${good}--b--\r\n`))[0]).toBe(400);
    expect((await refused(`${field('nonsense', '1')}${good}--b--\r\n`))[0]).toBe(400);
    expect((await refused(`${field('period', "'; drop table imports")}${good}--b--\r\n`))[0]).toBe(400);
    const many = Array.from({ length: 2000 }, (_, i) => field(`f${i}`, 'x')).join('');
    expect((await refused(`${many}${good}--b--\r\n`))[1]).toContain('more than 40 fields');
    expect((await refused(JSON.stringify({ file: 'x' }), 'application/json'))[0]).toBe(415);
    expect((await refused(`${file('a.csv', 'x'.repeat(9 << 20))}--b--\r\n`))[0]).toBe(413);
  });

  it('has a name that is shown, and never used', async () => {
    const names = [
      '../../../etc/passwd',
      'C:\\temp\\x.csv',
      'a\u0000b\u202ecsv.exe',
      `${'x'.repeat(5000)}.csv`,
      '',
      '..',
    ];
    for (const name of names) {
      const body = `${file(name, 'a,b\n1,2\n')}--b--\r\n`;
      const answer = await sendBody(api, Buffer.from(body), FORM);
      if (answer.status !== 201) continue;
      const { id, file_name } = await settled(api, answer.body.id);
      expect(file_name).toMatch(/^[^\\/\p{C}]{1,200}$/u);
      expect(readdirSync(join(place.dataFolder, 'uploads'))).toContain(id);
      await api.call('DELETE', `/imports/${id}`);
    }
    const plain = await importOf(api, '../../x.csv', 'a,b\n1,2\n');
    expect(plain.file_name).toBe('x.csv');
  });

  it('as a file of another kind, or of nothing, fails with what it is', async () => {
    const failures = async (name: string, content: string | Uint8Array<ArrayBuffer>) => {
      const { state, failure } = await importOf(api, name, content);
      expect(state).toBe('failed');
      return failure;
    };
    expect(await failures('empty.csv', '')).toContain('is empty');
    expect(await failures('blank.csv', '\n\n \n')).toContain('is empty');
    expect(await failures('head.csv', 'employee_id,task_id,status,hours\n')).not.toBe('');
    expect(await failures('x.pdf', '%PDF-1.7 ...')).toContain('a PDF document');
    expect(await failures('x.xlsx', 'employee_id,task_id\n')).toContain('XLSX');
    expect(await failures('x.csv', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).not.toBe('');
    expect(await failures('x.json', `${'['.repeat(200_000)}`)).not.toBe('');
    expect(
      await failures('x.json', `{"employee_id":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`),
    ).not.toBe('');
    expect(await failures('x.csv', `a,b\n${'x'.repeat(7 << 20)}`)).not.toBe('');
    expect(await failures('x.csv', `${'a,'.repeat(1 << 20)}\n`)).toContain('columns');
  });

  it('as a workbook that unpacks to five gigabytes is refused at once', async () => {
    const bomb = await workbookBomb();
    expect(bomb.length).toBeLessThan(8 << 20);
    const { state, failure } = await importOf(api, 'bomb.xlsx', bomb);
    expect(state).toBe('failed');
    expect(failure).toContain('trap');
  });

  it('in cells comes to no harm in the list of rejected rows', async () => {
    const rows = ['=cmd|"/c calc"!A1', '@SUM(1)', '-2+3', '+1+1', '\t=1', '<script>'];
    const text = rows.map((cell, i) => `${i},n,"${cell.replaceAll('"', '""')}",5,1`).join('\n');
    const { body: q1 } = await api.call('POST', '/periods', {
      name: 'Q1',
      starts_on: '2024-01-01',
      ends_on: '2024-03-31',
    });
    const { id } = await importOf(
      api,
      'x.csv',
      `employee_id,name,completed_tasks,total_tasks,avg_task_hours\n${text}\n99,n,1,1,1\n`,
      { period: q1.id },
    );
    const { body, headers } = await api.call('GET', `/imports/${id}/rejections.csv`);
    expect(headers['content-disposition']).toContain('attachment');
    const lines = String(body).trim().split('\n').slice(1);
    expect(lines).toHaveLength(rows.length);
    for (const line of lines) expect(line).not.toMatch(/,"?\s*[=+@-](?!\d)/);
  });

  it('mutated at random breaks nothing and brings nothing that was not there', async () => {
    const good = 'employee_id,name,completed_tasks,total_tasks,avg_task_hours\n1,Ada,5,6,2.5\n2,Bea,3,4,2\n';
    const { body: q1 } = await api.call('POST', '/periods', {
      name: 'Q1',
      starts_on: '2024-01-01',
      ends_on: '2024-03-31',
    });
    let seed = 42;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return seed % below;
    };
    for (let i = 0; i < 25; i++) {
      const bytes = new Uint8Array(Buffer.from(good));
      for (let n = 0; n <= random(4); n++) bytes[random(bytes.length)] = random(256);
      const answer = await send(api, 'x.csv', bytes, { period: q1.id });
      expect(answer.status).toBe(201);
      const { state, counts, id } = await settled(api, answer.body.id);
      expect(['ready', 'failed']).toContain(state);
      if (state === 'ready') expect(counts.summaries + counts.rejected).toBeLessThanOrEqual(3);
      const committed = await api.call('POST', `/imports/${id}/commit`);
      expect([200, 409]).toContain(committed.status);
    }
  });
});

/** A workbook whose one sheet says that it unpacks to five gigabytes of zeros, as it does. */
async function workbookBomb(): Promise<Uint8Array<ArrayBuffer>> {
  const parts = new Map<string, { packed: Buffer; size: number; crc: number }>();
  const { crc32 } = await import('node:zlib');
  const add = (name: string, text: string) => {
    const bytes = Buffer.from(text);
    parts.set(name, { packed: deflateRawSync(bytes), size: bytes.length, crc: crc32(bytes) });
  };
  add('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>');
  const relation = (id: string, type: string, target: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`;
  add('_rels/.rels', relation('r1', 'officeDocument', 'xl/workbook.xml'));
  add('xl/_rels/workbook.xml.rels', relation('r1', 'worksheet', 'worksheets/sheet1.xml'));
  add(
    'xl/workbook.xml',
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
  );
  const block = deflateRawSync(Buffer.alloc(1 << 20), { finishFlush: 2 });
  const times = 4000;
  const packed = Buffer.concat([
    ...Array.from({ length: times }, () => block),
    deflateRawSync(Buffer.alloc(0)),
  ]);
  parts.set('xl/worksheets/sheet1.xml', { packed, size: times * (1 << 20), crc: 0 });
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, { packed: data, size, crc }] of parts) {
    const entry = Buffer.alloc(26);
    entry.writeUInt16LE(20, 0);
    entry.writeUInt16LE(8, 4);
    entry.writeUInt32LE(crc, 10);
    entry.writeUInt32LE(data.length, 14);
    entry.writeUInt32LE(size, 18);
    entry.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), entry, Buffer.from(name), data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), entry, tail, Buffer.from(name)]),
    );
    locals.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...locals, listed, end]));
}
