import fc from 'fast-check';
import readExcelFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { readTasks } from '../../../src/data/files/read-tasks.ts';
import { type SheetCell, sheetRows } from '../../../src/data/files/sheet-rows.ts';
import { meaningOfCode, openWorkbook } from '../../../src/data/files/workbook.ts';
import { tableOf } from '../../../src/reports/table.ts';
import { xlsxChunks } from '../../../src/reports/xlsx.ts';
import { fileMaker } from '../../support/made-files.ts';
import { type MadeCell, madeWorkbook, madeZip } from '../../support/made-workbook.ts';

const file = fileMaker();
const HEADER = ['employee_id', 'task_id', 'status', 'hours', 'completed_at'];

async function cells(workbook: Buffer): Promise<[number, SheetCell[]][]> {
  const path = file('cells.xlsx', workbook);
  const rows: [number, SheetCell[]][] = [];
  for await (const batch of sheetRows(await openWorkbook(path, 'cells.xlsx'), 'cells.xlsx')) {
    for (const { row, cells: found } of batch) rows.push([row, [...found]]);
  }
  return rows;
}

async function texts(...made: MadeCell[]): Promise<(string | undefined)[]> {
  const [[, found]] = await cells(madeWorkbook({ A: [[...made, 'end']] }, { styles: STYLES }));
  return made.map((_, i) => found.find(({ column }) => column === i + 1)?.text);
}

const STYLES = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="0.0 &quot;days&quot;"/></numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="22"/></cellXfs></styleSheet>`;

describe('a cell', () => {
  it('is a date, a time or a number by its style', async () => {
    expect(
      await texts(
        { xml: '<c s="1"><v>38321</v></c>' },
        { xml: '<c s="2"><v>38321.604166666664</v></c>' },
        { xml: '<c s="3"><v>1.5</v></c>' },
        { xml: '<c s="4"><v>1.5</v></c>' },
        { xml: '<c s="5"><v>60.999999999</v></c>' },
        { xml: '<c t="d"><v>2004-11-30T00:00:00</v></c>' },
        { xml: '<c s="0"><v>1.1000000000000001</v></c>' },
        { xml: '<c><v>1E-3</v></c>' },
      ),
    ).toEqual([
      '2004-11-30',
      '2004-11-30T14:30:00',
      '36:00:00',
      '1.5',
      '1900-03-01',
      '2004-11-30T00:00:00',
      '1.1',
      '0.001',
    ]);
  });

  it('is text, shared or inline, rich or plain, with entities, escapes and without readings', async () => {
    expect(
      await texts(
        {
          xml: '<c t="inlineStr"><is><r><t>a&amp;</t></r><r><t xml:space="preserve"> b</t></r><rPh><t>no</t></rPh></is></c>',
        },
        { xml: '<c t="str"><f>A1</f><v>&lt;x&gt; &#xE9;&#8364;</v></c>' },
        { xml: '<c t="inlineStr"><is><t><![CDATA[<b>]]>_x000D_</t></is></c>' },
        { xml: "<c t='inlineStr'><is><t>single</t></is></c>" },
        { xml: '<c t="s"><v>99</v></c>' },
      ),
    ).toEqual(['a& b', '<x> é€', '<b>\r', 'single', undefined]);
  });

  it('is found by its address, or by its place where it has none', async () => {
    const sheet = `<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c r="AB1"><x:v>2</x:v></x:c><x:c><x:v>3</x:v></x:c></x:row>
      <!-- a > comment --><x:row r="7"><x:c r="B7"><x:v>4</x:v></x:c></x:row><x:row><x:c/><x:c><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    const found = await cells(workbookOf(sheet));
    expect(found.map(([row, list]) => [row, list.map(({ column, text }) => [column, text])])).toEqual([
      [
        1,
        [
          [1, '1'],
          [28, '2'],
          [29, '3'],
        ],
      ],
      [7, [[2, '4']]],
      [8, [[2, '5']]],
    ]);
  });
});

/** A workbook of this one sheet. */
function workbookOf(sheet: string, stored = false): Buffer {
  const parts = {
    'xl/workbook.xml': '<workbook><sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="/xl/sheet.xml"/></Relationships>',
    'xl/sheet.xml': sheet,
  };
  return madeZip(parts, stored);
}

