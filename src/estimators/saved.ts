import { InputError } from '../errors.ts';
import type { Matrix } from '../math/matrix.ts';
import type { SavedEstimator } from './contract.ts';

/** The version of the JSON that estimators write, and the newest that they read. */
const VERSION = 1;

/** An estimator as JSON; `learned` is null where it was never fitted. */
export function save(
  estimator: string,
  parameters: Readonly<Record<string, unknown>>,
  learned: Readonly<Record<string, unknown>> | null,
): SavedEstimator {
  const head = { estimator, version: VERSION, parameters };
  return learned === null ? head : { ...head, learned };
}

/** Reads what `save` wrote, for the given class. Throws InputError where it is of another class, newer or damaged. */
export function openSaved(
  document: unknown,
  estimator: string,
): { parameters: SavedFields; learned: SavedFields | null } {
  const head = new SavedFields(document, `saved ${estimator}`);
  const found = head.text('estimator');
  if (found !== estimator) throw new InputError(`a saved ${estimator} was expected, not a saved ${found}`);
  const version = head.whole('version', 1);
  if (version > VERSION) {
    throw new InputError(
      `the saved ${estimator} has version ${version} of the format; this program reads up to version ${VERSION}`,
    );
  }
  return {
    parameters: head.fields('parameters'),
    learned: head.has('learned') ? head.fields('learned') : null,
  };
}

/** The fields of a JSON object, each checked when it is read; every error names the field. */
export class SavedFields {
  readonly #values: ReadonlyMap<string, unknown>;
  readonly #where: string;

  constructor(document: unknown, where: string) {
    if (typeof document !== 'object' || document === null || Array.isArray(document)) {
      throw new InputError(`the ${where} is damaged: it must be an object, not ${describe(document)}`);
    }
    this.#values = new Map(Object.entries(document));
    this.#where = where;
  }

  has(name: string): boolean {
    return this.#values.get(name) !== undefined;
  }

  value(name: string): unknown {
    return this.#values.get(name);
  }

  fields(name: string): SavedFields {
    return new SavedFields(this.value(name), `${this.#where}'s ${name}`);
  }

  /** Objects of a list. */
  list(name: string): SavedFields[] {
    return this.#array(name).map((item, i) => new SavedFields(item, `${this.#where}'s ${name} ${i + 1}`));
  }

  text(name: string): string {
    const value = this.value(name);
    if (typeof value !== 'string') throw this.damaged(name, 'must be text', value);
    return value;
  }

  number(name: string): number {
    const value = this.value(name);
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw this.damaged(name, 'must be a finite number', value);
    }
    return value;
  }

  whole(name: string, least = 0): number {
    const value = this.number(name);
    if (!Number.isSafeInteger(value) || value < least) {
      throw this.damaged(name, `must be a whole number of at least ${least}`, value);
    }
    return value;
  }

  /** A list of finite numbers, `length` of them where it is given. */
  numbers(name: string, length?: number): Float64Array {
    const values = this.#array(name);
    if (length !== undefined && values.length !== length) {
      throw this.damaged(name, `must have ${length} numbers`, `${values.length}`);
    }
    return Float64Array.from(values, (value) => {
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        throw this.damaged(name, 'must hold finite numbers', value);
      }
      return value;
    });
  }

  /** A list of `length` numbers to divide by: finite and above 0. */
  scales(name: string, length: number): Float64Array {
    const values = this.numbers(name, length);
    const unusable = values.find((value) => value <= 0);
    if (unusable !== undefined) throw this.damaged(name, 'must hold numbers above 0', unusable);
    return values;
  }

  /** A list of whole numbers from `least` to `most`. */
  wholes(name: string, least: number, most: number, length?: number): Int32Array {
    return Int32Array.from(this.numbers(name, length), (value) => {
      if (!Number.isInteger(value) || value < least || value > most) {
        throw this.damaged(name, `must hold whole numbers from ${least} to ${most}`, value);
      }
      return value;
    });
  }

  /** A list of equally long rows of finite numbers. */
  matrix(name: string): Matrix {
    const rows = this.#array(name);
    const first: unknown = rows[0];
    const columns = Array.isArray(first) ? first.length : 0;
    if (columns === 0) throw this.damaged(name, 'must be rows of numbers', first);
    const data = new Float64Array(rows.length * columns);
    rows.forEach((row: unknown, i) => {
      data.set(
        new SavedFields({ row }, `${this.#where}'s ${name} ${i + 1}`).numbers('row', columns),
        i * columns,
      );
    });
    return { rows: rows.length, columns, data };
  }

  damaged(name: string, expected: string, found: unknown): InputError {
    return new InputError(`the ${this.#where} is damaged: ${name} ${expected}, not ${describe(found)}`);
  }

  #array(name: string): readonly unknown[] {
    const value = this.value(name);
    if (!Array.isArray(value)) throw this.damaged(name, 'must be a list', value);
    return value;
  }
}

function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
