import { harmless } from '../reports/harmless.ts';

/** A message of several lines that may quote what users typed. */
export function harmlessLines(message: string): string {
  return message.split('\n').map(harmless).join('\n');
}
