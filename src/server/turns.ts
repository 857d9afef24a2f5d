/**
 * Lets requests in one after the other. Node handles everything that has arrived before it looks for more, and takes one
 * new connection each time: after a rush of requests that would be seconds, in which nobody else gets a word in. Who has
 * to wait here waits in the order of arrival, and in between there is a look for what else there is.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;

  /** Resolves when it is the caller's turn: at once, where nobody had one since the last look for more. */
  async take(): Promise<void> {
    if (this.#isTaken) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#isTaken = true;
    setImmediate(this.#next);
  }

  readonly #next = (): void => {
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.#isTaken = false;
      return;
    }
    next();
    setImmediate(this.#next);
  };
}
