import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/reports/display-text.ts';
import { type Cell, type ResultTable, type TableColumn, tableOf } from '../../src/reports/table.ts';
import { problemText, terminalReport } from '../../src/reports/terminal-report.ts';
import { type Paint, terminalTable } from '../../src/reports/terminal-table.ts';
import {
  anomalousPerson,
  evaluationOf,
  HOSTILE_NAMES,
  person,
  unratedPerson,
} from '../support/evaluations.ts';

const plain: Paint = { bold: (text) => text, dim: (text) => text, yellow: (text) => text };
const marked: Paint = {
  bold: (text) => `<b>${text}</b>`,
  dim: (text) => `<d>${text}</d>`,
  yellow: (text) => `<y>${text}</y>`,
};

describe('the report in a terminal', () => {
  it('shows the best first and the unrated last, aligned, with remarks', () => {
    const people = [
      unratedPerson(),
      person({ employee_id: 'E2', name: 'Low', performance_score: 3.04, performance_cluster: 'Low' }),
      anomalousPerson(),
      person({ employee_id: 'E1', performance_score: 100, performance_cluster: 'High' }),
    ];
    const [header, rule, ...lines] = report(people).split('\n');
    expect([header, rule?.slice(0, 3), ...lines.slice(0, 4)]).toEqual([
      'Score  Tier    ID  Name          Done  Of   Rate  h/task',
      '───',
      '100.0  High    E1  Ada Lovelace    36  40  90.0%    5.13',
      ' 72.3  Medium  E7  Grace Hopper    36  40  90.0%    5.13  anomaly: many hours per task, low completion rate',
      '  3.0  Low     E2  Low             36  40  90.0%    5.13',
      '               E9  Nobody Yet       0   0                 unrated: no tasks',
    ]);
  });

  it('says how the company is doing and why people are unusual', () => {
    const text = report([person(), anomalousPerson(), unratedPerson()]);
    expect(text).toContain('3 people: 2 rated, 1 unrated, 1 anomaly\n');
    expect(text).toContain('Medium       2  90.0%    5.00        36.4\n');
    expect(text).toContain('Scores: 0.0 to 100.0, median 50.0, the middle half from 30.5 to 70.3\n');
    expect(text).toContain('Silhouette of the tiers: 0.51');
    expect(text).toContain(
      'E7 Grace Hopper: many hours per task (40.2, typical 6.1), low completion rate (30%, typical 92.5%)',
    );
  });

  it('orders equal scores by id, whatever the order of the input', () => {
    const people = ['b', 10, 'a', 9].map((employee_id) => person({ employee_id, name: null }));
    const ids = (some: typeof people): string[] =>
      [...report(some).matchAll(/^ 72\.3 {2}Medium +(\S+)/gm)].map(([, id]) => String(id));
    expect(ids(people)).toEqual(['9', '10', 'a', 'b']);
    expect(ids([...people].reverse())).toEqual(['9', '10', 'a', 'b']);
  });

  it('leaves the name out where nobody has one', () => {
    expect(report([person({ name: null })])).not.toContain('Name');
  });

  it('can be read where nobody is rated, and where there is nobody', () => {
    expect(report([unratedPerson()])).toContain('1 person: 0 rated, 1 unrated, 0 anomalies');
    expect(report([])).toContain('0 people: 0 rated, 0 unrated, 0 anomalies');
  });

  it('lists the twenty most unusual people and says how many more there are', () => {
    const people = Array.from({ length: 25 }, (_, i) =>
      anomalousPerson({ employee_id: `E${i}`, name: null, anomaly_score: i / 100 }),
    );
    const listed = report(people).split('the most unusual first\n')[1]?.trim().split('\n') ?? [];
    expect(listed).toHaveLength(21);
    expect(listed[0]).toMatch(/^E24:/);
    expect(listed[20]).toMatch(/and 5 more/);
  });

  it('marks unusual rows and mutes unrated ones where there are colours', () => {
    const text = [
      ...terminalReport(evaluationOf([anomalousPerson(), unratedPerson()]), { paint: marked }),
    ].join('');
    expect(text).toMatch(/<y> 72\.3 .*<\/y>\n/);
    expect(text).toMatch(/<d> +E9 .*<\/d>\n/);
  });

  it('keeps every row on one line and in its columns, whatever the names', () => {
    const people = HOSTILE_NAMES.map((name, i) =>
      person({ employee_id: i, name, performance_score: 100 - i }),
    );
    const lines = report(people)
      .split('\n')
      .slice(2, 2 + people.length);
    const starts = lines.map((line) => displayWidth(line.slice(0, line.search(/ 36 {2}40 {2}90\.0%/))));
    expect(new Set(starts).size).toBe(1);
    expect(lines.join('')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
  });
});

describe('a table on a terminal', () => {
  it('leaves expendable columns out, the most expendable first, and names them', () => {
    const columns: TableColumn[] = [
      { key: 'id', label: 'ID', kind: 'text' },
      { key: 'name', label: 'Name', kind: 'text', expendable: 1 },
      { key: 'city', label: 'City', kind: 'text', expendable: 9 },
      { key: 'note', label: 'Note', kind: 'text' },
    ];
    const table = tableOf('t', columns, [['E1', 'Ada Lovelace', 'London', 'x'.repeat(60)]]);
    expect(lines(table, 36)).toEqual([
      'ID  Name          Note',
      '─'.repeat(36),
      `E1  Ada Lovelace  ${'x'.repeat(17)}…`,
      'not shown, the terminal is too narrow: City',
    ]);
    expect(lines(table, 26)[3]).toBe('not shown, the terminal is too narrow: Name, City');
    expect(lines(table, 200)).toHaveLength(3);
    expect(lines(table)[2]).toContain('x'.repeat(60));
  });

  it('shortens text in the middle, so that one long name does not push all others aside', () => {
    const table = oneColumn([['n'.repeat(500), 'end']], ['text', 'text']);
    expect(lines(table)[2]).toBe(`${'n'.repeat(39)}…  end`);
  });

  it('stands numbers to the right and ids of text to the left', () => {
    expect(
      lines(
        oneColumn(
          [
            [5, 'x'],
            [10, 'x'],
          ],
          ['mixed', 'text'],
        ),
      ).slice(2),
    ).toEqual([' 5  x', '10  x']);
    expect(
      lines(
        oneColumn(
          [
            [5, 'x'],
            ['ab', 'x'],
          ],
          ['mixed', 'text'],
        ),
      ).slice(2),
    ).toEqual(['5   x', 'ab  x']);
  });

  it('counts wide characters as two columns', () => {
    expect(
      lines(
        oneColumn(
          [
            ['李小龍', 'x'],
            ['Ada', 'x'],
          ],
          ['text', 'text'],
        ),
      ).slice(2),
    ).toEqual(['李小龍  x', 'Ada     x']);
  });
});

describe('a problem in words', () => {
  it('says where, what and why', () => {
    const problem = { file: 'tasks.csv', row: 7, column: 'hours', value: 'abc', reason: 'is not a number' };
    expect(problemText(problem)).toBe('tasks.csv row 7, hours "abc": is not a number');
    expect(problemText({ row: 7, reason: 'is odd' })).toBe('row 7: is odd');
    expect(problemText({ line: 7, reason: 'is odd' })).toBe('line 7: is odd');
    expect(problemText({ reason: 'is odd' })).toBe('is odd');
  });

  it('is one harmless line, whatever the value', () => {
    const text = problemText({
      row: 2,
      column: 'id',
      value: `\u001b[2J\n${'x'.repeat(999)}`,
      reason: 'is\nodd',
    });
    expect(text).toMatch(/^row 2, id "\\x1b\[2J\\nx+…: is\\nodd$/);
    expect(text.length).toBeLessThan(150);
  });
});

function report(people: Parameters<typeof evaluationOf>[0]): string {
  return [...terminalReport(evaluationOf(people), { paint: plain })].join('');
}

function lines(table: ResultTable, width?: number): string[] {
  return [...terminalTable(table, { width, paint: plain })].join('').trimEnd().split('\n');
}

function oneColumn(rows: readonly (readonly Cell[])[], kinds: readonly TableColumn['kind'][]): ResultTable {
  return tableOf(
    't',
    kinds.map((kind, j) => ({ key: `c${j}`, label: '', kind })),
    rows,
  );
}
