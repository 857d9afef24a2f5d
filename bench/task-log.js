import { closeSync, openSync, writeSync } from 'node:fs';
import { generator } from '../examples/random.js';

const statuses = [
  'Done',
  'Done',
  'Done',
  'Done',
  'Done',
  'Done',
  'Closed',
  'Open',
  'In Progress',
  'Cancelled',
];

/**
 * Writes a log of made-up tasks as CSV: an employee, a task, its status, hours and day on each row. A quarter of the
 * rows are further ones of a task that has one already. Ids are short (E123, T23-4) or as long as systems make them.
 * @param {string} path
 * @param {number} rows
 * @param {number} people
 * @param {'short' | 'long'} ids
 * @param {number} seed
 */
export function writeTaskLog(path, rows, people, ids, seed) {
  const random = generator(seed);
  const whole = (/** @type {number} */ below) => Math.floor(random() * below);
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
  const file = openSync(path, 'w');
  let text = 'employee_id,task_id,status,hours,completed_at\n';
  for (let i = 1; i <= rows; i++) {
    const person = whole(people) + 1;
    const task = whole(60) + 1;
    const [employee, id] =
      ids === 'short'
        ? [`E${person}`, `T${person % 100}-${task}`]
        : [
            `employee-${String(person).padStart(9, '0')}@example.com`,
            `PROJECT-${String(person % 1000).padStart(5, '0')}/ISSUE-${String(task).padStart(8, '0')}`,
          ];
    const status = statuses[whole(statuses.length)];
    text += `${employee},${id},${status},${whole(4000) / 100},2024-${two(whole(12) + 1)}-${two(whole(28) + 1)}\n`;
    if (text.length > 1_000_000 || i === rows) {
      writeSync(file, text);
      text = '';
    }
  }
  closeSync(file);
}
