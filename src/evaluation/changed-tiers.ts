import { identity } from './check-summaries.ts';
import { type Evaluation, tierOf } from './pipeline.ts';
import type { EmployeeId } from './records.ts';

/** Whether a person was rated, was there but unrated, or was not there at all. */
export type Presence = 'rated' | 'unrated' | 'absent';

/** Somebody whose tier is not the same in two evaluations. */
export interface ChangedTier {
  /** As the later evaluation has it, or the earlier one where the person is in that alone. */
  readonly employee_id: EmployeeId;
  /** The tier's name; null where the person was not rated. */
  readonly from: string | null;
  readonly to: string | null;
  readonly before: Presence;
  readonly after: Presence;
}

/**
 * Whose tier changes from one evaluation to another: those in both whose tier or being rated differs, in the order of
 * the later one, then those who are only in the earlier one, in its order. People are the same where their ids are:
 * 101 and "101". O(people).
 */
export function changedTiers(before: Evaluation, after: Evaluation): ChangedTier[] {
  const changes: ChangedTier[] = [];
  for (const [was, is] of pairedPeople(before.summaries.ids, after.summaries.ids)) {
    const from = was === null ? null : tierOf(before, was);
    const to = is === null ? null : tierOf(after, is);
    const change = {
      employee_id: is === null ? before.summaries.ids[was] : after.summaries.ids[is],
      from,
      to,
      before: presence(was, from),
      after: presence(is, to),
    };
    if (change.from !== change.to || change.before !== change.after) changes.push(change);
  }
  return changes;
}

/** A person's places in two lists of ids; null where the person is not in the list. */
export type PairedPerson = readonly [number, number] | readonly [null, number] | readonly [number, null];

/** Everybody of two lists of ids once: the people of the later list in its order, then those of the earlier one alone. */
export function* pairedPeople(
  before: readonly EmployeeId[],
  after: readonly EmployeeId[],
): Iterable<PairedPerson> {
  const left = new Map(before.map((id, i) => [identity(id), i]));
  for (const [i, id] of after.entries()) {
    const key = identity(id);
    const earlier = left.get(key);
    if (earlier === undefined) yield [null, i];
    else {
      left.delete(key);
      yield [earlier, i];
    }
  }
  for (const i of left.values()) yield [i, null];
}

function presence(index: number | null, tier: string | null): Presence {
  if (index === null) return 'absent';
  return tier === null ? 'unrated' : 'rated';
}
