/** A word with all left out in which two writings of it differ: case, accents, blanks, signs. */
export function plainWord(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/ae|oe|ue/g, (pair) => pair.charAt(0))
    .replace(/[^\p{L}\p{N}]/gu, '');
}
