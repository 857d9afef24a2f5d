import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { surveyText } from '../../../src/data/files/delimited.ts';
import { readTasks } from '../../../src/data/files/read-tasks.ts';
import { fieldsOf, visitRecords } from '../../../src/data/files/records-of-text.ts';
import { fileMaker } from '../../support/made-files.ts';

const file = fileMaker();
const HEADER = 'employee_id,name,completed_tasks,total_tasks,avg_task_hours';
const good = (id: string | number, name = '') => `${id},${name},1,2,3`;

async function read(lines: readonly string[], newline = '\n') {
  const { summaries, rejected, notes, rowsRead } = await readTasks(file('people.csv', lines.join(newline)));
  return {
    ids: summaries.ids,
    names: summaries.names,
    rejected: rejected.map(({ row, reason }) => [row, reason]),
    values: rejected.map(({ value }) => value),
    notes,
    rowsRead,
  };
}

describe('rows of a text file', () => {
  it('count as a spreadsheet shows them, whatever line ends stand inside of quotes', async () => {
    for (const newline of ['\n', '\r\n', '\r']) {
      const lines = [HEADER, good(1, '"a\nb\r\n\r\nc"'), good(2), good(3, '"d\n"').replace(',1,', ',x,')];
      const { ids, names, rejected } = await read(lines, newline);
      expect(ids).toEqual([1, 2]);
      expect(names[0]).toBe('a\nb\r\n\r\nc');
      expect(rejected).toEqual([[4, 'is not a number']]);
    }
  });

  it('count blank lines and lines of empty fields, which are skipped', async () => {
    const { ids, rejected, notes, rowsRead } = await read([
      '',
      HEADER,
      '',
      good(1),
      '   ',
      ',,,,',
      good(2).replace(',1,', ',-1,'),
      '',
      good(3),
      '',
      '',
    ]);
    expect(ids).toEqual([1, 3]);
    expect(rejected).toEqual([[7, 'a number of tasks cannot be negative']]);
    expect(notes).toEqual(['4 empty rows skipped']);
    expect(rowsRead).toBe(3);
  });

  it('that have too many or too few values are rejected, the others go on', async () => {
    const { ids, rejected, values } = await read([HEADER, good(1), '2,Doe, Jane,1,2,3', '3,x', good(4)]);
    expect(ids).toEqual([1, 4]);
    expect(rejected).toEqual([
      [3, 'has 6 values where the header has 5: a value with a comma in it must stand in quotes'],
      [4, 'has 2 values where the header has 5'],
    ]);
    expect(values).toEqual(['2,Doe, Jane,1,2,3', '3,x']);
  });

  it('with a quote that is never closed are rejected, and the rows below are found again', async () => {
    const { ids, rejected } = await read([
      HEADER,
      good(1),
      '2,"open,1,2,3',
      good(3),
      good(4, '"x, y"'),
      good(5),
    ]);
    expect(ids).toEqual([1, 3, 4, 5]);
    expect(rejected).toEqual([
      [3, 'has text after a closing quote (a quote inside of quotes must be doubled)'],
    ]);
    const last = await read([HEADER, good(1), good(2), '3,"open,1,2,3', good(4), good(5)]);
    expect(last.ids).toEqual([1, 2, 4, 5]);
    expect(last.rejected).toEqual([[4, 'has a quote that is never closed']]);
  });

  it('may have quotes and blanks where not every writer puts them', async () => {
    const { ids, names, rejected } = await read([
      HEADER,
      good(1, '5" pipe'),
      good(2, ' "x, y" '),
      good(3, 'a ""b"" c'),
      good(4, '"say ""hi"""'),
      good(5, "O'Brien"),
    ]);
    expect(ids).toEqual([1, 2, 3, 4, 5]);
    expect(names).toEqual(['5" pipe', 'x, y', 'a ""b"" c', 'say "hi"', "O'Brien"]);
    expect(rejected).toEqual([]);
  });

  it('may end in different ways in one file', async () => {
    const path = file('mixed.csv', `${HEADER}\r\n${good(1)}\n${good(2)}\r${good(3)}\r\n`);
    expect((await readTasks(path)).summaries.ids).toEqual([1, 2, 3]);
  });

  it('may be long, and must not be endless', async () => {
    const { names } = await read([
      HEADER,
      good(1, 'n'.repeat(5_000_000)),
      good(2, `"${'é,\n'.repeat(1_000_000)}"`),
    ]);
    expect(names.map((name) => name?.length)).toEqual([5_000_000, 3_000_000 - 1]);
    await expect(read([HEADER, good(1, 'n'.repeat(30_000_000))])).rejects.toThrow(
      'a line is longer than 16 MiB',
    );
  });

  it('are found again behind a quote that would swallow more than a record may hold', async () => {
    const filler = Array.from({ length: 400_000 }, (_, i) => good(i + 10, 'a name of thirty letters or so'));
    const { ids, rejected } = await read([HEADER, '1,"open,1,2,3', ...filler]);
    expect(ids).toHaveLength(400_000);
    expect(rejected).toEqual([[2, 'has a quote that is never closed']]);
  });

  it('that are all malformed are an error, not an empty result', async () => {
    await expect(read([HEADER, '1', '2'])).rejects.toThrow(
      /no row can be read; row 2 has 1 value where the header has 5/,
    );
  });

  it('may be one, or none', async () => {
    expect((await read([HEADER, good(1)])).ids).toEqual([1]);
    expect((await read([HEADER])).ids).toEqual([]);
    expect((await read([HEADER, ''])).rowsRead).toBe(0);
  });

  it('follow a line that names the delimiter, as Excel writes it', async () => {
    const { ids, rejected } = await read([
      'sep=;',
      HEADER.replaceAll(',', ';'),
      '1;Doe, J;1;2;3',
      '2;;-1;2;3',
    ]);
    expect(ids).toEqual([1]);
    expect(rejected).toEqual([[3, 'a number of tasks cannot be negative']]);
  });
});

