import type { z } from 'zod';
import { ApiError, type FieldProblem } from '../api/problem.ts';
import { ImportFields } from './options.ts';

/** What a form says of an import. */
export type Told = z.output<typeof ImportFields>;

/** The fields of a form, in which everything is text: lists and mappings are JSON there. Throws ApiError where one cannot be used. */
export function toldIn(fields: Readonly<Record<string, string>>): Told {
  const values = Object.fromEntries(
    Object.entries(fields)
      .filter(([, text]) => text !== '')
      .map(([name, text]) => [name, formValue(name, text)]),
  );
  const parsed = ImportFields.safeParse(values);
  if (!parsed.success) throw unusable(parsed.error);
  return parsed.data;
}

function formValue(name: string, text: string): unknown {
  if (name === 'again') return text === 'true' ? true : text === 'false' ? false : text;
  if (!JSON_FIELDS.has(name)) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError('invalid-request', `body/${name}: it must be JSON`, [
      { in: 'body', pointer: `/${name}`, reason: 'it must be JSON' },
    ]);
  }
}

const JSON_FIELDS: ReadonlySet<string> = new Set(['mapping', 'done', 'exclude']);

function unusable({ issues }: z.ZodError): ApiError {
  const errors = issues.slice(0, 100).map(
    ({ path, message }): FieldProblem => ({
      in: 'body',
      pointer: path.map((step) => `/${String(step).slice(0, 100)}`).join(''),
      reason: message,
    }),
  );
  const [{ pointer, reason }] = errors;
  return new ApiError('invalid-request', `body${pointer}: ${reason}`, errors);
}
