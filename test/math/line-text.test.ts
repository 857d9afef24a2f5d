import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { kernelLines, type LineForm, plainLines, QuotedColumn } from '../../src/math/line-text.ts';
import { dismissHelpers, useThreads } from '../../src/math/parallel.ts';
import type { Workspace } from '../../src/math/workspace.ts';
import { useWorkspace } from '../support/use-workspace.ts';

afterEach(() => {
  useThreads(2);
  dismissHelpers();
});

const MOST_ROWS = 5000;
const WORDS = ['', '|', '"Medium"', 'ü', '李小龍', 'x'.repeat(15), 'y'.repeat(16), 'z'.repeat(700)];
const NUMBERS = [0, -0, 1, -1, 0.1, 1 / 3, 57, 1e21, 5e-324, -Number.MAX_VALUE, 2 ** 53, Number.NaN];

describe('lines of many rows', () => {
  const parts = fc.array(fc.oneof(fc.constantFrom('number', 'text', 'quoted'), fc.nat(WORDS.length - 1)), {
    maxLength: 8,
  });
  const tables = fc.record({
    forms: fc.array(parts, { minLength: 1, maxLength: 3 }),
    batches: fc.array(fc.constantFrom(0, 1, 31, 32, 33, 64, 1000, MOST_ROWS), { maxLength: 4 }),
    seed: fc.nat(),
  });

  it.each([1, 2, 3])('are what their parts say, written by a kernel on %i threads', (threads) => {
    useThreads(threads);
    fc.assert(
      fc.property(tables, (table) => {
        useWorkspace((workspace) => requireLines(table, workspace));
      }),
      { numRuns: 150 },
    );
  });

  it('are the same without a kernel', () => {
    fc.assert(
      fc.property(tables, (table) => requireLines(table, null)),
      { numRuns: 150 },
    );
  });
});

interface Table {
  readonly forms: readonly (readonly (string | number)[])[];
  readonly batches: readonly number[];
  readonly seed: number;
}

/** Writes batches of lines and holds them to lines put together by hand. */
function requireLines({ forms, batches, seed }: Table, workspace: Workspace | null): void {
  const words = WORDS.map((word) => Buffer.from(word));
  const bytes = Buffer.concat(words);
  const texts = workspace?.bytes(bytes.length) ?? new Uint8Array(bytes.length);
  texts.set(bytes);
  const begins = words.map((_, i) => words.slice(0, i).reduce((sum, { length }) => sum + length, 0));
  const formOf = workspace?.ints(MOST_ROWS) ?? new Int32Array(MOST_ROWS);
  const made = forms.map((form) =>
    form.map((part): LineForm[number] => {
      if (part === 'number') return workspace?.floats(MOST_ROWS) ?? new Float64Array(MOST_ROWS);
      if (part === 'text') return workspace?.ints(2 * MOST_ROWS) ?? new Int32Array(2 * MOST_ROWS);
      if (part === 'quoted')
        return new QuotedColumn(workspace?.ints(2 * MOST_ROWS) ?? new Int32Array(2 * MOST_ROWS));
      return { begin: begins[Number(part)], length: words[Number(part)].length };
    }),
  );
  const write = workspace ? kernelLines(made, formOf, texts, workspace) : plainLines(made, formOf, texts);
  let state = seed;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  for (const rows of batches) {
    let expected = '';
    for (let row = 0; row < rows; row++) {
      formOf[row] = below(forms.length);
      made[formOf[row]].forEach((part, i) => {
        if (part instanceof Float64Array) {
          part[row] = NUMBERS[below(NUMBERS.length)];
          expected += JSON.stringify(part[row]);
        } else if (part instanceof Int32Array || part instanceof QuotedColumn) {
          const word = below(WORDS.length);
          const column = part instanceof QuotedColumn ? part.texts : part;
          column.set([begins[word], words[word].length], 2 * row);
          const isNone = WORDS[word] === '';
          expected += part === column ? WORDS[word] : isNone ? 'null' : `"${WORDS[word]}"`;
        } else {
          expected += WORDS[Number(forms[formOf[row]][i])];
        }
      });
    }
    expect(Buffer.concat(write(rows)()).toString() === expected).toBe(true);
  }
}