describe('a file of one column', () => {
  it('is told by its one header', async () => {
    await expect(readTasks(file('one.csv', 'employee_id\n1\n\n2\n'))).rejects.toThrow(
      /Its columns are employee_id\./,
    );
  });
});

describe('the delimiter', () => {
  const delimiterOf = async (text: string) => (await surveyText('x', file('x.txt', text))).delimiter;

  it('is the one that cuts every row like the header', async () => {
    expect(await delimiterOf('a;b;c\n1,5;2,5;x\n1;2;y\n')).toBe(';');
    expect(await delimiterOf('a\tb\n1,2\t3;4\n')).toBe('\t');
    expect(await delimiterOf('a|b|c\n1|2|3\n')).toBe('|');
    expect(await delimiterOf('name, first;hours;done\nDoe, J;1;2\n')).toBe(';');
    expect(await delimiterOf('"a;b;c",d\n"1;2;3",4\n')).toBe(',');
  });
});

describe('the records of any text', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', '\u{1f600}'),
    maxLength: 6,
  });

  it('are what was written, with quotes around every field', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 20 }),
        async (rows) => {
          const text = rows
            .map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(','))
            .join('\n');
          const found: string[][] = [];
          await visitRecords(file('any.csv', text), ',', 0, (record) => {
            expect(record.state).toBe('good');
            found.push(fieldsOf(record, ','));
          });
          expect(found).toEqual(rows);
        },
      ),
    );
  });

  it('are all accounted for, however broken the text', async () => {
    const broken = fc.string({ unit: fc.constantFrom('1', '"', ',', '\n', '\r', ' '), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(broken, async (rest) => {
        const path = file('broken.csv', `${HEADER}\n${good(1)}\n${rest}`);
        const { summaries, rejected, rowsRead } = await readTasks(path);
        expect(rowsRead).toBe(summaries.ids.length + rejected.length);
      }),
      { numRuns: 60 },
    );
  });
});
