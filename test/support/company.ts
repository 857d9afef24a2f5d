import { addComment } from '../../src/data/store/comments.ts';
import { addDecision } from '../../src/data/store/decisions.ts';
import type { Api } from './api.ts';
import { evaluated } from './evaluate.ts';
import { type Made, organise } from './organisation.ts';

/**
 * A company in which everything that is known of a person can be told from what is known of everybody else:
 *
 *     MARTHA ─┬─ MARIUS ─┬─ DOROTHEA ── IDALINA
 *             │          └─ PAULUS ── EMILIANO, EVANGELINE, ELISABETH
 *             └─ PAULINE ── SIMONIDES, STRANGE10, STRANGE11...
 */
export interface Company {
  readonly people: Readonly<Record<string, string>>;
  readonly departments: Readonly<Record<string, string>>;
  readonly positions: Readonly<Record<string, string>>;
  /** Of the first two the evaluations are released, of the third they are not. */
  readonly periods: readonly string[];
  readonly evaluations: {
    readonly first: string;
    readonly second: string;
    /** Released; nobody but Pauline's people is in it. */
    readonly elsewhere: string;
    readonly unreleased: string;
  };
  readonly standards: readonly string[];
  /** Who is below whom, themselves included. */
  readonly below: (number: string) => readonly string[];
  /** What tells of a person, of what is released or of all. */
  readonly markers: (number: string, isReleased?: boolean) => readonly string[];
  /** How many people there are: a number that stands for nothing else. */
  readonly size: number;
}

const ABOVE: Readonly<Record<string, string | undefined>> = {
  MARTHA: undefined,
  MARIUS: 'MARTHA',
  PAULINE: 'MARTHA',
  DOROTHEA: 'MARIUS',
  PAULUS: 'MARIUS',
  IDALINA: 'DOROTHEA',
  EMILIANO: 'PAULUS',
  EVANGELINE: 'PAULUS',
  ELISABETH: 'PAULUS',
  SIMONIDES: 'PAULINE',
  ...Object.fromEntries(Array.from({ length: 28 }, (_, i) => [`STRANGE${String(i + 10)}`, 'PAULINE'])),
};

const NUMBERS = Object.keys(ABOVE);

const PERIODS = [
  { name: '2024-Q1', starts_on: '2024-01-01', ends_on: '2024-03-31' },
  { name: '2024-Q2', starts_on: '2024-04-01', ends_on: '2024-06-30' },
  { name: '2024-Q3', starts_on: '2024-07-01', ends_on: '2024-09-30' },
];

/** Fills a store; results are released by `analyst`. */
export async function companyOn(api: Api, analyst: Pick<Api, 'call'>): Promise<Company> {
  const { store } = api.services;
  let made: Made | undefined;
  const periods: string[] = [];
  for (const [p, period] of PERIODS.entries()) {
    const workers = NUMBERS.map((number, i) => ({
      number,
      name: `Name of ${number}`,
      department: isStranger(number) ? 'Elsewhere' : 'Here',
      ...(p === 0 && { position: i % 2 === 0 ? 'Even' : 'Odd' }),
      manager: ABOVE[number],
      tasks: tasksOf(i, p),
    }));
    const departments = { Here: null, Elsewhere: null };
    const known = made && { known: made.people };
    const now: Made = await organise(
      store,
      workers,
      p === 0 ? { departments, period } : { period, ...known },
    );
    made ??= now;
    periods.push(now.period);
  }
  if (made === undefined) throw new Error('there are no periods');
  const { people, departments, positions } = made;

  const evaluate = async (body: object) =>
    (await evaluated(analyst as Api, { pipeline: 'tasks', ...body })).id;
  const first = await evaluate({ period_id: periods[0], name: 'First', fit: {} });
  const { standard_id } = (await analyst.call('GET', `/evaluations/${first}`)).body;
  for (const step of ['approve', 'activate']) await analyst.call('POST', `/standards/${standard_id}/${step}`);
  const second = await evaluate({ period_id: periods[1], name: 'Second', standard_id });
  const elsewhere = await evaluate({
    period_id: periods[0],
    name: 'Elsewhere',
    fit: { clusters: 2 },
    scope: { department_ids: [departments.Elsewhere], position_ids: [] },
  });
  const unreleased = await evaluate({ period_id: periods[2], name: 'Third', standard_id });
  for (const id of [first, second, elsewhere]) {
    await analyst.call('POST', `/evaluations/${id}/release`, { review: 'Looked through.' });
  }
  await store.change('keys/somebody', async (change) => {
    for (const number of NUMBERS) {
      for (const evaluationId of [first, unreleased]) {
        const of = { evaluationId, employeeId: people[number], days: 30 };
        for (const kind of ['comment', 'contest'] as const) {
          await addComment(change, { ...of, kind, text: wordOf(kind, number, evaluationId === first) });
        }
        await addDecision(change, {
          evaluation_id: evaluationId,
          employee_id: people[number],
          kind: 'training',
          text: wordOf('decision', number, evaluationId === first),
        });
      }
    }
  });

  const scores = await scoresOf(api);
  return {
    people,
    departments,
    positions,
    periods,
    evaluations: { first, second, elsewhere, unreleased },
    standards: (await analyst.call('GET', '/standards')).body.items.map(({ id }: { id: string }) => id),
    size: NUMBERS.length,
    below: (number) => NUMBERS.filter((one) => isBelow(one, number)),
    markers(number, isReleased) {
      const i = NUMBERS.indexOf(number);
      const own = isReleased === false ? [] : [people[number], number];
      const which = [0, 1, 2].filter((p) => isReleased === undefined || isReleased === p < 2);
      const numbers = which.flatMap((p) => tasksOf(i, p).map(String));
      const words = [true, false]
        .filter((shown) => isReleased === undefined || isReleased === shown)
        .flatMap((shown) => ['comment', 'contest', 'decision'].map((kind) => wordOf(kind, number, shown)));
      const known = scores.filter(
        (score) =>
          score.employee_id === people[number] &&
          (isReleased === undefined || isReleased === (score.evaluation_id !== unreleased)),
      );
      return [...own, ...numbers, ...words, ...known.map(({ score }) => score)];
    },
  };
}

/** Whole numbers of five digits and hours of many, each of one person and period alone. */
function tasksOf(person: number, period: number): readonly [number, number, number] {
  const spread = (person * 17) % NUMBERS.length;
  const completed = 41_003 + spread * 331 + person + period * 17_011;
  const total = 81_019 + person * 211 + period * 10_007;
  return [
    Math.min(completed, total),
    total,
    (3.0713 + ((person * 23) % NUMBERS.length) * 0.2131 + period * 0.0417) / 1000,
  ];
}

function wordOf(kind: string, number: string, isReleased: boolean): string {
  return `${kind} on ${number} ${isReleased ? 'shown' : 'kept back'}`;
}

function isStranger(number: string): boolean {
  return number === 'PAULINE' || ABOVE[number] === 'PAULINE';
}

function isBelow(number: string, above: string): boolean {
  for (let at: string | undefined = number; at !== undefined; at = ABOVE[at]) if (at === above) return true;
  return false;
}

/** Scores as answers write them; none that are round, as they may stand for something else. */
async function scoresOf({ services: { store } }: Api) {
  const rows = await store.read
    .selectFrom('results')
    .select(['employee_id', 'evaluation_id', 'score'])
    .execute();
  return rows.flatMap(({ score, ...row }) => {
    const text = String(score);
    return text.length < 10 ? [] : [{ ...row, score: text.slice(0, 10) }];
  });
}