describe('a number format', () => {
  it.each([
    ['General', 'number'],
    ['#,##0.00', 'number'],
    ['[Red]0.0', 'number'],
    ['0.00 "days"', 'number'],
    ['#,##0\\ "h"', 'number'],
    ['_(* #,##0_);_(* (#,##0)', 'number'],
    ['0%', 'number'],
    ['@', 'number'],
    ['dd/mm/yyyy', 'date'],
    ['[$-409]d-mmm-yy;@', 'date'],
    ['yyyy\\-mm', 'date'],
    ['mmm', 'date'],
    ['[h]:mm', 'time'],
    ['mm:ss.0', 'time'],
    ['h:mm AM/PM', 'time'],
  ])('%s means a %s', (code, meaning) => {
    expect(meaningOfCode(code)).toBe(meaning);
  });
});

describe('a workbook of tasks', () => {
  it('is read with the rows that the spreadsheet shows', async () => {
    const rows: MadeCell[][] = [
      [],
      HEADER,
      [7, 'T1', 'done', 1.5, { xml: '<c s="1"><v>38321</v></c>' }],
      [],
      [7, 'T2', 'done', '2.5', '2004-11-30'],
      [7, 'T3', 'done', -1],
      [7, 'T4', 'done', { xml: '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>' }],
      [7, 'T5', 'done', { xml: '<c><f>A1+B1</f></c>' }],
      [7, 'T6', 'done', { xml: '<c s="3"><v>0.5</v></c>' }],
      [{ xml: '<c t="e"><v>#N/A</v></c>' }, 'T7', 'done', 1],
      [null, 'T8', 'done', 1, null, 'a remark'],
    ];
    const path = file('log.xlsx', madeWorkbook({ Log: rows }, { styles: STYLES }));
    const { summaries, rejected, notes } = await readTasks(path, { from: '2004-11-30' });
    expect(summaries.ids).toEqual([7]);
    expect(summaries.avgTaskHours[0]).toBe(2);
    expect(rejected.map(({ row, column, value, reason }) => [row, column, value, reason])).toEqual([
      [6, 'hours', '-1', 'hours cannot be negative'],
      [7, 'hours', '#DIV/0!', 'is the error of a formula'],
      [8, 'hours', '=A1+B1', 'is not a number'],
      [9, 'hours', '12:00:00', 'is a time, not a number (1:30 hours are 1.5)'],
      [10, 'employee_id', '#N/A', 'the employee id is the error of a formula'],
      [11, 'employee_id', '', 'the employee id is empty'],
    ]);
    expect(notes).toContain('1 value to the right of the header: not read');
    expect(notes.some((note) => note.startsWith('1 formula without a stored result'))).toBe(true);
  });

  it('is read at the first sheet that shows, or at the one that is named or numbered', async () => {
    const sheet = (id: string): MadeCell[][] => [HEADER, [id, 'T', 'done', 1]];
    const path = file(
      'sheets.xlsx',
      madeWorkbook({ Secret: sheet('s'), Two: sheet('t'), Three: sheet('u') }, { hidden: ['Secret'] }),
    );
    const idOf = async (name?: string | number) =>
      (await readTasks(path, name === undefined ? {} : { sheet: name })).summaries.ids[0];
    expect([await idOf(), await idOf('Secret'), await idOf(1), await idOf('1'), await idOf('3')]).toEqual([
      't',
      's',
      's',
      's',
      'u',
    ]);
    expect((await readTasks(path)).notes[0]).toContain(
      'has 3 sheets: "Two" was read (--sheet names another)',
    );
    await expect(idOf('two')).rejects.toThrow(
      'has no sheet two; did you mean Two? Its sheets are Secret, Two and Three.',
    );
    await expect(idOf(9)).rejects.toThrow('has no sheet 9.');
  });

  it('may count its days from 1904', async () => {
    const rows: MadeCell[][] = [HEADER, [1, 'T', 'done', 1, { xml: '<c s="1"><v>0</v></c>' }]];
    const path = file('mac.xlsx', madeWorkbook({ A: rows }, { styles: STYLES, from1904: true }));
    expect((await readTasks(path, { from: '1904-01-01', to: '1904-01-01' })).summaries.ids).toEqual([1]);
  });

  it('that is empty is an error', async () => {
    await expect(readTasks(file('e.xlsx', madeWorkbook({ Empty: [] })))).rejects.toThrow(
      'the sheet "Empty" has no cells',
    );
  });
});

