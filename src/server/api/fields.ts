import { z } from 'zod';
import { Moment } from './shapes.ts';

/** What everything that people edit says beside its fields. */
export const Kept = {
  version: z.int().describe('Rises with every change; the ETag.'),
  created_at: Moment,
  updated_at: Moment,
};

/** The same fields, each of which may be left out and stays as it is then: nothing is filled in. */
export function partOf<S extends z.ZodRawShape>(
  fields: z.ZodObject<S>,
): z.ZodType<Partial<z.output<z.ZodObject<S>>>> {
  const shape = Object.entries(fields.shape).map(([name, field]) => {
    const plain = field instanceof z.ZodDefault ? field.unwrap() : field;
    return [name, z.optional(plain)];
  });
  // Built from the entries of the same shape, whose types an object of entries has lost.
  return z
    .strictObject(Object.fromEntries(shape))
    .refine(
      (body) => Object.keys(body).length > 0,
      'it must have at least one field',
    ) as unknown as z.ZodType<Partial<z.output<z.ZodObject<S>>>>;
}
