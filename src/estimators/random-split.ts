import { XorShift } from '../math/random.ts';
import type { TreeSample } from './isolation-tree.ts';

export interface Split {
  readonly feature: number;
  readonly threshold: number;
  /** The first row, in the splitter's order, that goes right. */
  readonly middle: number;
  /** How many columns are now known to be constant among the rows that were split. */
  readonly constants: number;
}

/** A range of at most this, in 32-bit arithmetic, counts as constant. */
const CONSTANT_RANGE = Math.fround(1e-7);

/** Draws random splits, column and threshold, in the manner and order of scikit-learn's `RandomSplitter`. */
export class RandomSplitter {
  /** The sample's rows in the order of the splits so far: a node's rows stand together. */
  readonly order: Int32Array;
  readonly #sample: TreeSample;
  readonly #random: XorShift;
  /** The columns, partly shuffled; those known to be constant at the node in hand come first. */
  readonly #features: Int32Array;
  /** The constant columns of the node last split, in the order they were found from the root down. */
  readonly #constant: Int32Array;
  readonly #values: Float32Array;

  constructor(sample: TreeSample, random: XorShift) {
    this.order = new Int32Array(sample.rows);
    for (let i = 0; i < sample.rows; i++) this.order[i] = i;
    this.#sample = sample;
    this.#random = random;
    this.#features = Int32Array.from({ length: sample.columns }, (_, j) => j);
    this.#constant = new Int32Array(sample.columns);
    this.#values = new Float32Array(sample.rows);
  }

  /**
   * Splits rows `start` to `end - 1` of the order by a random column and threshold, and reorders them; null where
   * every column is constant. `known` columns are constant here because they were in an ancestor.
   */
  split(start: number, end: number, known: number): Split | null {
    const { columns } = this.#sample;
    const features = this.#features;
    let drawnKnown = 0;
    let found = 0;
    let split: Split | null = null;
    while (known + found < columns) {
      const drawn = drawnKnown + (this.#random.next() % (columns - found - drawnKnown));
      if (drawn < known) {
        swap(features, drawn, drawnKnown++);
        continue;
      }
      const place = drawn + found;
      const feature = features[place];
      const [smallest, largest] = this.#read(feature, start, end);
      if (largest <= Math.fround(smallest + CONSTANT_RANGE)) {
        swap(features, place, known + found++);
        continue;
      }
      swap(features, place, columns - 1);
      const threshold = this.#drawThreshold(smallest, largest);
      const middle = this.#partition(threshold, start, end);
      if (middle < end) split = { feature, threshold, middle, constants: known + found };
      break;
    }
    this.#keepConstants(known, found);
    return split;
  }

  /** Copies the rows' values of a column; returns the smallest and the largest. */
  #read(feature: number, start: number, end: number): [number, number] {
    const { columns, values } = this.#sample;
    const { order } = this;
    const read = this.#values;
    let smallest = Number.POSITIVE_INFINITY;
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = start; i < end; i++) {
      const value = values[order[i] * columns + feature];
      read[i] = value;
      if (value < smallest) smallest = value;
      if (value > largest) largest = value;
    }
    return [smallest, largest];
  }

  #drawThreshold(smallest: number, largest: number): number {
    const threshold = ((largest - smallest) * this.#random.next()) / XorShift.largest + smallest;
    return threshold === largest ? smallest : threshold;
  }

  /** Puts the rows of at most the threshold first; returns where the others begin. */
  #partition(threshold: number, start: number, end: number): number {
    const { order } = this;
    const values = this.#values;
    let next = start;
    let middle = end;
    while (next < middle) {
      if (values[next] <= threshold) {
        next++;
      } else {
        middle--;
        swap(values, next, middle);
        swap(order, next, middle);
      }
    }
    return middle;
  }

  /** Restores the order of the columns known before, and notes those found now, for the node's children and siblings. */
  #keepConstants(known: number, found: number): void {
    const features = this.#features;
    const constant = this.#constant;
    for (let j = 0; j < known; j++) features[j] = constant[j];
    for (let j = known; j < known + found; j++) constant[j] = features[j];
  }
}

function swap(values: Int32Array | Float32Array, a: number, b: number): void {
  const value = values[a];
  values[a] = values[b];
  values[b] = value;
}
