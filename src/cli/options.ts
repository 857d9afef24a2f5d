import { UsageError } from '../errors.ts';

/** What a command can be told with `--name`: how it is explained, and how its text becomes a value. */
export interface Option<T> {
  /** What stands for the value in the help; null for a switch, which takes none. */
  readonly value: string | null;
  readonly says: string;
  /** The value for the texts that were given, at least one. Throws UsageError that begins with the option's name. */
  read(texts: readonly string[], name: string): T;
}

export type Options = Readonly<Record<string, Option<unknown>>>;

/** The values of a command's options; undefined where an option was not given. */
export type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T | undefined : never;
};

export function flag(says: string): Option<boolean> {
  return { value: null, says, read: () => true };
}

export function text(value: string, says: string): Option<string> {
  return { value, says, read: once };
}

export function choice<const C extends string>(choices: readonly C[], says: string): Option<C> {
  return {
    value: choices.join('|'),
    says,
    read(texts, name) {
      const given = once(texts, name);
      const found = choices.find((one) => one === given);
      if (found === undefined)
        throw new UsageError(`--${name} must be one of ${choices.join(', ')}, not "${given}"`);
      return found;
    },
  };
}

export function number(value: string, says: string): Option<number> {
  return { value, says, read: (texts, name) => numberFrom(once(texts, name), `--${name}`) };
}

/** A number, or the given word. */
export function numberOr<const W extends string>(word: W, value: string, says: string): Option<number | W> {
  return {
    value,
    says,
    read(texts, name) {
      const given = once(texts, name);
      return given === word ? word : numberFrom(given, `--${name}`);
    },
  };
}

/** Words separated by commas; the option may be given several times. */
export function list(value: string, says: string): Option<readonly string[]> {
  return {
    value,
    says,
    read(texts, name) {
      const words = texts.flatMap((given) => given.split(',')).map((word) => word.trim());
      if (words.includes('')) throw new UsageError(`--${name} has an empty entry: ${texts.join(',')}`);
      return words;
    },
  };
}

/**
 * NAME=VALUE, separated by commas; the option may be given several times. A comma belongs to the value where no NAME=
 * follows it, so that "name=Last name, first name" is one pair.
 */
export function pairs(value: string, says: string): Option<ReadonlyMap<string, string>> {
  return {
    value,
    says,
    read(texts, name) {
      const found = new Map<string, string>();
      for (const given of texts.flatMap((entry) => entry.split(/,(?=[^,=]+=)/))) {
        const [key, rest] = splitOnce(given, '=').map((part) => part.trim());
        if (!key || !rest) throw new UsageError(`--${name} takes ${value}, not "${given}"`);
        if (found.has(key)) throw new UsageError(`--${name} gives ${key} twice`);
        found.set(key, rest);
      }
      return found;
    },
  };
}

/** The number that a text is as a whole. */
export function numberFrom(given: string, what: string): number {
  const value = Number(given);
  if (given.trim() === '' || !Number.isFinite(value)) {
    throw new UsageError(`${what} must be a number, not "${given}"`);
  }
  return value;
}

function once(texts: readonly string[], name: string): string {
  const [given = '', ...more] = texts;
  if (more.length > 0) throw new UsageError(`--${name} is given ${texts.length} times; give it once`);
  if (given === '') throw new UsageError(`--${name} is empty`);
  return given;
}

function splitOnce(given: string, separator: string): [string, string] {
  const at = given.indexOf(separator);
  return at < 0 ? [given, ''] : [given.slice(0, at), given.slice(at + separator.length)];
}