describe('a workbook that was made to harm', () => {
  const sheetOf = (xml: string) =>
    file('bad.xlsx', workbookOf(`<worksheet><sheetData>${xml}</sheetData></worksheet>`));

  it('cannot name a cell outside of any sheet', async () => {
    await expect(readTasks(sheetOf('<row r="99999999999"><c r="A1"><v>1</v></c></row>'))).rejects.toThrow(
      'outside of any sheet',
    );
    await expect(readTasks(sheetOf('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>'))).rejects.toThrow(
      'outside of any sheet',
    );
  });

  it('cannot grow without end when it is unpacked', async () => {
    const header = HEADER.map((name) => `<c t="inlineStr"><is><t>${name}</t></is></c>`).join('');
    const path = sheetOf(`<row r="1">${header}</row>${`${' '.repeat(1000)}<a/>`.repeat(120_000)}`);
    await expect(readTasks(path)).rejects.toThrow('it is refused as a trap');
  });

  it('cannot define entities', async () => {
    const path = file('dtd.xlsx', workbookOf('<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'));
    await expect(readTasks(path)).rejects.toThrow('its XML cannot be read');
  });

  it('is refused where it is cut short, has been changed, or is encrypted', async () => {
    const whole = madeWorkbook({ A: [HEADER, [1, 'T', 'done', 1]] });
    await expect(readTasks(file('cut.xlsx', whole.subarray(0, -30)))).rejects.toThrow('damaged archive');
    const at = whole.indexOf('xl/worksheets/sheet1.xml') + 40;
    const changed = Buffer.from(whole);
    changed[at] ^= 0x55;
    await expect(readTasks(file('changed.xlsx', changed))).rejects.toThrow(/damaged/);
    const encrypted = Buffer.from(whole);
    for (let i = encrypted.indexOf('PK\x01\x02'); i >= 0; i = encrypted.indexOf('PK\x01\x02', i + 1))
      encrypted[i + 8] |= 1;
    await expect(readTasks(file('enc.xlsx', encrypted))).rejects.toThrow('is encrypted');
  });

  it('is refused, whatever single byte of it is changed, or gives the same', async () => {
    const whole = madeWorkbook({ A: [HEADER, [1, 'T', 'done', 1]] });
    const { summaries } = await readTasks(file('whole.xlsx', whole));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Buffer.from(whole);
        bytes[at] ^= change;
        const reading = await readTasks(file('flipped.xlsx', bytes)).catch((error: Error) => error.name);
        if (reading !== 'InputError') expect(reading).toMatchObject({ summaries });
      }),
      { numRuns: 60 },
    );
  });
});

describe('any sheet', () => {
  it('is read as another reader reads it', async () => {
    const cell = fc.oneof(
      fc.constant(null),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      fc.boolean(),
      fc.stringMatching(/^[a-z<>&é "';]{1,8}$/).filter((text) => text.trim() !== ''),
    );
    const sheet = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(sheet, async (rows) => {
        const columns = ['a', 'b', 'c'].map((key) => ({ key, label: key, kind: 'mixed' as const }));
        const parts: Uint8Array[] = [];
        for await (const part of xlsxChunks([tableOf('A', columns, rows)])) parts.push(part);
        const workbook = Buffer.concat(parts);
        const [{ data }] = await readExcelFile(file('other.xlsx', workbook));
        const theirs = data.flatMap((row, i) =>
          row.flatMap((value, j) => (value === null ? [] : [[i + 1, j + 1, String(value)]])),
        );
        const ours = (await cells(workbook)).flatMap(([row, list]) =>
          list.map(({ column, text }) => [row, column, text.trim()]),
        );
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 40 },
    );
  });

  it('may be stored without compression', async () => {
    const header = HEADER.map((name) => `<c t="inlineStr"><is><t>${name}</t></is></c>`).join('');
    const row = ['x', 'T', 'done', '1'].map((text) => `<c t="str"><v>${text}</v></c>`).join('');
    const sheet = `<worksheet><sheetData><row>${header}</row><row>${row}</row></sheetData></worksheet>`;
    expect((await readTasks(file('stored.xlsx', workbookOf(sheet, true)))).summaries.ids).toEqual(['x']);
  });
});
