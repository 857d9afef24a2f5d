import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inApiWords } from '../../../src/data/imports/words.ts';
import { checkRubric } from '../../../src/evaluation/appraisal/check-rubric.ts';
import { evaluate } from '../../../src/evaluation/pipeline.ts';
import { summariesFromRecords } from '../../../src/evaluation/summaries.ts';
import { SENTENCES, saidBy } from '../../../src/server/api/sentences.ts';
import { root } from '../../built.ts';

const ALL = Object.entries(SENTENCES).flatMap(([code, sentences]) =>
  [sentences].flat().map((sentence: string) => [sentence, code] as const),
);
const HOLE = /\{(\S[^}]*)\}/;

describe('sentences for programs', () => {
  it('say who is unrated and why, with the numbers', () => {
    expect(saidBy('1 task, fewer than the 5 that a rating needs')).toEqual({
      code: 'too-few-tasks',
      values: { tasks: 1, needed: 5 },
    });
    expect(saidBy('no points for Speed, Care')).toEqual({
      code: 'too-few-points',
      values: { indicators: 'Speed, Care' },
    });
    expect(saidBy('no points for Speed, Care, and only 1 may be missing')?.values).toEqual({
      indicators: 'Speed, Care',
      allowed: 1,
    });
    expect(saidBy('no tasks')).toEqual({ code: 'no-tasks', values: {} });
  });

  it('have no code for what they do not know', () => {
    expect(saidBy('')).toBeNull();
    expect(saidBy('nobody ever said this')).toBeNull();
    expect(saidBy('many tasks, fewer than the few that a rating needs')).toBeNull();
  });

  it('are known each by its own code, whatever stands in them', () => {
    for (const [sentence, code] of ALL) {
      const values: Record<string, string | number> = {};
      const made = sentence.split(HOLE).map((part, i) => {
        if (i % 2 === 0) return part;
        if (part.includes('|')) return part.split('|')[1];
        const value = part.endsWith('#') ? 10 + i : `Müller & "Söhne" ${i}`;
        values[part.replace('#', '')] = value;
        return value;
      });
      expect(saidBy(made.join('')), sentence).toEqual({ code, values });
    }
  });

  it('are all of them said somewhere, in these words', () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('sentences.ts'))
      .map((name) => readFileSync(join(root, 'src', name), 'utf8'));
    const said = inApiWords(sources.join('\n').replaceAll("\\'", "'"));
    // Some are put together of parts where they arise.
    const partsOf = (sentence: string) =>
      sentence
        .split(HOLE)
        .filter((_, i) => i % 2 === 0)
        .flatMap((literal) => literal.split(/[.,:;()]| is | in | a | could be /));
    const unsaid = ALL.flatMap(([sentence]) => partsOf(sentence)).filter(
      (part) => !said.includes(part.trim()),
    );
    expect(unsaid).toEqual([]);
  });

  it('cover what is told of evaluations, of rows and of rubrics', () => {
    const { summaries, rejected } = summariesFromRecords([
      { employee_id: 1, completed_tasks: 1, total_tasks: 2, avg_task_hours: 3 },
      { employee_id: 2, completed_tasks: 0, total_tasks: 0, avg_task_hours: null },
      { employee_id: 3, completed_tasks: 3, total_tasks: 2, avg_task_hours: 3 },
      { employee_id: 4, completed_tasks: -1, total_tasks: 2, avg_task_hours: 3 },
      { employee_id: 5, completed_tasks: 1, total_tasks: 2, avg_task_hours: 1e9 },
      { employee_id: ' ', completed_tasks: 1, total_tasks: 2, avg_task_hours: 3 },
    ]);
    const { notes } = evaluate(summaries, {});
    const { mistakes } = checkRubric({
      rubric: 'x',
      version: [],
      grades: ['good', 'good', 3],
      thresholds: { good: 'many' },
      floors: 1,
      missing: -1,
      sort: 'fast',
      indicators: { care: null },
      positions: { clerk: { points: { care: 0, speed: 20 } } },
    });
    const told = [...notes, ...rejected.map(({ reason }) => reason), ...mistakes.map(({ reason }) => reason)];
    expect(told.length).toBeGreaterThan(10);
    expect(told.filter((sentence) => saidBy(sentence) === null)).toEqual([]);
  });

  it('answer to whatever is typed, long or short', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'grapheme' }), (text) => {
        const said = saidBy(text);
        expect(said === null || said.code in SENTENCES).toBe(true);
      }),
    );
    expect(saidBy('no points for '.repeat(100_000))?.code).toBe('too-few-points');
  });
});
