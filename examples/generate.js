/**
 * Makes the example company: 60 people, 4 departments, 6 quarters of task log, the same every time.
 * `npm run example` writes it beside this file, with the sheet of technical.js; README.md names what is planted.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { departments, levels, people } from './people.js';
import { generator, normal } from './random.js';
import { makeTechnical } from './technical.js';

/**
 * @typedef {import('./people.js').Person} Person
 * @typedef {{ task_id: string, employee_id: string, name: string, department: string, task_type: string, status: string,
 *   hours: number | string, created_at: string, started_at: string, completed_at: string }} Row
 */

const day = 86_400_000;
const lastDay = Date.UTC(2025, 5, 30);

/** How busy each month is, January first: quiet in summer and at the turn of the year, busy in autumn. */
const season = [0.8, 1, 1.1, 1.05, 1, 0.95, 0.7, 0.65, 1.1, 1.2, 1.25, 0.85];

/** People who do not work as their level says. @type {Readonly<Record<string, { tasks?: number, hours?: number | '', done?: number }>>} */
const habits = {
  E017: { tasks: 15, hours: 0.1, done: 0.97 },
  E044: { tasks: 0 },
  E052: { tasks: 0 },
  E058: { hours: '' },
};

/** All example files, by name. */
export function makeExamples() {
  return { ...makeCompany(), 'technical.csv': makeTechnical() };
}

/** The example company's files, by name. */
export function makeCompany(seed = 20240101) {
  const random = generator(seed);
  const rows = people.flatMap((person) => workOf(person, random));
  rows.sort((a, b) => (a.created_at < b.created_at ? -1 : a.created_at > b.created_at ? 1 : 0));
  rows.forEach((row, i) => {
    row.task_id = `T${String(i + 1).padStart(4, '0')}`;
  });
  plant(rows);
  const summaries = summariesOf(rows);
  return {
    'tasks.csv': csv(rows),
    'summaries.csv': csv(summaries),
    'summaries.json': `[\n${summaries.map((summary) => `  ${JSON.stringify(summary)}`).join(',\n')}\n]\n`,
  };
}

/**
 * One person's tasks over the six quarters.
 * @param {Person} person
 * @param {() => number} random
 */
function workOf(person, random) {
  const level = levels[person.level];
  const habit = habits[person.id] ?? {};
  const pace = level.pace * spread(random, 0.1);
  const rows = [];
  for (let month = 0; month < 18; month++) {
    const count = Math.floor(((habit.tasks ?? level.tasks) / 3) * season[month % 12] + random());
    for (let i = 0; i < count; i++) {
      const created = weekday(Date.UTC(2024, month, 1 + Math.floor(random() * 28)));
      const row = task(person, created, { pace, done: level.done, ...habit }, random);
      if (row.created_at >= person.since) rows.push(row);
    }
  }
  return rows;
}

/**
 * One task: what it is, how long it took, and how far it has come by the last day.
 * @param {Person} person
 * @param {number} created
 * @param {{ pace: number, done: number, hours?: number | '' }} habit
 * @param {() => number} random
 * @returns {Row}
 */
function task(person, created, habit, random) {
  const [type, ordinary] = pick(departments[person.department], random);
  const drawn = Math.max(0.2, ordinary * habit.pace * spread(random, 0.3));
  const hours = habit.hours ?? Math.round(drawn * 10) / 10;
  const started = weekday(created + Math.floor(random() * 5) * day);
  const completed = weekday(started + Math.floor(Number(hours) / 4 + random() * 5) * day);
  const fate = random();
  const partly = hours === '' ? '' : Math.max(0.1, Math.round(Number(hours) * random() * 10) / 10);

  const row = {
    task_id: '',
    employee_id: person.id,
    name: person.name,
    department: person.department,
    task_type: type,
    created_at: date(created),
    started_at: date(started),
    completed_at: '',
  };
  if (fate > 0.97) return { ...row, status: 'Cancelled', hours: '', started_at: '' };
  if (started > lastDay) return { ...row, status: 'To Do', hours: '', started_at: '' };
  if (completed > lastDay) return { ...row, status: 'In Progress', hours: partly };
  if (fate < habit.done * 0.97) return { ...row, status: 'Done', hours, completed_at: date(completed) };
  return { ...row, status: random() < 0.4 ? 'Blocked' : 'In Progress', hours: partly };
}

/**
 * Adds what real logs hold and no model draws; README.md tells each.
 * @param {Row[]} rows
 */
