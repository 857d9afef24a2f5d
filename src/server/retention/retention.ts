import { type SweepServices, sweep } from './sweep.ts';

/** Milliseconds between sweeps. */
const EVERY = 3_600_000;

/** Takes away, now and every hour, what is not to be kept any longer. */
export class Retention {
  readonly #services: SweepServices;
  readonly #failed: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(services: SweepServices, failed: (error: unknown) => void) {
    this.#services = services;
    this.#failed = failed;
  }

  start(): void {
    this.#timer = setInterval(() => this.#sweep(), EVERY).unref();
    this.#sweep();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  #sweep(): void {
    this.#sweeping = this.#sweeping.then(() => sweep(this.#services, new Date())).catch(this.#failed);
  }
}
