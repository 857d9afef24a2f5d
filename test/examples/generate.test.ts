import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeCompany } from '../../examples/generate.js';

const committed = (name: string) => readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');

describe('the example company', () => {
  it.each(Object.entries(makeCompany()))(
    '%s is what the generator writes, byte for byte',
    (name, content) => {
      expect(committed(name)).toBe(content);
    },
  );

  it('depends on its seed', () => {
    expect(makeCompany(1)['tasks.csv']).not.toBe(makeCompany(2)['tasks.csv']);
  });

  it('has 60 people in 4 departments over 6 quarters', () => {
    const rows = committed('tasks.csv').trim().split('\n').slice(1);
    const quarters = new Set(rows.map((row) => /,(\d{4}-\d{2})-\d{2},/.exec(row)?.[1]).map(quarterOf));
    const people: { employee_id: string; department: string }[] = JSON.parse(committed('summaries.json'));
    expect(new Set(people.map((person) => person.employee_id)).size).toBe(60);
    expect(new Set(people.map((person) => person.department)).size).toBe(4);
    expect([...quarters].sort()).toEqual(['2024-1', '2024-2', '2024-3', '2024-4', '2025-1', '2025-2']);
  });
});

function quarterOf(month = ''): string {
  const [year, number] = month.split('-');
  return `${year}-${Math.ceil(Number(number) / 3)}`;
}
