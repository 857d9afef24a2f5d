/** How many people of each group are in each class, before anything is withheld: one row a group, one column a class. */
export interface CountTable {
  /** People by group and class: whole numbers from 0. */
  readonly counts: readonly (readonly number[])[];
  /** How many of them the reader knows one by one. */
  readonly known: readonly (readonly number[])[];
  /** Groups that are withheld whole: neither how many people they have is told, nor that they have any. */
  readonly withheldGroups: readonly boolean[];
  /** All groups together, where a reader knows them: null for classes of which that is withheld. */
  readonly totals: readonly (number | null)[] | null;
}

/**
 * Which cells of a table of people are withheld, so that nobody learns of fewer than `least` people: null for a withheld
 * cell. The sums of groups are known but for those that are withheld whole, and of these the sum of all.
 *
 * First every cell of 1 to `least` - 1 people, or of so many whom the reader does not know one by one. Then, for every
 * one of these that could be computed, the fewest people that make it uncertain: a cell can be computed unless it lies on
 * a cycle of withheld cells along which somebody can be moved on from each to the next with all sums as they are
 * (Gusfield, A graph theoretic approach to statistical data security, SIAM J. Comput. 17, 1988), and no cell below what the
 * reader knows to be in it: those whom they know, and one. Where there is no such cycle, the whole row is withheld, zeros
 * too. O(cells) for every withheld cell, and O(cells log cells) for one that could be computed.
 */
export function withoutSmallCells(table: CountTable, least: number): (number | null)[][] {
  const { counts, known, withheldGroups } = table;
  const cells = new Cells(table);
  counts.forEach((row, r) => {
    row.forEach((count, c) => {
      if (withheldGroups[r] || isSmall(count, known[r][c], least)) cells.withhold(r, c);
    });
  });
  cells.protect(least);
  return counts.map((row, r) => row.map((count, c) => (cells.isWithheld(r, c) ? null : count)));
}

/** The same for one row by itself, of which the sum is known, to readers who know nobody in it. */
export function withoutSmallCounts(counts: readonly number[], least: number): (number | null)[] {
  const known = [counts.map(() => 0)];
  return withoutSmallCells({ counts: [counts], known, withheldGroups: [false], totals: null }, least)[0];
}

/** Whether so many people, of whom the reader knows so many, are too few to be told of. */
export function isSmall(count: number, known: number, least: number): boolean {
  const isFew = (people: number) => people > 0 && people < least;
  return isFew(count) || isFew(count - known);
}

/**
 * Which groups are withheld whole, where everybody knows how many people all groups have together: those of too few
 * people, and where these could be computed, or are too few together, the next larger ones.
 */
export function smallGroups(sizes: readonly number[], known: readonly number[], least: number): boolean[] {
  const withheld = sizes.map((size, i) => isSmall(size, known[i], least));
  const bySize = [...sizes.keys()].filter((i) => sizes[i] > 0).sort((a, b) => sizes[a] - sizes[b] || a - b);
  for (const next of bySize.filter((i) => !withheld[i])) {
    const those = bySize.filter((i) => withheld[i]);
    const people = those.reduce((sum, i) => sum + sizes[i], 0);
    const strangers = those.reduce((sum, i) => sum + sizes[i] - known[i], 0);
    const isUncertain = those.length > 1 && those.some((i) => sizes[i] > known[i]);
    if (those.length === 0 || (isUncertain && !isSmall(people, people - strangers, least))) break;
    withheld[next] = true;
  }
  return withheld;
}

/** A step from a node of the graph to another: what it costs, and the cell that is withheld for it. */
interface Step {
  readonly to: number;
  readonly cost: number;
  readonly cell: number;
}

/**
 * The cells as a graph: rows and columns are its nodes, and a cell is a way from its row to its column where somebody may
 * be added to it, and back where somebody may be taken away. Sums are cells of a last row and a last column, with the sign
 * turned, so that everything in a row or a column adds up to nothing.
 */
