import { hash, verify } from '@node-rs/argon2';
import { BusyError } from '../evaluator.ts';
import { normalPassword } from './weak-passwords.ts';

/**
 * Cost of argon2id: 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet, its first recommendation is the
 * like). The library's algorithm is argon2id.
 */
export const COST = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };
/** Passwords that are looked at together; each takes a core and its memory. */
const AT_ONCE = 1;
/** Passwords that may wait. Whoever comes then is told that the server is busy. */
const MAY_WAIT = 50;

/** Makes and checks what is kept of passwords; few at once, so that nobody who logs in slows the others down. */
export class Passwords {
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  #nobodys: Promise<string> | undefined;

  /** Throws BusyError where as many wait as may wait: nothing else need be done then. */
  requireRoom(): void {
    if (this.#running >= AT_ONCE && this.#waiting.length >= MAY_WAIT) {
      throw new BusyError('too many people log in just now');
    }
  }

  /** What is kept of a password. */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(normalPassword(password), COST));
  }

  /**
   * Whether a password is the one of which `kept` was made. Where there is none, it takes just as long to say no, so
   * that nobody learns from the time which accounts there are.
   */
  async matches(kept: string | null, password: string): Promise<boolean> {
    this.#nobodys ??= hash('nobody has this password', COST);
    const nobodys = await this.#nobodys;
    const isRight = await this.#inTurn(() => verify(kept ?? nobodys, normalPassword(password)));
    return isRight && kept !== null;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.requireRoom();
    if (this.#running >= AT_ONCE) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running++;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