function plant(rows) {
  for (const row of rows) {
    if (row.employee_id === 'E031' && row.task_type === 'maintenance' && row.completed_at > '2024-10')
      row.hours = 80;
    if (row.employee_id === 'E038' && row.created_at >= '2025-01-01') row.department = 'Operations';
    if (row.employee_id === 'E026' && row.status === 'Blocked') row.status = 'Parked';
  }
  const booked = rows.find((row) => row.employee_id === 'E023' && row.status === 'Done');
  const twice = rows.findLast((row) => row.employee_id === 'E041' && row.status === 'Done');
  if (!booked || !twice) throw new Error('the example needs finished tasks of E023 and E041');
  rows.push(
    { ...booked, hours: 1.5 },
    { ...booked, employee_id: 'E024', name: 'Arjun Mehta', hours: 2 },
    { ...twice },
    planted('T9001', 'E044', 'Done', 4, '2025-06-17', '2025-06-24'),
    planted('T9002', 'E044', 'In Progress', 1.5, '2025-06-25'),
    planted('T9003', 'E044', 'In Progress', 2, '2025-06-26'),
    planted('T9004', 'E052', 'In Progress', 3, '2025-06-18'),
    planted('T9005', 'E052', 'In Progress', 1, '2025-06-23'),
    planted('T9006', 'E052', 'Blocked', 0.5, '2025-06-24'),
    planted('T9007', 'E009', 'Done', -3.5, '2025-03-03', '2025-03-05'),
    planted('T9008', 'E035', 'Done', '2h30', '2025-03-10', '2025-03-11'),
    { ...planted('T9009', 'E035', 'Done', 2, '2025-03-12', '2025-03-13'), employee_id: '' },
  );
}

/**
 * A row written by hand.
 * @param {string} task_id
 * @param {string} employee_id
 * @param {string} status
 * @param {number | string} hours
 * @param {string} created_at
 * @returns {Row}
 */
function planted(task_id, employee_id, status, hours, created_at, completed_at = '') {
  const person = people.find(({ id }) => id === employee_id);
  if (!person) throw new Error(`nobody is called ${employee_id}`);
  const { name, department } = person;
  const task_type = departments[department][0][0];
  const started_at = created_at;
  return {
    task_id,
    employee_id,
    name,
    department,
    task_type,
    status,
    hours,
    created_at,
    started_at,
    completed_at,
  };
}

/**
 * The log as one row per person, as an HR system would export it: what analysing tasks.csv must find, hours rounded.
 * @param {readonly Row[]} rows
 */
function summariesOf(rows) {
  const good = rows.filter((row) => row.employee_id !== '' && (row.hours === '' || Number(row.hours) >= 0));
  return people.map(({ id, name, department }) => {
    /** @type {Map<string, { done: boolean, hours: number | null }>} */
    const tasks = new Map();
    for (const row of good) {
      if (row.employee_id !== id || row.status === 'Cancelled') continue;
      const hours = tasks.get(row.task_id)?.hours ?? null;
      tasks.set(row.task_id, {
        done: row.status === 'Done',
        hours: row.hours === '' ? hours : (hours ?? 0) + Number(row.hours),
      });
    }
    const done = [...tasks.values()].filter((task) => task.done);
    const hours = done.flatMap((task) => task.hours ?? []);
    const mean = hours.reduce((sum, h) => sum + h, 0) / hours.length;
    return {
      employee_id: id,
      name,
      department,
      completed_tasks: done.length,
      total_tasks: tasks.size,
      avg_task_hours: hours.length > 0 ? Math.round(mean * 100) / 100 : null,
    };
  });
}

/** @param {readonly Readonly<Record<string, string | number | null>>[]} records */
function csv(records) {
  const cell = (/** @type {string | number | null} */ value) => {
    const text = String(value ?? '');
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const columns = Object.keys(records[0]);
  const lines = records.map((record) => columns.map((column) => cell(record[column])).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

/**
 * One [name, ordinary, weight] of several, as often as its weight says.
 * @param {readonly import('./people.js').TaskType[]} choices
 * @param {() => number} random
 */
function pick(choices, random) {
  let left = random() * choices.reduce((sum, [, , weight]) => sum + weight, 0);
  for (const choice of choices) {
    left -= choice[2];
    if (left < 0) return choice;
  }
  return choices[0];
}

/**
 * A log-normal factor around 1.
 * @param {() => number} random
 * @param {number} sigma
 */
function spread(random, sigma) {
  return Math.exp(sigma * normal(random));
}

/** Saturday and Sunday become Monday. @param {number} time */
function weekday(time) {
  const dayOfWeek = new Date(time).getUTCDay();
  return time + (dayOfWeek === 6 ? 2 : dayOfWeek === 0 ? 1 : 0) * day;
}

/** @param {number} time */
function date(time) {
  return new Date(time).toISOString().slice(0, 10);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, content] of Object.entries(makeExamples())) {
    writeFileSync(new URL(name, import.meta.url), content);
    console.log(`wrote examples/${name}`);
  }
}
