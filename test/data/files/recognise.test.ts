import { describe, expect, it } from 'vitest';
import { type ColumnMap, recognise } from '../../../src/data/files/recognise.ts';
import { InputError, UsageError } from '../../../src/errors.ts';

function recognised(columns: readonly string[], map?: ColumnMap) {
  const { kind, places, notes } = recognise('x.csv', columns, map);
  return {
    kind,
    fields: Object.fromEntries(Array.from(places, ([field, place]) => [field, columns[place]])),
    notes,
  };
}

const failure = (columns: readonly string[], map?: ColumnMap): InputError => {
  try {
    recognise('x.csv', columns, map);
  } catch (error) {
    if (error instanceof InputError) return error;
  }
  throw new Error('nothing was wrong');
};

describe('a file', () => {
  it.each([
    [['employee_id', 'task_id', 'status', 'hours'], 'task log'],
    [['Employee ID', 'Ticket', 'StatusCode', 'Actual hours', 'Closed'], 'task log'],
    [['assignee', 'Issue key', 'State', 'Time spent (hours)'], 'task log'],
    [
      ['Personal-Nr.', 'Aufgaben-Nr.', 'Zustand', 'Ist-Stunden', 'Erledigt am', 'Name', 'Abteilung'],
      'task log',
    ],
    [['EMPLOYEEID', 'completedTasks', 'Total Tasks', 'avg-task-hours'], 'summary'],
    [['Mitarbeiter', 'Erledigte Aufgaben', 'Aufgaben gesamt', 'Stunden pro Aufgabe'], 'summary'],
    [
      ['MITARBEITERNUMMER', 'abgeschlossene aufgaben', 'Gesamtaufgaben', 'Durchschnittliche Stunden'],
      'summary',
    ],
  ])('with the columns %j is a %s', (columns, kind) => {
    expect(recognised(columns).kind).toBe(kind);
  });

  it('may spell its umlauts and signs in any way', () => {
    const { fields } = recognised(['ZUSTAENDIG', 'Schluessel', 'status', 'Aufwand in Stunden']);
    expect(fields).toEqual({
      employee_id: 'ZUSTAENDIG',
      task_id: 'Schluessel',
      status: 'status',
      hours: 'Aufwand in Stunden',
    });
  });

  it('says what fits best where a field has its own name', () => {
    const { fields } = recognised([
      'assignee',
      'employee_id',
      'task_id',
      'ticket',
      'status',
      'state',
      'hours',
    ]);
    expect(fields).toEqual({
      employee_id: 'employee_id',
      task_id: 'task_id',
      status: 'status',
      hours: 'hours',
    });
  });

  it('needs no status where it has a day of completion', () => {
    expect(recognised(['employee_id', 'task_id', 'hours', 'done date']).fields).toMatchObject({
      completed_at: 'done date',
    });
  });

  it('gets the likelier of two names or departments, with a note', () => {
    const { fields, notes } = recognised(['employee_id', 'task_id', 'status', 'hours', 'Abteilung', 'Team']);
    expect(fields).toMatchObject({ department: 'Team' });
    expect(notes).toEqual([
      'Team and Abteilung fit department: Team was taken (--map department=... takes another)',
    ]);
  });

  it('goes by the map, even against its headers', () => {
    const { fields } = recognised(['employee_id', 'Worker', 'task_id', 'status', 'hours'], {
      employee_id: 'worker',
      hours: 'HOURS ',
    });
    expect(fields).toMatchObject({ employee_id: 'Worker', hours: 'hours' });
  });

  it('may have one column for two fields', () => {
    const map = { employee_id: 'who', name: 'who' };
    expect(recognised(['who', 'task_id', 'status', 'hours'], map).fields).toMatchObject(map);
  });
});

describe('a file that is not understood', () => {
  it('lists its columns and shows the map that would mend it', () => {
    const { message, code } = failure([
      'DeveloperID',
      'AssignedToID',
      'TaskNumber',
      'StatusCode',
      'DeveloperHoursSpent',
    ]);
    expect(code).toBe('columns_not_recognised');
    expect(message).toContain(
      'employee_id could be DeveloperID or AssignedToID; there is no column for hours',
    );
    expect(message).toContain(
      'Its columns are DeveloperID, AssignedToID, TaskNumber, StatusCode, DeveloperHoursSpent.',
    );
    expect(message).toContain('--map employee_id=DeveloperID,hours=DeveloperHoursSpent.');
  });

  it('shows maps that work in a shell', () => {
    const { message } = failure(['employee_id', 'task_id', 'status', "o'clock hours worked today"]);
    expect(message).toContain("--map 'hours=o'\\''clock hours worked today'.");
  });

  it('shows how to map both kinds where it could be neither', () => {
    const { message } = failure(['a', 'b']);
    expect(message).toMatch(
      /looks neither like a task log nor like a summary.*Its columns are a, b\..*task_id=COLUMN.*total_tasks=COLUMN/,
    );
    expect(failure(['']).message).toContain('Its columns are (no name).');
    expect(failure(['My report', '', '', '']).message).toContain('Is there a title above the header');
    expect(failure(['employee_id:hours']).message).toContain('or another sign between the values');
  });

  it('is asked which it is where it could be both', () => {
    const log = ['employee_id', 'task_id', 'status', 'hours'];
    const both = [...log, 'completed_tasks', 'total_tasks', 'avg_task_hours'];
    expect(failure(both).message).toContain('has the columns of a task log and of a summary');
    expect(recognised(both, { task_id: 'task_id' }).kind).toBe('task log');
    expect(recognised(both, { total_tasks: 'total_tasks' }).kind).toBe('summary');
  });

  it('says which columns have the same name where that matters, and only there', () => {
    const columns = ['employee_id', 'hours', 'task_id', 'status', 'hours', 'x', 'x'];
    expect(failure(columns).message).toContain(
      'columns 2 and 5 are both called "hours": give them different names',
    );
    expect(failure(columns, { hours: 'hours' }).message).toContain('several columns "hours"');
    expect(recognised(columns.toSpliced(1, 1)).kind).toBe('task log');
  });

  it('names the nearest column and field where the map has others', () => {
    const columns = ['DeveloperID', 'task_id', 'status', 'hours'];
    expect(failure(columns, { employee_id: 'DevelperID' }).message).toContain(
      'did you mean employee_id=DeveloperID?',
    );
    const map: Record<string, string> = { emploee_id: 'DeveloperID' };
    const unknown = failure(columns, map);
    expect(unknown).toBeInstanceOf(UsageError);
    expect(unknown.message).toContain('did you mean employee_id?');
    expect(failure(columns, { task_id: 'task_id', total_tasks: 'hours' }).message).toContain(
      'which only a task log has',
    );
    const inherited: Record<string, string> = { constructor: 'hours' };
    expect(failure(columns, inherited)).toBeInstanceOf(UsageError);
  });

  it('does not print thousands of columns', () => {
    const { message } = failure(Array.from({ length: 5000 }, (_, i) => `column ${i} ${'x'.repeat(200)}`));
    expect(message.length).toBeLessThan(8000);
    expect(message).toContain('and 4940 more');
  });
});
