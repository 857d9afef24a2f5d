import { describe, expect, it } from 'vitest';
import { appraise } from '../../../src/evaluation/appraisal/appraise.ts';
import { type AppraiserSeverity, estimateSeverity } from '../../../src/evaluation/appraisal/severity.ts';
import { numbersFrom, rubricOf, sheetOf } from './fixtures.ts';

const POSITIONS = { clerk: { points: { care: 10, speed: 20, tact: 40, wit: 10 } } };
const MAXIMA = Object.entries(POSITIONS.clerk.points);
const RUBRIC = rubricOf({ thresholds: { good: 50, fair: 30 }, positions: POSITIONS });

/** Ratings of people by some appraisers each, whose severities (shares of the maximum) are planted. */
function planted(options: {
  readonly people: number;
  readonly severities: readonly number[];
  readonly each: number;
  readonly noise: number;
  readonly seed?: number;
}): Record<string, unknown>[] {
  const { people, severities, each, noise, seed = 1 } = options;
  const next = numbersFrom(seed);
  const rows: Record<string, unknown>[] = [];
  for (let person = 0; person < people; person++) {
    const merit = 0.4 + 0.2 * next();
    for (let k = 0; k < each; k++) {
      const appraiser = (person + k * (1 + (person % 3))) % severities.length;
      if (rows.some((row) => row.employee_id === person && row.appraiser === `A${appraiser}`)) continue;
      for (const [indicator, maximum] of MAXIMA) {
        const share = merit - severities[appraiser] + noise * (next() + next() + next() - 1.5);
        rows.push({ employee_id: person, appraiser: `A${appraiser}`, indicator, points: share * maximum });
      }
    }
  }
  return rows;
}

function severitiesOf(rows: readonly unknown[]): readonly AppraiserSeverity[] {
  const sheet = sheetOf(rows, RUBRIC);
  return sheet.ratings ? estimateSeverity(sheet, sheet.ratings, RUBRIC, false).report.appraisers : [];
}

describe('the severity of appraisers', () => {
  it('is found where it was planted, within the ridge penalty', () => {
    const severities = [-0.1, -0.05, 0, 0.03, 0.12];
    const mean = severities.reduce((sum, value) => sum + value, 0) / severities.length;
    const found = severitiesOf(planted({ people: 120, severities, each: 3, noise: 0 }));
    expect(found.map(({ appraiser }) => appraiser)).toEqual(['A0', 'A1', 'A2', 'A3', 'A4']);
    found.forEach(({ severity }, i) => {
      expect(severity).toBeCloseTo(severities[i] - mean, 2);
    });
  });

  it('lies in its 95 % interval most of the time', () => {
    const severities = [-0.08, -0.02, 0.01, 0.03, 0.06];
    let covered = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const found = severitiesOf(planted({ people: 40, severities, each: 3, noise: 0.1, seed }));
      found.forEach(({ interval }, i) => {
        if (interval && interval[0] <= severities[i] && severities[i] <= interval[1]) covered++;
      });
    }
    expect(covered).toBeGreaterThan(0.9 * 200);
    expect(covered).toBeLessThan(200);
  });

  it('solves the penalised normal equations of two appraisers and two people by hand', () => {
    // Both appraise both people on all four indicators, and B gives 0.1 of the maximum less.
    const rows = [1, 2].flatMap((employee_id) =>
      [
        ['A', 0.6],
        ['B', 0.5],
      ].flatMap(([appraiser, share]) =>
        MAXIMA.map(([indicator, maximum]) => ({
          employee_id,
          appraiser,
          indicator,
          points: Number(share) * maximum,
        })),
      ),
    );
    const [a, b] = severitiesOf(rows);
    // Minimises 16 ((0.05 - s)^2) + 2 s^2 over s = the effect of A = minus that of B: s = 0.8 / 18.
    expect(a.severity).toBeCloseTo(-0.8 / 18, 12);
    expect(b.severity).toBeCloseTo(0.8 / 18, 12);
    expect([a.people, a.ratings, a.group]).toEqual([2, 8, 1]);
    expect(a.interval).toBeNull();
  });

  it('says nothing of an appraiser whose people nobody else appraised', () => {
    const rows = [
      ...planted({ people: 30, severities: [0, 0.05], each: 2, noise: 0.05 }),
      ...MAXIMA.map(([indicator]) => ({ employee_id: 'x', appraiser: 'lonely', indicator, points: 1 })),
    ];
    const { summary, notes } = appraise(sheetOf(rows, RUBRIC), RUBRIC);
    expect(summary.severity?.groups).toBe(2);
    const lonely = summary.severity?.appraisers.find(({ appraiser }) => appraiser === 'lonely');
    expect(lonely).toMatchObject({ severity: null, interval: null, people: 1, ratings: 4, group: 2 });
    expect(notes[0]).toMatch(/^The appraisers form 2 groups without people in common/);
  });

  it('is the same whatever the order of the rows', () => {
    const rows = planted({ people: 25, severities: [0.02, -0.03, 0.05, 0], each: 2, noise: 0.1 });
    const other = rows.map((_, i) => rows[(i * 101) % rows.length]);
    expect(JSON.stringify(severitiesOf(other))).toBe(JSON.stringify(severitiesOf(rows)));
  });

  it('is not reported where the sheet names no appraisers', () => {
    const wide = [{ employee_id: 1, care: 1, speed: 2, tact: 3, wit: 4 }];
    expect(appraise(sheetOf(wide, RUBRIC), RUBRIC).summary.severity).toBeNull();
  });
});

