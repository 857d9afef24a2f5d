import { afterEach, describe, expect, it } from 'vitest';
import { generator } from '../../examples/random.js';
import { readTasks } from '../../src/data/files/read-tasks.ts';
import { textsOf } from '../../src/evaluation/people-texts.ts';
import { applyStandard, type Evaluation, evaluate } from '../../src/evaluation/pipeline.ts';
import type { PassedThrough } from '../../src/evaluation/records.ts';
import { summariesFromRecords } from '../../src/evaluation/summaries.ts';
import { dismissHelpers, useThreads } from '../../src/math/parallel.ts';
import { answerChunks, answerParts } from '../../src/reports/answer.ts';
import { HOSTILE_NAMES } from '../support/evaluations.ts';
import { fileMaker } from '../support/made-files.ts';

const file = fileMaker();

afterEach(() => {
  useThreads(2);
  dismissHelpers();
});

describe('people in JSON', () => {
  // Enough of them for the kernel, whole batches, and a rest.
  const people = made(11_000);
  const evaluation = evaluate(people, { minTasks: 3 });

  it.each([1, 2, 3])('are what JSON.stringify writes of each, on %i threads', (threads) => {
    useThreads(threads);
    expect(evaluation.rowOf.some((row) => row < 0)).toBe(true);
    expect(Array.from({ length: 11_000 }, (_, i) => evaluation.at(i)).some((p) => p.is_anomaly)).toBe(true);
    requireLines(evaluation, false);
    requireLines(evaluation, true);
  });

  it('are so when a standard of others is applied to them', () => {
    const standard = evaluate(made(500, 7)).standard;
    if (standard === null) throw new Error('nobody was rated');
    requireLines(applyStandard(people, standard), true);
  });

  it('are so where there is one tier, and where nobody is rated', () => {
    const { length } = people.ids;
    const alike = {
      ...people,
      completedTasks: new Float64Array(length).fill(5),
      totalTasks: new Float64Array(length).fill(7),
      avgTaskHours: new Float64Array(length).fill(0.3),
    };
    expect(evaluate(alike).summary.tiers).toHaveLength(1);
    requireLines(evaluate(alike, { tierNames: ['"best"', 'in the\nmiddle', 'last'] }), true);
    requireLines(evaluate(made(10_500), { minTasks: 1000 }), true);
  });

  it('are so however long their texts are, and however many fields travel along', () => {
    const long = Array.from({ length: 40 }, (_, i) => '李"\\\u0000é'.repeat([1, 300, 9000, 70_000][i % 4]));
    requireLines(
      evaluate(made(11_000, 3, { note: (i) => (i % 900 === 0 ? long[(i / 900) % 40] : i) })),
      true,
    );
    requireLines(evaluate(made(40, 3, { note: (i) => long[i] })), true);
    const fields = Array.from({ length: 300 }, (_, j) => [
      `${j % 2 ? 'Ü'.repeat(400) : ''}${j}`,
      () => j / 7,
    ]);
    requireLines(evaluate(made(60, 3, Object.fromEntries(fields))), true);
  });

  it('are so where those have long texts or many fields who are written whole, since nobody rates them', async () => {
    const lines = (count: number, length: number) => {
      const fields = Array.from({ length: count }, (_, j) => `a further field ${j}`);
      const texts = fields.map((_, j) => String.fromCharCode(97 + (j % 26)).repeat(length));
      const people = Array.from({ length: 300 }, (_, i) =>
        [`E${i}`, i % 2 ? '' : 3 + (i % 7), 12, 1.5 + (i % 11), ...texts].join(';'),
      );
      return [`employee_id;completed_tasks;total_tasks;avg_task_hours;${fields.join(';')}`, ...people];
    };
    for (const [count, length] of [
      [1, 9000],
      [400, 20],
      [2, 40_000],
    ]) {
      const { summaries } = await readTasks(file('people.csv', lines(count, length).join('\n')));
      expect(textsOf(summaries)).not.toBeNull();
      requireLines(evaluate(summaries), true);
      requireLines(evaluate({ ...summaries }), true);
    }
  });

  it('are so where their texts were read as bytes', async () => {
    const random = generator(5);
    const below = (limit: number) => Math.floor(random() * limit);
    const cells = [
      ['Zoë', '', '李小龍', '😀', "O'Neil", '\u007f', 'x'.repeat(200)],
      ['', 'A', 'is_anomaly'],
    ];
    const long = 'y'.repeat(300_000);
    for (const id of [(i: number) => `E ${i}`, (i: number) => `${7 - i}`]) {
      const rows = Array.from({ length: 9000 }, (_, i) => {
        const total = below(40) + 1;
        const hours = i % 300 === 0 ? '' : 0.25 + random() * (i % 40 === 0 ? 90 : 6);
        const team = i === 7777 ? long : cells[1][below(3)];
        return [team, below(total + 1), cells[0][below(7)], total, hours, id(i)].join(';');
      });
      const header = 'team;completed_tasks;name;total_tasks;avg_task_hours;employee_id';
      const { summaries } = await readTasks(file('people.csv', [header, ...rows].join('\n')));
      expect(textsOf(summaries)).not.toBeNull();
      requireLines(evaluate(summaries), true);
      requireLines(evaluate({ ...summaries }), true);
    }
  });
});

/** Made-up people with all that may stand in a result. */
function made(length: number, seed = 1, extras: Record<string, (i: number) => PassedThrough> = {}) {
  const random = generator(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const records = Array.from({ length }, (_, i) => {
    const total = below(40);
    return {
      employee_id: i % 3 === 0 ? i : `é"${i}`,
      name: i % 11 === 0 ? null : `${HOSTILE_NAMES[i % HOSTILE_NAMES.length]}${i}`,
      completed_tasks: total === 0 ? 0 : below(total + 1),
      total_tasks: total,
      avg_task_hours: i % 50 === 0 ? null : 0.25 + random() * (i % 40 === 0 ? 90 : 6),
      'Département "x"': HOSTILE_NAMES[below(HOSTILE_NAMES.length)],
      '2024': [null, true, false, 1 / 3, -0, ''][i % 6],
      ...Object.fromEntries(Object.entries(extras).map(([name, value]) => [name, value(i)])),
    };
  });
  return summariesFromRecords(records).summaries;
}

function requireLines(evaluation: Evaluation, inParts: boolean): void {
  let text = '';
  let last: readonly Uint8Array[] = [];
  const decoder = new TextDecoder();
  const take = (pieces: readonly Uint8Array[]): void => {
    // what is decoded may not be shared by threads
    for (const piece of pieces) text += decoder.decode(piece.slice(), { stream: true });
  };
  for (const piece of inParts ? answerParts(evaluation) : answerChunks(evaluation)) {
    // A list still stands when the next one has come.
    take(last);
    last = piece instanceof Uint8Array ? [piece] : piece;
  }
  take(last);
  const expected = Array.from({ length: evaluation.length }, (_, i) => JSON.stringify(evaluation.at(i)));
  const start = '{"status":"success","data":[\n';
  expect(text.startsWith(`${start}${expected.join(',\n')}\n],"message":`)).toBe(true);
}
