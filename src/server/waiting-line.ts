/** Those who wait for a worker, in the order in which they came, and how many bytes they hold. */
export class WaitingLine {
  readonly #waiting = new Set<() => void>();
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  /** Resolves when it is the caller's turn; throws the signal's reason where it is aborted before. */
  turn(bytes: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(proceed);
        this.#bytes -= bytes;
        signal?.removeEventListener('abort', abandon);
      };
      const proceed = () => {
        leave();
        resolve();
      };
      const abandon = () => {
        leave();
        reject(signal?.reason);
      };
      this.#waiting.add(proceed);
      this.#bytes += bytes;
      signal?.addEventListener('abort', abandon);
    });
  }

  /** Lets the first proceed; false where nobody waits. */
  next(): boolean {
    const [first] = this.#waiting;
    first?.();
    return first !== undefined;
  }
}
