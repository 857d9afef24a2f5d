/**
 * Text for the inside of an XML element or attribute of Office Open XML. Characters that XML cannot hold are written
 * as the format's own escape, _x001B_, and text that looks like such an escape is kept apart from it (ECMA-376,
 * part 1, 22.9.2.19).
 */
export function xmlText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replace(LOOKS_ESCAPED, '_x005F_')
    .replace(
      UNSPEAKABLE,
      (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const SPECIAL = /[&<>"_\0-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]/;
const LOOKS_ESCAPED = /_(?=x[0-9a-fA-F]{4}_)/g;
/** Control characters other than tab and line feed, non-characters, and halves of surrogate pairs. */
const UNSPEAKABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
  /[\0-\x08\x0b-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
