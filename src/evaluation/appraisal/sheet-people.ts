import { identity } from '../check-summaries.ts';
import type { EmployeeId, PassedThrough } from '../records.ts';
import type { Position } from './rubric.ts';

/** What a row says of the person it is about. */
export interface PersonRow {
  readonly id: EmployeeId;
  readonly name: string | null;
  readonly position: Position;
  readonly extras: readonly PassedThrough[];
}

/**
 * The people of a sheet, gathered from rows of which several may be about one person. What the rows do not agree on is
 * null, a position they do not agree on is remembered: the order of the rows never matters.
 */
export class SheetPeople {
  readonly ids: EmployeeId[] = [];
  readonly names: (string | null)[] = [];
  readonly positions: Position[] = [];
  readonly extras: readonly PassedThrough[][];
  /** People with more than one position, and another of theirs. */
  readonly torn = new Map<number, Position>();
  readonly #index = new Map<EmployeeId, number>();
  /** Facts that rows disagree on, as person * (1 + extras) + place. */
  readonly #disputed = new Set<number>();

  constructor(extras: number) {
    this.extras = Array.from({ length: extras }, () => []);
  }

  /** The person's number, which is a new one where nobody has the id yet. */
  enter({ id, name, position, extras }: PersonRow): number {
    const key = identity(id);
    const known = this.#index.get(key);
    if (known === undefined) {
      const person = this.ids.push(id) - 1;
      this.#index.set(key, person);
      this.names.push(name);
      this.positions.push(position);
      extras.forEach((value, place) => {
        this.extras[place].push(value);
      });
      return person;
    }
    if (comesFirst(id, this.ids[known])) this.ids[known] = id;
    if (position !== this.positions[known]) this.torn.set(known, position);
    this.names[known] = this.#agreed(known, 0, this.names[known], name);
    extras.forEach((value, place) => {
      const values = this.extras[place];
      values[known] = this.#agreed(known, place + 1, values[known], value);
    });
    return known;
  }

  /** What is left of a fact when one more row speaks of it; a row that says nothing disputes nothing. */
  #agreed<T extends PassedThrough>(person: number, place: number, said: T | null, value: T | null): T | null {
    const fact = person * (1 + this.extras.length) + place;
    if (value === null || value === said || this.#disputed.has(fact)) return said;
    if (said === null) return value;
    this.#disputed.add(fact);
    return null;
  }
}

/** Of two ways to write one id the number, else the text that sorts first, stands for both. */
function comesFirst(id: EmployeeId, other: EmployeeId): boolean {
  if (typeof id !== typeof other) return typeof id === 'number';
  return id < other;
}
