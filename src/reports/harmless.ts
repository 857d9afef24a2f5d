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

/** Letters of Europe and printable ASCII take one column each. */
export const NARROW = /^[\x20-\x7e\xa1-\xac\xae-\u02ff]*$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const DANGEROUS = /[\0-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
