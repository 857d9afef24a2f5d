import { eastAsianWidth } from 'get-east-asian-width';
import { NARROW } from './harmless.ts';

/**
 * The number of terminal columns that harmless text takes: East Asian wide characters and emoji take two, marks that
 * combine with the character before them none (Unicode Standard Annexes 11 and 29).
 */
export function displayWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  let width = 0;
  for (const grapheme of graphemes(text)) width += graphemeWidth(grapheme);
  return width;
}

/** The text, or as much of its beginning as fits into the width with an ellipsis after it. */
export function shortened(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let left = width - 1;
  for (const grapheme of graphemes(text)) {
    left -= graphemeWidth(grapheme);
    if (left < 0) break;
    kept += grapheme;
  }
  return `${kept}…`;
}

/** What a reader takes for one character, such as a letter with its accents, or a family of emoji. */
function* graphemes(text: string): Iterable<string> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { segment } of segmenter.segment(text)) yield segment;
}

/** Made when the first text needs it: making it takes milliseconds. */
let segmenter: Intl.Segmenter | undefined;

function graphemeWidth(grapheme: string): number {
  if (EMOJI.test(grapheme)) return 2;
  const character = grapheme.replace(MARKS, '').codePointAt(0);
  return character === undefined ? 0 : eastAsianWidth(character);
}

const EMOJI = /\p{Emoji_Presentation}|\p{Emoji}\ufe0f|\p{Regional_Indicator}{2}/u;
const MARKS = /^[\p{Mark}\p{Format}\p{Default_Ignorable_Code_Point}]+/u;
