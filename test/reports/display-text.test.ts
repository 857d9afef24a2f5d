import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth, shortened } from '../../src/reports/display-text.ts';
import { harmless } from '../../src/reports/harmless.ts';
import { HOSTILE_NAMES } from '../support/evaluations.ts';

describe('harmless', () => {
  it('shows what would act on a terminal', () => {
    expect(harmless('\u001b[31mred')).toBe('\\x1b[31mred');
    expect(harmless('a\nb\rc\td')).toBe('a\\nb\\rc\\td');
    expect(harmless('\u009b31m\u0007\u0000')).toBe('\\x9b31m\\x07\\x00');
    expect(harmless('\u202eabc\u2066')).toBe('\\u202eabc\\u2066');
    expect(harmless('a\u2028b')).toBe('a\\u2028b');
  });

  it('leaves every script as it is', () => {
    for (const text of ['Ada', 'Łukasz', 'שלום', '李小龍', 'नमस्ते', '👩‍👩‍👧', ''])
      expect(harmless(text)).toBe(text);
  });

  it('leaves no control character in any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE_NAMES)), (text) => {
        expect(harmless(text)).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe('displayWidth', () => {
  it.each([
    ['Ada', 3],
    ['Łukasz', 6],
    ['李小龍', 6],
    ['한국', 4],
    ['ｆｕｌｌ', 8],
    ['👩‍👩‍👧', 2],
    ['e\u0301', 1],
    ['❤️', 2],
    ['❤', 1],
    ['🇩🇪', 2],
    ['1️⃣', 2],
    ['⺀', 2],
    ['\u0301', 0],
    ['…', 1],
    ['', 0],
  ])('%s takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('shortened', () => {
  it('cuts by columns, not by characters, and says so', () => {
    expect(shortened('abcdef', 6)).toBe('abcdef');
    expect(shortened('abcdefg', 6)).toBe('abcde…');
    expect(shortened('李小龍李小龍', 6)).toBe('李小…');
  });

  it('never takes more than the width', () => {
    const text = fc.string({ unit: 'grapheme' }).map(harmless);
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (given, width) => {
        expect(displayWidth(shortened(given, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});
