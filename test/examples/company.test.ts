import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { readTasks, type TaskReading } from '../../src/data/files/read-tasks.ts';
import type { Evaluation } from '../../src/evaluation/pipeline.ts';
import { evaluate } from '../../src/evaluation/pipeline.ts';
import type { PersonResult } from '../../src/evaluation/results.ts';

const path = (name: string) => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));

describe('the example company, evaluated', () => {
  let log: TaskReading;
  let people: Map<string, PersonResult>;

  beforeAll(async () => {
    log = await readTasks(path('tasks.csv'));
    people = peopleOf(await evaluate(log.summaries));
  });

  it('rejects the three rows that its README names, and no other', () => {
    expect(log.rejected.map(({ column, value }) => [column, value])).toEqual([
      ['hours', '-3.5'],
      ['hours', '2h30'],
      ['employee_id', ''],
    ]);
  });

  it('tells of the unknown status and of the person with two departments', () => {
    expect(log.notes).toEqual([
      expect.stringContaining('Parked (2)'),
      expect.stringContaining('1 employee has more than one department'),
    ]);
  });

  it('flags the three people who are unlike all others', () => {
    expect(idsWhere(people, ({ is_anomaly }) => is_anomaly === true)).toEqual(['E017', 'E031', 'E044']);
  });

  it('leaves the two without evidence unrated, each with a reason', () => {
    expect(idsWhere(people, ({ unrated_reason }) => unrated_reason !== null)).toEqual(['E052', 'E058']);
    expect(people.get('E052')?.performance_score).toBeNull();
  });

  it('gives everybody the same tier and flag from the log as from its summaries', async () => {
    const summarised = peopleOf(await evaluate((await readTasks(path('summaries.csv'))).summaries));
    const verdict = (person?: PersonResult) => [person?.performance_cluster, person?.is_anomaly];
    expect(summarised.size).toBe(60);
    for (const [id, person] of summarised) {
      expect([id, ...verdict(person)]).toEqual([id, ...verdict(people.get(id))]);
      expect(person.performance_score ?? 0).toBeCloseTo(people.get(id)?.performance_score ?? 0, 1);
    }
  });
});

function peopleOf(evaluation: Evaluation): Map<string, PersonResult> {
  return new Map(
    Array.from({ length: evaluation.length }, (_, i) => {
      const person = evaluation.at(i);
      return [String(person.employee_id), person];
    }),
  );
}

function idsWhere(people: Map<string, PersonResult>, holds: (person: PersonResult) => boolean): string[] {
  return [...people].filter(([, person]) => holds(person)).map(([id]) => id);
}
