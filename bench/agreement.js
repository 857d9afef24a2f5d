import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/**
 * Whether two result files with one person on each line say the same, in words.
 * @param {string} ours
 * @param {string} theirs
 */
export async function agreement(ours, theirs) {
  /** @type {Map<string, { performance_cluster: string, is_anomaly: boolean, performance_score: number }>} */
  const expected = new Map();
  for await (const person of peopleIn(theirs)) expected.set(person.employee_id, person);
  let people = 0;
  let same = 0;
  let apart = 0;
  for await (const person of peopleIn(ours)) {
    const other = expected.get(person.employee_id);
    if (!other) continue;
    people++;
    const { performance_cluster, is_anomaly, performance_score } = person;
    if (performance_cluster === other.performance_cluster && is_anomaly === other.is_anomaly) same++;
    apart = Math.max(apart, Math.abs(performance_score - other.performance_score));
  }
  const count = same === people ? 'all' : `${same.toLocaleString('en')} of ${people.toLocaleString('en')}`;
  return `same tier and flag for ${count}, scores within ${apart.toPrecision(1)}`;
}

/**
 * The people of a file, which has one on each line: ours as an array with a head and a foot, others as NDJSON.
 * @param {string} path
 */
async function* peopleIn(path) {
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (line.startsWith('{"employee_id"')) yield JSON.parse(line.replace(/\]?,?$/, ''));
  }
}
