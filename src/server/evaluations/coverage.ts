/** How many people are rated, and why the others are not: the commonest reason first. */
export interface Coverage {
  readonly people: number;
  readonly rated: number;
  /** Of the people; null where there are none. */
  readonly share: number | null;
  readonly unrated: readonly { readonly reason: string; readonly people: number }[];
}

/** The coverage of people by the reason why each is unrated, null for the rated. */
export function coverageOf(reasons: readonly (string | null)[]): Coverage {
  const counts = new Map<string, number>();
  for (const reason of reasons) {
    if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const unrated = Array.from(counts, ([reason, people]) => ({ reason, people }));
  unrated.sort((a, b) => b.people - a.people || (a.reason < b.reason ? -1 : 1));
  const rated = reasons.filter((reason) => reason === null).length;
  return {
    people: reasons.length,
    rated,
    share: reasons.length > 0 ? rated / reasons.length : null,
    unrated,
  };
}
