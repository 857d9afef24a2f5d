/** Numbers of which nobody knows beforehand how many there will be, 8 bytes each. */
export class NumberList {
  #values = new Float64Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = new Float64Array(this.#length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#length++] = value;
  }

  /** The numbers so far, as a view that later ones do not change. */
  values(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }
}
