import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FIELDS_OF, SYNONYMS } from '../../../src/data/files/fields.ts';
import { DONE_WORDS, EXCLUDED_WORDS, OPEN_WORDS, sortStatuses } from '../../../src/data/files/statuses.ts';
import { plainWord } from '../../../src/evaluation/plain-word.ts';

const PAGE = readFileSync(new URL('../../../docs/input.md', import.meta.url), 'utf8');

/** The words in the row of a table of the page. */
function rowOf(first: string): string[] {
  const row = PAGE.split('\n').find((line) => line.startsWith(`| ${first} |`));
  return (
    row
      ?.split('|')[2]
      .split(',')
      .map((word) => word.trim()) ?? []
  );
}

describe('the words for fields and statuses', () => {
  it('are those on the page about input', () => {
    for (const [field, synonyms] of Object.entries(SYNONYMS)) expect(rowOf(`\`${field}\``)).toEqual(synonyms);
    expect(rowOf('done')).toEqual(DONE_WORDS);
    expect(rowOf('excluded')).toEqual(EXCLUDED_WORDS);
    expect(rowOf('open')).toEqual(OPEN_WORDS);
  });

  it('mean one field of a kind of file only', () => {
    for (const fields of Object.values(FIELDS_OF)) {
      const words = fields.flatMap((field) => [field, ...SYNONYMS[field]].map(plainWord));
      expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
    }
  });

  it('mean one status only', () => {
    const words = [...DONE_WORDS, ...EXCLUDED_WORDS, ...OPEN_WORDS];
    const { done, excluded, unknown } = sortStatuses(words, {});
    expect(done).toEqual(DONE_WORDS);
    expect(excluded).toEqual(EXCLUDED_WORDS);
    expect(unknown).toEqual([]);
  });

  it('may be written with any case, accents, blanks and signs', () => {
    for (const spelling of ['Schlüssel', 'SCHLUESSEL', 'schlu\u0308ssel', ' Schlüssel: ']) {
      expect(plainWord(spelling)).toBe(plainWord('Schlüssel'));
    }
    expect(plainWord('Maß')).toBe(plainWord('MASS'));
    expect(plainWord('社員番号')).toBe('社員番号');
  });
});
