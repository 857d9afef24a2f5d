import { describe, expect, it } from 'vitest';
import { applyStandard, evaluate } from '../../src/evaluation/pipeline.ts';
import { parseStandard, type Standard, standardToText } from '../../src/evaluation/standard.ts';
import { openStandard, sealStandard } from '../../src/evaluation/standard-file.ts';
import { type Person, summariesOf } from './people.ts';

const PEOPLE: readonly Person[] = Array.from({ length: 40 }, (_, i) => ({
  employee_id: i,
  completed_tasks: 20 + ((i * 7) % 23),
  total_tasks: 50,
  avg_task_hours: 2 + ((i * 5) % 11) / 2,
}));

const STANDARD = fitted();
const TEXT = standardToText(STANDARD);

describe('a saved standard', () => {
  it('is JSON that a person can read: what was fitted, on whom, with which options', () => {
    const saved = JSON.parse(TEXT);
    expect(saved).toMatchObject({
      format: 'evenhand-standard',
      version: 1,
      pipeline: 'tasks',
      options: { clusters: 3, tierNames: ['High', 'Medium', 'Low'], contamination: 0.05, randomState: 42 },
      fittedOn: { people: 40, unrated: 0 },
      hoursRange: { minimum: 2, maximum: 7 },
    });
    expect(saved.fittedOn.fingerprint).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(TEXT.split('\n').length).toBeGreaterThan(50);
    expect(Object.keys(saved.kmeans.learned)).not.toContain('labels');
  });

  it('tells data apart by its fingerprint', () => {
    const other = PEOPLE.map((person, i) => (i === 7 ? { ...person, avg_task_hours: 2.25 } : person));
    const { standard } = evaluate(summariesOf(other));
    expect(standard?.fittedOn.fingerprint).not.toBe(STANDARD.fittedOn.fingerprint);
  });

  it('judges others by its own minima, maxima and centres, and clips their scores', () => {
    const others = summariesOf([
      { employee_id: 'better', completed_tasks: 90, total_tasks: 90, avg_task_hours: 0.5 },
      { employee_id: 'worse', completed_tasks: 12, total_tasks: 50, avg_task_hours: 9 },
      { employee_id: 'known', completed_tasks: 20, total_tasks: 50, avg_task_hours: 2 },
    ]);
    const evaluation = applyStandard(others, STANDARD);
    expect(evaluation.at(0)).toMatchObject({
      performance_score: 100,
      performance_cluster: 'High',
      is_anomaly: true,
    });
    expect(evaluation.at(1)).toMatchObject({
      performance_score: 0,
      performance_cluster: 'Low',
      is_anomaly: true,
    });
    expect(evaluation.at(2).performance_score).toBe(evaluate(summariesOf(PEOPLE)).at(0).performance_score);
    expect(evaluation.notes.join()).toContain('2 of 3 rated people lie beyond the scores');
  });

  it('says which features make a person unusual, in which direction', () => {
    const evaluation = evaluate(
      summariesOf([
        ...PEOPLE,
        { employee_id: 'slow', completed_tasks: 31, total_tasks: 50, avg_task_hours: 40 },
        { employee_id: 'busy', completed_tasks: 400, total_tasks: 645, avg_task_hours: 4.5 },
      ]),
    );
    const [slow] = evaluation.at(40).explanation?.anomaly ?? [];
    expect(slow).toMatchObject({ feature: 'avg_task_hours', direction: 'high', value: 40, typical: 4.5 });
    const [busy] = evaluation.at(41).explanation?.anomaly ?? [];
    expect(busy).toMatchObject({ feature: 'completed_tasks', direction: 'high', value: 400 });
    expect(busy.contribution).toBeGreaterThan(0);
    expect(evaluation.at(0).explanation?.anomaly).toBeNull();
  });

  it.each([
    ['cut off', TEXT.slice(0, TEXT.length / 2), /not JSON, or was cut off/],
    ['a list', '[]', /does not hold a JSON object/],
    ['other JSON', '{"a":1}', /not of the format evenhand-standard/],
    ['changed by hand', TEXT.replace('"clusters": 3', '"clusters": 4'), /damaged or was changed by hand/],
    [
      'newer',
      TEXT.replace('"version": 1', '"version": 2'),
      /version 2 of the format; this program reads up to version 1/,
    ],
    ['without a version', TEXT.replace('"version": 1', '"version": null'), /damaged: its version is null/],
    [
      'another pipeline',
      TEXT.replace('"pipeline": "tasks"', '"pipeline": "appraisal"'),
      /of the appraisal pipeline/,
    ],
  ])('is refused with the reason when it is %s', (_, text, reason) => {
    expect(() => parseStandard(text, 's.json')).toThrow(reason);
    expect(() => parseStandard(text, 's.json')).toThrow(/^s\.json /);
  });

  it.each([
    ['scaler', { ...contents(), scaler: {} }],
    ['kmeans', { ...contents(), kmeans: null }],
    ['forest', { ...contents(), forest: { estimator: 'IsolationForest' } }],
    ['tiers', { ...contents(), tiers: [{ name: 'High', cluster: 0 }] }],
    ['scoreRange', { ...contents(), scoreRange: { minimum: 1, maximum: 0 } }],
    ['options', { ...contents(), options: undefined }],
    ['reference', { ...contents(), reference: undefined }],
    ['reference', withReference({ minimum: 5, maximum: 4, edges: [], shares: [1] })],
    ['reference', withReference({ minimum: 0, maximum: 9, edges: [4, 4], shares: [0.5, 0.25, 0.25] })],
    ['reference', withReference({ minimum: 0, maximum: 9, edges: [4], shares: [0.5, 0.6] })],
    ['reference', withReference({ minimum: 0, maximum: 9, edges: [4], shares: [1] })],
    ['reference', withReference({ minimum: 0, maximum: 'x', edges: [4], shares: [0.5, 0.5] })],
    ['typical', { ...contents(), typical: { completion_rate: 'high' } }],
  ])('is refused when its %s is wrong, even under a valid checksum', (_, content) => {
    expect(() => parseStandard(sealStandard(content), 's.json')).toThrow(/^s\.json is damaged: /);
  });
});

function fitted(): Standard {
  const { standard } = evaluate(summariesOf(PEOPLE));
  if (!standard) throw new Error('nothing was fitted');
  return standard;
}

function withReference(completedTasks: unknown): Parameters<typeof sealStandard>[0] {
  const { reference } = STANDARD;
  const features = { ...reference.features, completed_tasks: completedTasks };
  return { ...contents(), reference: { ...reference, features } };
}

function contents(): Parameters<typeof sealStandard>[0] {
  return { format: 'evenhand-standard', version: 1, pipeline: 'tasks', ...openStandard(TEXT, 'tasks') };
}
