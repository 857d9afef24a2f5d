import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { itWithShared, sharedFile } from './support/shared.ts';

const LOG = 'data/sip/tasks_with_dates.csv';
const COMMAND = [
  'analyze',
  sharedFile(LOG),
  '--map',
  'employee_id=DeveloperID,task_id=TaskNumber,status=StatusCode,hours=DeveloperHoursActual,completed_at=CompletedOn',
  '--done',
  'FINISHED,COMPLETED,RELEASED',
  '--exclude',
  'CANCELLED,TEMPLATE,AUTHORISE,ESTIMATED',
  '--format',
  'json',
];

describe('the task log of a real software company', () => {
  itWithShared('gives all 22 developers what the scikit-learn pipeline gives them', LOG, () => {
    const { sip } = JSON.parse(
      readFileSync(new URL('./oracle/pipeline-cases.json', import.meta.url), 'utf8'),
    );
    const answer = analyze();
    const tierNames = answer.summary.tiers.map((tier: { name: string }) => tier.name);
    expect(answer.data).toHaveLength(22);
    for (const expected of sip.people) {
      const person = answer.data.find((p: { employee_id: number }) => p.employee_id === expected.employee_id);
      expect(person.performance_cluster).toBe(tierNames[expected.tier_rank]);
      expect(person.is_anomaly).toBe(expected.is_anomaly);
      expect(Math.abs(person.performance_score - expected.performance_score)).toBeLessThan(1e-9);
      expect(Math.abs(person.anomaly_score - expected.anomaly_score)).toBeLessThan(1e-12);
    }
  });

  itWithShared('leaves developers with fewer tasks than asked for unrated, and still lists them', LOG, () => {
    const answer = analyze('--min-tasks', '5');
    expect(answer.data).toHaveLength(22);
    expect(answer.unrated.map((person: { employee_id: number }) => person.employee_id)).toEqual([
      23, 27, 33, 35, 37, 64,
    ]);
    for (const { employee_id } of answer.unrated) {
      const person = answer.data.find((p: { employee_id: number }) => p.employee_id === employee_id);
      expect([person.performance_score, person.performance_cluster, person.is_anomaly]).toEqual([
        null,
        null,
        null,
      ]);
    }
  });
});

function analyze(...more: string[]) {
  const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, ...COMMAND, ...more], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}