describe('adjusting for severity', () => {
  const severities = [-0.1, 0, 0.1];
  const rows = planted({ people: 60, severities, each: 1, noise: 0 });
  // Each person has one appraiser, and ten people are appraised by all three, so that these can be compared.
  const bridged: Record<string, unknown>[] = [
    ...rows,
    ...planted({ people: 10, severities, each: 3, noise: 0, seed: 5 }).map((row) => ({
      ...row,
      employee_id: `b${row.employee_id}`,
    })),
  ];

  it('is off by default, and says so', () => {
    const sheet = sheetOf(bridged, RUBRIC);
    const plain = appraise(sheet, RUBRIC);
    expect(plain.summary.severity?.applied).toBe(false);
    expect(appraise(sheet, RUBRIC, { adjustSeverity: false }).at(0)).toEqual(plain.at(0));
  });

  it('gives equally able people nearly equal points, whoever appraised them', () => {
    const equal = bridged.map((row) => {
      const severity = severities[Number(String(row.appraiser).slice(1))];
      const maximum = MAXIMA.find(([key]) => key === row.indicator)?.[1] ?? 0;
      return { ...row, points: (0.5 - severity) * maximum };
    });
    const sheet = sheetOf(equal, RUBRIC);
    const spread = (adjustSeverity: boolean) => {
      const evaluation = appraise(sheet, RUBRIC, { adjustSeverity });
      const totals = Array.from(
        { length: evaluation.length },
        (_, i) => evaluation.at(i).total ?? Number.NaN,
      );
      return Math.max(...totals) - Math.min(...totals);
    };
    expect(spread(false)).toBeGreaterThan(15);
    expect(spread(true)).toBeLessThan(0.8);
  });

  it('never leaves points below 0 or above the maximum', () => {
    const extreme = bridged.map((row) => {
      const maximum = MAXIMA.find(([key]) => key === row.indicator)?.[1] ?? 0;
      return { ...row, points: row.appraiser === 'A2' ? 0 : maximum };
    });
    const evaluation = appraise(sheetOf(extreme, RUBRIC), RUBRIC, { adjustSeverity: true });
    for (let i = 0; i < evaluation.length; i++) {
      for (const share of Object.values(evaluation.at(i).shares)) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
    }
  });
});