class Cells {
  readonly #rows: number;
  readonly #columns: number;
  readonly #counts: number[][];
  readonly #known: number[][];
  readonly #withheld: boolean[][];
  /** Rows of which all is withheld, zeros too: nobody knows that there is anybody in a cell. */
  readonly #whole: boolean[];
  readonly #hasTotals: boolean;

  constructor({ counts, known, withheldGroups, totals }: CountTable) {
    const groups = counts.length;
    this.#hasTotals = totals !== null;
    this.#columns = (counts[0]?.length ?? 0) + 1;
    this.#rows = groups + 1;
    const withSums = (table: readonly (readonly number[])[]) => {
      const all = table.map((row) => [...row, sum(row)]);
      return [...all, Array.from({ length: this.#columns }, (_, c) => sum(all.map((row) => row[c])))];
    };
    this.#counts = withSums(counts);
    this.#known = withSums(known);
    this.#whole = [...withheldGroups, false];
    this.#withheld = this.#counts.map((row, r) =>
      row.map((_, c) => {
        if (r < groups) return c === this.#columns - 1 && withheldGroups[r];
        return c < this.#columns - 1 && totals !== null && totals[c] === null;
      }),
    );
  }

  withhold(r: number, c: number): void {
    this.#withheld[r][c] = true;
  }

  isWithheld(r: number, c: number): boolean {
    return this.#withheld[r][c];
  }

  /** Withholds more, until no withheld cell of few people, among them some whom the reader does not know, can be computed. */
  protect(least: number): void {
    for (let isMore = true; isMore; ) {
      isMore = false;
      for (let r = 0; r < this.#rows; r++) {
        for (let c = 0; c < this.#columns; c++) {
          const [count, known] = [this.#counts[r][c], this.#known[r][c]];
          if (!this.#withheld[r][c] || count === known || !isSmall(count, known, least)) continue;
          if (this.#isUncertain(r, c)) continue;
          if (this.#makeUncertain(r, c) || this.#withholdWhole(r)) isMore = true;
        }
      }
    }
  }

  #isUncertain(r: number, c: number): boolean {
    return this.#cheapestCycle(r, c, false) !== null;
  }

  /** Withholds the fewest people with whom a cell is uncertain; false where nobody would do. */
  #makeUncertain(r: number, c: number): boolean {
    const cells = this.#cheapestCycle(r, c, true);
    for (const cell of cells ?? []) {
      this.#withheld[Math.floor(cell / this.#columns)][cell % this.#columns] = true;
    }
    return cells !== null;
  }

  /** Withholds all of a row, or of all groups where it is the sums' or nothing is left of the row; false where nothing is left. */
  #withholdWhole(r: number): boolean {
    const groups = [...Array(this.#rows - 1).keys()];
    const more = r < this.#rows - 1 && !this.#whole[r] ? [r] : groups.filter((group) => !this.#whole[group]);
    for (const group of more) {
      this.#whole[group] = true;
      this.#withheld[group].fill(true, 0, this.#columns - 1);
    }
    return more.length > 0;
  }

  /** The cells to be withheld so that a cell lies on a cycle; null where it cannot. */
  #cheapestCycle(r: number, c: number, mayWithhold: boolean): readonly number[] | null {
    const [row, column] = [r, this.#rows + c];
    const here = r * this.#columns + c;
    const [up, down] = [this.#mayGrow(r, c), this.#mayShrink(r, c)];
    const back = up ? this.#path(column, row, here, mayWithhold) : null;
    const forth =
      down && (back === null || back.cost > 0) ? this.#path(row, column, here, mayWithhold) : null;
    const best = forth !== null && (back === null || forth.cost < back.cost) ? forth : back;
    return best?.cells ?? null;
  }

  #path(from: number, to: number, but: number, mayWithhold: boolean) {
    const best = new Map<number, number>([[from, 0]]);
    const before = new Map<number, { readonly node: number; readonly cell: number }>();
    const done = new Set<number>();
    const waiting = new Waiting();
    waiting.add(from, 0);
    for (let next = waiting.take(); next !== null; next = waiting.take()) {
      const { node, cost } = next;
      if (node === to) {
        const cells: number[] = [];
        for (let at = before.get(to); at !== undefined; at = before.get(at.node)) {
          if (at.cell >= 0) cells.push(at.cell);
        }
        return { cost, cells };
      }
      if (done.has(node)) continue;
      done.add(node);
      for (const step of this.#steps(node, but, mayWithhold)) {
        const sum = cost + step.cost;
        if (sum >= (best.get(step.to) ?? Number.POSITIVE_INFINITY)) continue;
        best.set(step.to, sum);
        before.set(step.to, { node, cell: step.cell });
        waiting.add(step.to, sum);
      }
    }
    return null;
  }

  *#steps(node: number, but: number, mayWithhold: boolean): Iterable<Step> {
    const isRow = node < this.#rows;
    const columns = this.#columns;
    const length = isRow ? columns : this.#rows;
    for (let i = 0; i < length; i++) {
      const [r, c] = isRow ? [node, i] : [i, node - this.#rows];
      const cell = r * columns + c;
      const cost = this.#cost(r, c, mayWithhold);
      if (cell === but || cost === null) continue;
      if (isRow ? this.#mayGrow(r, c) : this.#mayShrink(r, c)) {
        yield { to: isRow ? this.#rows + i : i, cost, cell: cost > 0 ? cell : -1 };
      }
    }
    // Where nobody knows the sums of columns, people go from one to the other as they like.
    if (isRow || this.#hasTotals || node === this.#rows + columns - 1) return;
    for (let c = 0; c < columns - 1; c++) yield { to: this.#rows + c, cost: 0, cell: -1 };
  }

  /** What it costs to take a cell into a cycle: nothing where it is withheld, else its people; null where it cannot be withheld. */
  #cost(r: number, c: number, mayWithhold: boolean): number | null {
    if (this.#withheld[r][c]) return 0;
    const isSum = r === this.#rows - 1 || c === this.#columns - 1;
    return mayWithhold && !isSum && this.#counts[r][c] > 0 ? this.#counts[r][c] : null;
  }

  /** Whether y may rise: the cell itself, or a sum fall. */
  #mayGrow(r: number, c: number): boolean {
    return this.#isTurned(r, c) ? this.#hasRoom(r, c) : true;
  }

  #mayShrink(r: number, c: number): boolean {
    return this.#isTurned(r, c) ? true : this.#hasRoom(r, c);
  }

  #isTurned(r: number, c: number): boolean {
    return (r === this.#rows - 1) !== (c === this.#columns - 1);
  }

  /** Whether there may be fewer people in a cell, for all that is known. */
  #hasRoom(r: number, c: number): boolean {
    return this.#counts[r][c] > Math.max(this.#whole[r] ? 0 : 1, this.#known[r][c]);
  }
}

/** Nodes that wait to be looked at, the nearest first. */
class Waiting {
  readonly #heap: { readonly node: number; readonly cost: number }[] = [];

  add(node: number, cost: number): void {
    const heap = this.#heap;
    let at = heap.push({ node, cost }) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (heap[above].cost <= heap[at].cost) break;
      [heap[above], heap[at]] = [heap[at], heap[above]];
      at = above;
    }
  }

  take(): { readonly node: number; readonly cost: number } | null {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined) return null;
    if (heap.length > 0) {
      heap[0] = last;
      for (let at = 0; ; ) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        const least = right < heap.length && heap[right].cost < heap[left].cost ? right : left;
        if (least >= heap.length || heap[least].cost >= heap[at].cost) break;
        [heap[at], heap[least]] = [heap[least], heap[at]];
        at = least;
      }
    }
    return first;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
