import { eastAsianWidth } from 'get-east-asian-width';

/**
 * Text that can do nothing to a terminal or a log but be read: control characters, escape sequences, line breaks and
 * marks that reverse the reading direction become visible escapes such as \x1b or \u202e.
 */
export function harmless(text: string): string {
  if (NARROW.test(text)) return text;
  return text.replace(DANGEROUS, (character) => {
    const known = SHORT_ESCAPES[character];
    if (known) return known;
    const code = character.charCodeAt(0);
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

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

/** Letters of Europe and printable ASCII take one column each. */
const NARROW = /^[\x20-\x7e\xa1-\xac\xae-\u02ff]*$/;
const EMOJI = /\p{Emoji_Presentation}|\p{Emoji}\ufe0f|\p{Regional_Indicator}{2}/u;
const MARKS = /^[\p{Mark}\p{Format}\p{Default_Ignorable_Code_Point}]+/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const DANGEROUS = /[\0-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
