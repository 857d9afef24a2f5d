import type { Said } from '../../../src/client/index.ts';

/** What the server says, which speaks English; without what the page itself shows beside it. */
export function said(sentence: string, what: Said | null | undefined): string {
  if (what?.code !== 'columns-unclear') return sentence;
  const { file, kind, reasons } = what.values;
  return `${file} was taken for a ${kind}, but ${reasons}.`;
}
