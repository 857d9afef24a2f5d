import type { InputError } from '../errors.ts';

/** The HTTP status that an error of the input is answered with. */
export function statusOf({ code }: InputError): number {
  return STATUS_OF_CODE.get(code) ?? 400;
}

const STATUS_OF_CODE: ReadonlyMap<string, number> = new Map([
  ['too_large', 413],
  ['unsupported_media', 415],
  ['nothing_usable', 422],
  ['too_long', 503],
]);
