import { closeSync, openSync, writeSync } from 'node:fs';
import { generator } from '../examples/random.js';
import { binomial, gamma, poisson } from './random.js';

/** How people of the three levels work: tasks given, chance that one is completed, scale of its hours. */
const levels = [
  { share: 0.25, tasks: 70, completes: 0.95, hours: 0.4 },
  { share: 0.5, tasks: 55, completes: 0.8, hours: 0.6 },
  { share: 0.25, tasks: 40, completes: 0.55, hours: 0.9 },
];

const departments = ['Engineering', 'Support', 'Operations', 'Sales'];

/**
 * Writes task summaries of made-up people as CSV.
 * @param {string} path
 * @param {number} people
 * @param {number} seed
 */
export function writeSummaries(path, people, seed) {
  const random = generator(seed);
  const file = openSync(path, 'w');
  let text = 'employee_id,name,department,completed_tasks,total_tasks,avg_task_hours\n';
  for (let i = 1; i <= people; i++) {
    const drawn = random();
    const level = levels[drawn < levels[0].share ? 0 : drawn < levels[0].share + levels[1].share ? 1 : 2];
    const total = poisson(random, level.tasks) + 1;
    const completed = binomial(random, total, level.completes);
    const hours = gamma(random, 6, level.hours);
    const department = departments[Math.floor(random() * departments.length)];
    text += `E${i},Person ${i},${department},${completed},${total},${hours.toFixed(6)}\n`;
    if (text.length > 1_000_000 || i === people) {
      writeSync(file, text);
      text = '';
    }
  }
  closeSync(file);
}
