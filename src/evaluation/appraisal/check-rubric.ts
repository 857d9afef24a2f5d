import { InputError } from '../../errors.ts';
import { plainWord } from '../plain-word.ts';
import { DocumentCheck, type Fields, listed, type Mistake, type Path } from './document-check.ts';
import type { Floor, Indicator, Position, Rubric, Threshold } from './rubric.ts';

export type CheckedRubric =
  | { readonly rubric: Rubric; readonly mistakes: readonly [] }
  | { readonly rubric: null; readonly mistakes: readonly Mistake[] };

/** Reads a rubric from plain data (parsed YAML or JSON). Throws InputError that lists every mistake. */
export function parseRubric(document: unknown): Rubric {
  const { rubric, mistakes } = checkRubric(document);
  if (rubric) return rubric;
  const problems = mistakes.map(({ path, reason }) => ({
    ...(path.length > 0 && { column: path.join('.') }),
    reason,
  }));
  const lines = problems.map(({ column, reason }) => (column ? `${column}: ${reason}` : reason));
  throw new InputError(`the rubric has mistakes: ${lines.join('; ')}`, { code: 'invalid_rubric', problems });
}

/** Like parseRubric, but hands the mistakes back, each with its path, so that a reader of files can add the lines. */
export function checkRubric(document: unknown): CheckedRubric {
  const check = new RubricCheck();
  const rubric = check.rubric(document);
  if (rubric && check.mistakes.length === 0) return { rubric, mistakes: [] };
  return { rubric: null, mistakes: check.mistakes };
}

const RUBRIC_KEYS = [
  'rubric',
  'version',
  'title',
  'source',
  'grades',
  'thresholds',
  'floors',
  'missing',
  'roles',
  'indicators',
  'positions',
];
const POSITION_KEYS = ['label', 'synonyms', 'points', 'weights', 'thresholds', 'floors', 'missing'];

/** Points and weights above this are typing errors. */
const MOST = 1_000_000;

/** More than anybody could keep apart. */
const MOST_INDICATORS = 200;

/** What the rubric says for all positions; a position may say otherwise. */
interface Shared {
  readonly grades: readonly string[];
  readonly thresholds: unknown;
  readonly floors: unknown;
  readonly missing: unknown;
  readonly indicators: ReadonlyMap<string, Described> | null;
}

interface Described {
  readonly label: string;
  readonly synonyms: readonly string[];
}

class RubricCheck extends DocumentCheck {
  rubric(document: unknown): Rubric | null {
    const fields = this.fields(document, [], 'a rubric', RUBRIC_KEYS);
    if (!fields) return null;
    const name = this.text(fields.rubric, ['rubric'], 'the name of the rubric');
    const version =
      typeof fields.version === 'number' && Number.isFinite(fields.version)
        ? String(fields.version)
        : this.text(fields.version, ['version'], 'the version of the rubric');
    const grades = this.#grades(fields.grades);
    const roles = fields.roles === undefined ? null : this.#roles(fields.roles);
    const shared: Shared = {
      grades,
      thresholds: fields.thresholds,
      floors: fields.floors,
      missing: fields.missing,
      indicators: fields.indicators === undefined ? null : this.#indicators(fields.indicators),
    };
    const positions = this.#positions(fields.positions, shared);
    this.#requireUse(shared.indicators, positions);
    this.#requireDistinctWords(positions, ['positions']);
    const indicators = new Map(positions.flatMap((position) => position.indicators.map((i) => [i.key, i])));
    this.#requireDistinctWords([...indicators.values()], ['indicators']);
    return {
      name,
      version,
      title: this.optionalText(fields.title, ['title']),
      source: this.optionalText(fields.source, ['source']),
      grades,
      roles,
      positions,
      document: fields,
    };
  }

