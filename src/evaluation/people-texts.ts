import type { Summaries } from './records.ts';

/**
 * The texts of people as they stood in their file: UTF-8 without anything that JSON would write otherwise. A column has, at
 * 2 * i, where the text of person i begins, and then its length, 0 where there is none.
 */
export interface PeopleTexts {
  readonly bytes: Uint8Array;
  /** Where what belongs to each person begins, and where that of the last one ends. */
  readonly starts: Uint32Array;
  readonly ids: Int32Array;
  /** Whether the ids are numbers, all of them. */
  readonly idsAreNumbers: boolean;
  /** Null where nobody has a name. */
  readonly names: Int32Array | null;
  /** In the order of the summaries' extras. */
  readonly extras: readonly Int32Array[];
}

const kept = new WeakMap<Summaries, PeopleTexts>();

/** Keeps, for as long as there are the summaries, the bytes that their texts were made of. */
export function keepTexts(summaries: Summaries, texts: PeopleTexts): void {
  kept.set(summaries, texts);
}

/** The bytes of the texts of these very summaries; null where they have none. */
export function textsOf(summaries: Summaries): PeopleTexts | null {
  return kept.get(summaries) ?? null;
}
