/** Which cell of the two methods is looked at, as the address says it. */
export interface ResultsView {
  /** The key of a position of the rubric. */
  readonly position?: string | undefined;
  /** The grade by clustering, and that by the points alone. */
  readonly grade?: string | undefined;
  readonly scoring?: string | undefined;
}

export function readResultsView(search: Record<string, unknown>): ResultsView {
  return texts(search, ['position', 'grade', 'scoring']);
}

/** Whose sheet is entered, as the address says it. */
export interface SheetView {
  readonly period?: string | undefined;
  readonly person?: string | undefined;
  readonly rubric?: string | undefined;
  readonly position?: string | undefined;
}

export function readSheetView(search: Record<string, unknown>): SheetView {
  return texts(search, ['period', 'person', 'rubric', 'position']);
}

/** Which version of a rubric is edited, as the address says it; the newest where it says none. */
export interface RubricView {
  readonly version?: number | undefined;
}

export function readRubricView({ version }: Record<string, unknown>): RubricView {
  // What is not named would be left as it stands in the address.
  return { version: typeof version === 'number' && Number.isInteger(version) ? version : undefined };
}

/** Names and keys may be numbers, which an address tells from text only by what they look like. */
function texts<const K extends string>(
  search: Record<string, unknown>,
  names: readonly K[],
): Record<K, string | undefined> {
  return Object.fromEntries(
    names.map((name) => {
      const value = search[name];
      return [name, typeof value === 'string' || typeof value === 'number' ? String(value) : undefined];
    }),
  ) as Record<K, string | undefined>;
}
