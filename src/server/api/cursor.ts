import { ApiError } from './problem.ts';

/** What a row is sorted by, its id last, so that a page begins just behind the one before however the list has grown. */
export type SortKey = readonly (string | number | null)[];

/** A page's `next`: nothing that a client should read. */
export function cursorOf(key: SortKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The sort key in a cursor of `length` parts. Throws ApiError where this list never gave such a cursor. */
export function keyIn(cursor: string, length: number): SortKey {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    key = null;
  }
  const isPart = (part: unknown) =>
    part === null || typeof part === 'number' || (typeof part === 'string' && isStorable(part));
  if (!Array.isArray(key) || key.length !== length || !key.every(isPart)) throw wrongCursor();
  return key;
}

/** The id in the cursor of a list that is sorted by id alone; empty, and so before all ids, at the beginning. */
export function idIn(cursor: string | undefined): string {
  if (cursor === undefined) return '';
  const [id] = keyIn(cursor, 1);
  if (typeof id !== 'string') throw wrongCursor();
  return id;
}

/** The number in the cursor of a list that is sorted by a whole number alone; undefined at the beginning. */
export function numberIn(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const [number] = keyIn(cursor, 1);
  if (typeof number !== 'number' || !Number.isInteger(number) || Math.abs(number) >= 2 ** 31) {
    throw wrongCursor();
  }
  return number;
}

/** A page of at most `limit` items, from a query that asked for one more to know whether there is a next page. */
export function pageFrom<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => SortKey,
  itemOf: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit);
  return {
    items: shown.map(itemOf),
    next: rows.length > limit ? cursorOf(keyOf(shown[limit - 1])) : null,
  };
}

/** Whether every database can be asked for the text. */
function isStorable(part: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(part);
}

export function wrongCursor(): ApiError {
  return new ApiError('invalid-request', 'query/cursor: this is no cursor that this list gave', [
    { in: 'query', pointer: '/cursor', reason: 'it must be the "next" of a page of the same list' },
  ]);
}
