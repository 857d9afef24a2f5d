import { plainWord } from '../plain-word.ts';
import { roleWeights } from './ratings.ts';
import type { Indicator, Position, Rubric } from './rubric.ts';

/** What the words of a sheet mean by a rubric: keys, labels and synonyms, whatever their case and punctuation. */
export class RubricWords {
  /** The roles that appraisers can have. */
  readonly roles: readonly string[];
  readonly #positions = new Map<string, Position>();
  readonly #indicators = new Map<Position, Map<string, Indicator>>();
  readonly #roles = new Map<string, number>();

  constructor(rubric: Rubric) {
    this.roles = [...roleWeights(rubric).keys()];
    for (const [i, role] of this.roles.entries()) this.#roles.set(plainWord(role), i);
    for (const position of rubric.positions) {
      enter(this.#positions, position);
      const indicators = new Map<string, Indicator>();
      for (const indicator of position.indicators) enter(indicators, indicator);
      this.#indicators.set(position, indicators);
    }
  }

  position(word: unknown): Position | undefined {
    return find(this.#positions, word);
  }

  indicator(position: Position, word: unknown): Indicator | undefined {
    return find(this.#indicators.get(position), word);
  }

  /** Index into `roles`. */
  role(word: unknown): number | undefined {
    return find(this.#roles, word);
  }
}

interface Named {
  readonly key: string;
  readonly label: string;
  readonly synonyms: readonly string[];
}

function enter<T extends Named>(words: Map<string, T>, thing: T): void {
  for (const word of [thing.key, thing.label, ...thing.synonyms]) words.set(plainWord(word), thing);
}

/** Words that are found are remembered as they are written, since a column holds the same few again and again. */
function find<T>(words: Map<string, T> | undefined, word: unknown): T | undefined {
  if (!words || (typeof word !== 'string' && typeof word !== 'number')) return undefined;
  const text = String(word);
  const found = words.get(text) ?? words.get(plainWord(text));
  if (found !== undefined) words.set(text, found);
  return found;
}
