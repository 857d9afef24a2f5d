import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSmall, smallGroups, withoutSmallCells } from '../../src/evaluation/small-cells.ts';

type Table = readonly (readonly number[])[];

/** What somebody is told, in the way of the whole product: sums of columns first, then groups, then cells. */
function told(counts: Table, known: Table, least: number) {
  const sumOf = (row: readonly number[]) => row.reduce((all, count) => all + count, 0);
  const columns = (table: Table) => table[0].map((_, c) => sumOf(table.map((row) => row[c])));
  const totals = withoutSmallCells(
    { counts: [columns(counts)], known: [columns(known)], withheldGroups: [false], totals: null },
    least,
  )[0];
  const sizes = counts.map(sumOf);
  const withheldGroups = smallGroups(sizes, known.map(sumOf), least);
  const cells = withoutSmallCells({ counts, known, withheldGroups, totals }, least);
  return {
    totals,
    cells,
    sizes: sizes.map((size, i) => (withheldGroups[i] ? null : size)),
    people: sumOf(sizes),
  };
}

/** Every table that fits what is told, by trying all: how many people may be in each cell, and in each sum of a column. */
function possible(
  { totals, cells, sizes, people }: ReturnType<typeof told>,
  known: Table,
): {
  readonly cells: readonly (readonly ReadonlySet<number>[])[];
  readonly totals: readonly ReadonlySet<number>[];
  readonly sizes: readonly ReadonlySet<number>[];
} {
  const [rows, columns] = [cells.length, totals.length];
  const found = cells.map((row) => row.map(() => new Set<number>()));
  const sums = totals.map(() => new Set<number>());
  const groups = cells.map(() => new Set<number>());
  const table = cells.map((row) => row.map((count) => count ?? 0));
  const left = totals.map((total) => total ?? Number.POSITIVE_INFINITY);
  const isWhole = cells.map((row) => row.every((count) => count === null));
  const tryCell = (at: number, inRow: number, all: number): void => {
    const [r, c] = [Math.floor(at / columns), at % columns];
    if (r === rows) {
      if (all !== people || left.some((rest) => rest !== 0 && rest !== Number.POSITIVE_INFINITY)) return;
      const columnsOf = totals.map((_, j) => table.reduce((sum, row) => sum + row[j], 0));
      // Nobody withholds a sum of nobody, unless they withhold all.
      if (
        totals.some((total) => total !== null) &&
        totals.some((total, j) => total === null && columnsOf[j] === 0)
      )
        return;
      for (const [i, row] of table.entries()) for (const [j, count] of row.entries()) found[i][j].add(count);
      for (const [i, row] of table.entries()) groups[i].add(row.reduce((sum, count) => sum + count, 0));
      for (const [j, sum] of columnsOf.entries()) sums[j].add(sum);
      return;
    }
    const size = sizes[r];
    const shown = cells[r][c];
    const most = Math.min(left[c], (size ?? people) - inRow, people - all);
    const from = shown ?? Math.max(known[r][c], isWhole[r] ? 0 : 1);
    for (let count = from; count <= (shown ?? most) && count <= most; count++) {
      table[r][c] = count;
      left[c] -= count;
      const isLast = c === columns - 1;
      const row = inRow + count;
      if (!isLast || size === null || row === size) tryCell(at + 1, isLast ? 0 : row, all + count);
      left[c] += count;
    }
    table[r][c] = shown ?? 0;
  };
  tryCell(0, 0, 0);
  return { cells: found, totals: sums, sizes: groups };
}

const tables = fc
  .record({ rows: fc.integer({ min: 1, max: 3 }), columns: fc.integer({ min: 2, max: 3 }) })
  .chain(({ rows, columns }) => {
    const table = (most: number) =>
      fc.array(fc.array(fc.integer({ min: 0, max: most }), { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      });
    return fc.record({ counts: table(5), more: table(2) });
  })
  .map(({ counts, more }) => ({
    counts,
    known: counts.map((row, r) => row.map((count, c) => Math.min(count, more[r][c]))),
  }))
  .filter(({ counts }) => counts.every((row) => row.some((count) => count > 0)));

const nobody = (counts: Table) => counts.map((row) => row.map(() => 0));
const total = (table: Table) => table.flat().reduce((sum, count) => sum + count, 0);

describe('a table of groups and tiers', () => {
  it('is told as it is where there are enough people in every cell, or nobody', () => {
    const counts = [
      [20, 12, 0],
      [6, 0, 9],
    ];
    expect(told(counts, nobody(counts), 5).cells).toEqual(counts);
  });

  it('withholds a small cell, and the fewest people by whom it could be computed', () => {
    const counts = [
      [20, 30, 2],
      [40, 10, 15],
      [50, 60, 70],
    ];
    // From the row the 2 is 52 - 20 - 30, from the column 87 - 15 - 70.
    expect(told(counts, nobody(counts), 5).cells).toEqual([
      [20, null, null],
      [40, null, null],
      [50, 60, 70],
    ]);
  });

  it('withholds a small group whole, and the next larger one from which it could be computed', () => {
    expect(smallGroups([3, 40, 8, 20], [0, 0, 0, 0], 5)).toEqual([true, false, true, false]);
    expect(smallGroups([3, 40, 4, 20], [0, 0, 0, 0], 5)).toEqual([true, false, true, false]);
    expect(smallGroups([1, 40, 1, 20], [0, 0, 0, 0], 5)).toEqual([true, false, true, true]);
    expect(smallGroups([30, 40], [0, 0], 5)).toEqual([false, false]);
  });

  it('takes whom the reader knows for no protection of the others', () => {
    expect(isSmall(10, 7, 5)).toBe(true);
    expect(isSmall(10, 5, 5)).toBe(false);
    expect(isSmall(10, 10, 5)).toBe(false);
    expect(smallGroups([10, 40, 20], [7, 0, 0], 5)).toEqual([true, false, true]);
  });

  it('tells no withheld cell to somebody who tries all tables that fit', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 2, max: 4 }), ({ counts, known }, least) => {
        fc.pre(!isSmall(total(counts), total(known), least));
        const is = told(counts, known, least);
        const may = possible(is, known);
        // Of whom everybody is known there is nothing to keep; what is withheld for others’ sake may be guessed.
        const isKept = (count: number, those: number) => count > those && isSmall(count, those, least);
        is.sizes.forEach((size, r) => {
          const of = (table: Table) => table[r].reduce((all, count) => all + count, 0);
          if (size === null && isKept(of(counts), of(known))) expect(may.sizes[r].size).toBeGreaterThan(1);
        });
        is.cells.forEach((row, r) => {
          row.forEach((count, c) => {
            if (count !== null) {
              expect(count === counts[r][c] && !isSmall(count, known[r][c], least)).toBe(true);
            } else {
              expect(may.cells[r][c].has(counts[r][c])).toBe(true);
              if (isKept(counts[r][c], known[r][c])) expect(may.cells[r][c].size).toBeGreaterThan(1);
            }
          });
        });
        is.totals.forEach((sum, c) => {
          const of = (table: Table) => table.reduce((all, row) => all + row[c], 0);
          if (sum === null && isKept(of(counts), of(known))) expect(may.totals[c].size).toBeGreaterThan(1);
        });
      }),
      { numRuns: 3000, seed: 6 },
    );
  }, 60_000);

  it('withholds the same whatever the order of groups and tiers is, but for ties', () => {
    fc.assert(
      fc.property(tables, ({ counts, known }) => {
        const once = told(counts, known, 3);
        const again = told([...counts].reverse(), [...known].reverse(), 3);
        expect(again.totals).toEqual(once.totals);
      }),
    );
  });
});
