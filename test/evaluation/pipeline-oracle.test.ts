import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EvaluateOptions } from '../../src/evaluation/options.ts';
import { evaluate } from '../../src/evaluation/pipeline.ts';
import { peopleOf, summariesOf } from './people.ts';

const { cases } = JSON.parse(
  readFileSync(new URL('../oracle/pipeline-cases.json', import.meta.url), 'utf8'),
) as {
  cases: OracleCase[];
};

describe.each(cases)('$name', (oracle) => {
  const people = peopleOf(oracle.input);
  const evaluation = evaluate(summariesOf(people), {
    ...(oracle.options.k && { clusters: oracle.options.k }),
    ...(oracle.options.contamination && { contamination: oracle.options.contamination }),
    ...(oracle.options.random_state && { randomState: oracle.options.random_state }),
  } satisfies EvaluateOptions);
  const tierNames = evaluation.summary.tiers.map((tier) => tier.name);
  const expected = new Map(oracle.people.map((person) => [person.employee_id, person]));

  it('keeps every tier and every flag that the scikit-learn pipeline gives', () => {
    for (let i = 0; i < evaluation.length; i++) {
      const person = evaluation.at(i);
      const { tier_rank, is_anomaly } = expectedOf(person.employee_id);
      expect([person.performance_cluster, person.is_anomaly]).toEqual([tierNames[tier_rank], is_anomaly]);
    }
  });

  it('gives its scores within 1e-9 and its anomaly scores within 1e-12', () => {
    for (let i = 0; i < evaluation.length; i++) {
      const person = evaluation.at(i);
      const { performance_score, anomaly_score } = expectedOf(person.employee_id);
      expect(Math.abs(Number(person.performance_score) - performance_score)).toBeLessThan(1e-9);
      expect(Math.abs(Number(person.anomaly_score) - anomaly_score)).toBeLessThan(1e-12);
    }
    expect(evaluation.summary.silhouette?.value).toBeCloseTo(oracle.silhouette, 12);
  });

  function expectedOf(id: string | number): OraclePerson {
    const person = expected.get(Number(id));
    if (!person) throw new Error(`the oracle does not know ${id}`);
    return person;
  }
});

interface OraclePerson {
  employee_id: number;
  performance_score: number;
  tier_rank: number;
  is_anomaly: boolean;
  anomaly_score: number;
}

interface OracleCase {
  name: string;
  input: Record<string, number[]>;
  options: { k?: number; contamination?: number; random_state?: number };
  silhouette: number;
  people: OraclePerson[];
}
