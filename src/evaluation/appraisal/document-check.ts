export type Path = readonly (string | number)[];
export type Fields = Readonly<Record<string, unknown>>;

/** Something that is wrong with a document, and the keys and indices that lead to it. */
export interface Mistake {
  readonly path: Path;
  readonly reason: string;
}

/** Reads plain data (parsed YAML or JSON) piece by piece and collects everything that is wrong with it. */
export class DocumentCheck {
  readonly mistakes: Mistake[] = [];
  readonly #seen = new Set<string>();

  /** A mapping's values, with keys that are not known reported. */
  fields(
    value: unknown,
    path: Path,
    what: string,
    known: readonly string[],
    knownAre = 'known keys',
  ): Fields | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.mistake(path, `${what} must be a mapping with the keys ${listed(known)}, not ${kindOf(value)}`);
      return null;
    }
    for (const key of Object.keys(value)) {
      if (!known.includes(key)) {
        this.mistake([...path, key], `unknown key "${key}"; ${knownAre}: ${listed(known)}`);
      }
    }
    return { ...value };
  }

  /** The entries of a mapping whose keys are the rubric's own words. */
  entries(value: unknown, path: Path, what: string): [string, unknown][] {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      const reason =
        value === undefined ? `missing: give ${what}` : `${what} must be a mapping, not ${kindOf(value)}`;
      this.mistake(path, reason);
      return [];
    }
    const entries = Object.entries(value);
    if (entries.length === 0) this.mistake(path, `${what} are missing: there must be at least one entry`);
    return entries.filter(([key]) => {
      const usable = key.trim() === key && key !== '' && key !== '__proto__';
      if (!usable) this.mistake([...path, key], `"${key}" cannot be a name`);
      return usable;
    });
  }

  numbers(
    value: unknown,
    path: Path,
    what: string,
    fault: (value: number) => string | null,
  ): Map<string, number> {
    const numbers = new Map<string, number>();
    for (const [key, entry] of this.entries(value, path, what)) {
      const checked = this.number(entry, [...path, key], fault);
      if (checked !== null) numbers.set(key, checked);
    }
    return numbers;
  }

  number(value: unknown, path: Path, fault: (value: number) => string | null): number | null {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      const kind = typeof value === 'number' ? 'finite number' : 'number';
      this.mistake(path, `must be a ${kind}, not ${value === undefined ? 'missing' : written(value)}`);
      return null;
    }
    const wrong = fault(value);
    if (wrong === null) return value;
    this.mistake(path, `${wrong}, not ${value}`);
    return null;
  }

  /** A list of different words. */
  names(value: unknown, path: Path): string[] {
    if (!Array.isArray(value)) {
      this.mistake(path, `must be a list of words, not ${kindOf(value)}`);
      return [];
    }
    const names = new Set<string>();
    value.forEach((entry, i) => {
      if (typeof entry !== 'string' || entry.trim() !== entry || entry === '' || entry === '__proto__') {
        this.mistake([...path, i], `must be a word (put quotes around numbers), not ${written(entry)}`);
      } else if (names.has(entry)) {
        this.mistake([...path, i], `"${entry}" is listed twice`);
      } else {
        names.add(entry);
      }
    });
    return [...names];
  }

  text(value: unknown, path: Path, what: string): string {
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    this.mistake(
      path,
      value === undefined ? `missing: give ${what}` : `${what} must be text, not ${written(value)}`,
    );
    return '';
  }

  optionalText(value: unknown, path: Path): string | null {
    return value === undefined ? null : this.text(value, path, 'it');
  }

  mistake(path: Path, reason: string): void {
    const key = JSON.stringify([...path, reason]);
    if (!this.#seen.has(key)) this.mistakes.push({ path, reason });
    this.#seen.add(key);
  }
}

export function listed(names: Iterable<string>): string {
  return [...names].join(', ');
}

/** As JSON, which has no word for NaN and Infinity. */
function written(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : written(value);
}