  /** Empty where there is a mistake in them. */
  #grades(value: unknown): string[] {
    const path = ['grades'];
    if (value === undefined) {
      this.mistake(path, 'missing: list the names of the grades, best first');
      return [];
    }
    const before = this.mistakes.length;
    const names = this.names(value, path);
    if (Array.isArray(value) && (value.length < 2 || value.length > 6)) {
      this.mistake(path, `there must be 2 to 6 grades, best first, not ${value.length}`);
    }
    return this.mistakes.length === before ? names : [];
  }

  #roles(value: unknown): Map<string, number> {
    const path = ['roles'];
    const weights = this.numbers(value, path, 'the weight of each role', (weight) =>
      weight >= 0 ? null : 'must be at least 0',
    );
    if (weights.size > 0 && [...weights.values()].every((weight) => weight === 0)) {
      this.mistake(path, 'at least one role must have a weight above 0');
    }
    return weights;
  }

  #indicators(value: unknown): Map<string, Described> {
    const described = new Map<string, Described>();
    const path = ['indicators'];
    for (const [key, entry] of this.entries(value, path, 'the indicators')) {
      const fields =
        entry === null ? {} : this.fields(entry, [...path, key], 'an indicator', ['label', 'synonyms']);
      if (fields) described.set(key, this.#described(fields, [...path, key], key));
    }
    return described;
  }

  #described(fields: Fields, path: Path, key: string): Described {
    return {
      label: this.optionalText(fields.label, [...path, 'label']) ?? spelledOut(key),
      synonyms: fields.synonyms === undefined ? [] : this.names(fields.synonyms, [...path, 'synonyms']),
    };
  }

  #positions(value: unknown, shared: Shared): Position[] {
    const path = ['positions'];
    return this.entries(value, path, 'the positions').flatMap(([key, entry]) => {
      const fields = this.fields(entry, [...path, key], 'a position', POSITION_KEYS);
      return fields ? [this.#position(key, fields, [...path, key], shared)] : [];
    });
  }

  #position(key: string, fields: Fields, path: Path, shared: Shared): Position {
    const before = this.mistakes.length;
    const points = this.#points(fields.points, [...path, 'points'], shared);
    const trusted = this.mistakes.length === before;
    const weights =
      fields.weights === undefined ? new Map() : this.#weights(fields.weights, [...path, 'weights'], points);
    const indicators = Array.from(points, ([indicator, maximum]): Indicator => {
      const described = shared.indicators?.get(indicator);
      return {
        key: indicator,
        label: described?.label ?? spelledOut(indicator),
        synonyms: described?.synonyms ?? [],
        maximum,
        weight: weights.get(indicator) ?? 1,
      };
    });
    const maximum = indicators.reduce((sum, indicator) => sum + indicator.maximum, 0);
    const own = (name: 'thresholds' | 'floors' | 'missing'): [unknown, Path] =>
      fields[name] === undefined ? [shared[name], [name]] : [fields[name], [...path, name]];
    return {
      key,
      ...this.#described(fields, path, key),
      indicators,
      maximum,
      thresholds: this.#thresholds(...own('thresholds'), shared.grades, key, trusted ? maximum : Number.NaN),
      floors: this.#floors(...own('floors'), shared.grades, indicators),
      missing: this.#missing(...own('missing'), key, indicators.length),
    };
  }

  #points(value: unknown, path: Path, { indicators }: Shared): Map<string, number> {
    const before = this.mistakes.length;
    const points = this.numbers(value, path, 'the points that each indicator can reach', (maximum) =>
      maximum > 0 && maximum <= MOST ? null : `must be above 0 and at most ${MOST}`,
    );
    if (points.size > MOST_INDICATORS) {
      this.mistake(path, `a position can have at most ${MOST_INDICATORS} indicators, not ${points.size}`);
    }
    if (points.size === 1 && this.mistakes.length === before) {
      this.mistake(path, 'a position needs at least two indicators, not 1');
    }
    if (!indicators) return points;
    for (const key of points.keys()) {
      if (!indicators.has(key)) {
        this.mistake([...path, key], `is not among the rubric's indicators: ${listed(indicators.keys())}`);
      }
    }
    return points;
  }

  #weights(value: unknown, path: Path, points: ReadonlyMap<string, number>): Map<string, number> {
    const weights = this.numbers(value, path, 'the weight of each indicator', (weight) =>
      weight > 0 && weight <= MOST
        ? null
        : `must be above 0 and at most ${MOST} (leave out of points what shall not count)`,
    );
    for (const key of weights.keys()) {
      if (!points.has(key)) {
        this.mistake([...path, key], `is not among the position's indicators: ${listed(points.keys())}`);
      }
    }
    return weights;
  }

  #thresholds(
    value: unknown,
    path: Path,
    grades: readonly string[],
    position: string,
    maximum: number,
  ): Threshold[] {
    if (grades.length === 0) return [];
    const needed = grades.slice(0, -1);
    if (value === undefined) {
      this.mistake(
        path,
        `missing: say from how many points each grade but the last is given: ${listed(needed)}`,
      );
      return [];
    }
    const fields = this.fields(value, path, 'the thresholds', needed, 'the grades but the last');
    if (!fields) return [];
    const thresholds: Threshold[] = [];
    for (const grade of needed) {
      const threshold = this.#threshold(fields[grade], [...path, grade]);
      if (!threshold) return thresholds;
      if (threshold.value > maximum) {
        this.mistake(
          [...path, grade],
          `${threshold.value} is more than the ${maximum} points of the position ${position}`,
        );
      }
      const better = thresholds.at(-1);
      if (better && !isHigher(better, threshold)) {
        this.mistake(
          [...path, grade],
          `out of order: ${grade} begins at ${shown(threshold)}, but ${needed[thresholds.length - 1]}, the better grade, at ${shown(better)}`,
        );
      }
      thresholds.push(threshold);
    }
    return thresholds;
  }

  #threshold(value: unknown, path: Path): Threshold | null {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const fields = this.fields(value, path, 'a threshold', ['above']);
      const above = fields && this.number(fields.above, [...path, 'above'], atLeastZero);
      return above === null ? null : { value: above, inclusive: false };
    }
    if (value === undefined) {
      this.mistake(path, 'missing: give the points from which on the grade is given');
      return null;
    }
    const points = this.number(value, path, atLeastZero);
    return points === null ? null : { value: points, inclusive: true };
  }

  #floors(value: unknown, path: Path, grades: readonly string[], indicators: readonly Indicator[]): Floor[] {
    if (value === undefined || grades.length === 0) return [];
    if (!Array.isArray(value)) {
      this.mistake(path, 'must be a list, each entry with atMost and atOrBelow');
      return [];
    }
    return value.flatMap((entry, i) => this.#floor(entry, [...path, i], grades, indicators) ?? []);
  }

  #floor(
    entry: unknown,
    path: Path,
    grades: readonly string[],
    indicators: readonly Indicator[],
  ): Floor | null {
    const fields = this.fields(entry, path, 'a floor', ['atMost', 'atOrBelow', 'indicators']);
    if (!fields) return null;
    const atMost = typeof fields.atMost === 'string' ? grades.indexOf(fields.atMost) : -1;
    if (atMost <= 0) {
      const open = listed(grades.slice(1));
      const reason =
        atMost === 0
          ? `"${grades[0]}" is the best grade, which caps nothing: name one of ${open}`
          : `must be one of the grades ${open}, not ${JSON.stringify(fields.atMost)}`;
      this.mistake([...path, 'atMost'], reason);
    }
    const atOrBelow = this.number(fields.atOrBelow, [...path, 'atOrBelow'], (share) =>
      share >= 0 && share < 1 ? null : 'must be a share of points, at least 0 and below 1',
    );
    const keys = new Set(indicators.map(({ key }) => key));
    if (fields.indicators === undefined) return { atMost, atOrBelow: atOrBelow ?? 0, indicators: keys };
    const named = this.names(fields.indicators, [...path, 'indicators']);
    if (Array.isArray(fields.indicators) && fields.indicators.length === 0) {
      this.mistake([...path, 'indicators'], 'names no indicator: leave it out for all');
    }
    named.forEach((key, i) => {
      if (!keys.has(key)) {
        this.mistake(
          [...path, 'indicators', i],
          `"${key}" is not among the position's indicators: ${listed(keys)}`,
        );
      }
    });
    return { atMost, atOrBelow: atOrBelow ?? 0, indicators: new Set(named) };
  }

  #missing(value: unknown, path: Path, position: string, indicators: number): number {
    if (value === undefined) return 0;
    const missing = this.number(value, path, (count) =>
      Number.isInteger(count) && count >= 0 ? null : 'must be a whole number of at least 0',
    );
    if (missing !== null && indicators > 0 && missing >= indicators) {
      this.mistake(
        path,
        `${missing} may be missing, but the position ${position} has only ${indicators} indicators`,
      );
    }
    return missing ?? 0;
  }

  #requireUse(indicators: ReadonlyMap<string, Described> | null, positions: readonly Position[]): void {
    const used = new Set(positions.flatMap((position) => position.indicators.map(({ key }) => key)));
    if (used.size === 0) return;
    for (const key of indicators?.keys() ?? []) {
      if (!used.has(key)) this.mistake(['indicators', key], 'no position gives points for it');
    }
  }

  /** Columns and cells are recognised by these words, so none may stand for two things. */
  #requireDistinctWords(named: readonly (Position | Indicator)[], path: Path): void {
    const owners = new Map<string, string>();
    for (const { key, label, synonyms } of named) {
      for (const word of [key, label, ...synonyms]) {
        const owner = owners.get(plainWord(word));
        if (owner !== undefined && owner !== key) {
          this.mistake([...path, key], `"${word}" already stands for ${owner}`);
        }
        owners.set(plainWord(word), owner ?? key);
      }
    }
  }
}

function atLeastZero(points: number): string | null {
  return points >= 0 ? null : 'must be at least 0';
}

function isHigher(better: Threshold, worse: Threshold): boolean {
  return better.value > worse.value || (better.value === worse.value && !better.inclusive && worse.inclusive);
}

function shown({ value, inclusive }: Threshold): string {
  return inclusive ? `${value} points` : `more than ${value} points`;
}

/** team_spirit -> Team spirit */
function spelledOut(key: string): string {
  const words = key.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
