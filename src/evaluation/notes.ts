import type { Rating } from './rating.ts';
import type { Summaries } from './records.ts';
import { RESERVED_FIELDS } from './results.ts';
import { weightedScore } from './scoring.ts';
import type { Standard } from './standard.ts';

/** What a reader of the results should know before reading them. */
export function notesOn(summaries: Summaries, rated: number, rating: Rating | null): string[] {
  const notes: string[] = [];
  const hidden = summaries.extras.map(({ name }) => name).filter((name) => RESERVED_FIELDS.has(name));
  if (hidden.length > 0) {
    notes.push(`Not passed on, because results have fields of that name: ${hidden.join(', ')}.`);
  }
  if (!rating) {
    notes.push('Nobody has enough evidence for a rating.');
    return notes;
  }
  const { standard } = rating;
  const { clusters } = standard.options;
  if (standard.tiers.length < clusters) {
    notes.push(
      `${clusters} tiers need ${clusters} people with different numbers; there ${standard.tiers.length === 1 ? 'is' : 'are'} ${standard.tiers.length}, and so many tiers.`,
    );
  }
  if (standard.scoreRange.minimum === standard.scoreRange.maximum) {
    notes.push(
      'Everybody the standard was fitted on has the same weighted score, which nothing tells apart: it is 50.',
    );
  }
  const outside = peopleOutside(rating, standard);
  if (outside > 0) {
    notes.push(
      `${outside} of ${rated} rated people lie beyond the scores the standard was fitted on: theirs are clipped to 0-100.`,
    );
  }
  return notes;
}

function peopleOutside(
  { features, scores }: Rating,
  { options, throughputRange, scoreRange }: Standard,
): number {
  const { data } = features;
  let outside = 0;
  for (let row = 0; row < features.rows; row++) {
    if (scores[row] !== 0 && scores[row] !== 100) continue;
    const weighted = weightedScore(
      data[row * 3],
      data[row * 3 + 1],
      data[row * 3 + 2],
      options.weights,
      throughputRange,
    );
    if (weighted < scoreRange.minimum || weighted > scoreRange.maximum) outside++;
  }
  return outside;
}
