import { nearest } from '../data/files/nearest.ts';

/** The known word that was most likely meant: the only one that begins so, else the one most like it; null where none is. */
export function likelyMeant(given: string, known: readonly string[]): string | null {
  if (given.length < 2) return null;
  const begins = known.filter((word) => word.startsWith(given));
  return begins.length === 1 ? begins[0] : nearest(given, known);
}
