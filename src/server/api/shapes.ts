import { z } from 'zod';

/** Shapes that many routes share. Those with an id stand by name in the API document. */
export const API_SHAPES = z.registry<{ id: string; description?: string; examples?: unknown[] }>();

/** Text that every database and every file can hold: no NUL, no half of a character, nothing but blanks. */
export function text(longest: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((value) => !/[\0\p{Surrogate}]/u.test(value), 'it has characters that are none');
}

/** Whether no text within what JSON.stringify wrote has a NUL or half of a character, which it escapes. */
export function isStorableJson(json: string): boolean {
  return !/\\u(?:0000|d[89a-f])/.test(json);
}

export const Email = z.email().max(254).describe('Also what the holder logs in with, in any case.');
export const Id = z.uuid().toLowerCase().describe('A UUID.');
export const Day = z.iso.date().describe('A day, such as 2024-03-31.');
export const Moment = z.iso.datetime().describe('A moment in UTC, such as 2024-03-31T14:05:00.000Z.');

/** The path of one thing. */
export const ById = z.strictObject({ id: Id });

/** Ids in a query, with commas between them. */
export const idList = z
  .string()
  .max(40_000)
  .transform((list) => list.split(','))
  .pipe(z.array(Id).min(1).max(1000));

/** How lists are paged: the answer's `next` is the next call's `cursor`. */
export const Paging = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(100)
    .describe('Most entries in the answer, 1 to 1000.'),
  cursor: z.string().max(4000).optional().describe('Where the last page ended: its "next".'),
});

/** A page of a list. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({
    items: z.array(item),
    next: z.string().nullable().describe('The cursor of the next page; null on the last one.'),
  });
}
