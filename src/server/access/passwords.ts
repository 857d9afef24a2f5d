import { hash, verify } from '@node-rs/argon2';
import { BusyError } from '../evaluator.ts';

/** Characters of a password. */
export const PASSWORD_LENGTH = { least: 12, most: 256 };

/**
 * Cost of argon2id: 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet, its first recommendation is the
 * like). The library's algorithm is argon2id.
 */
const COST = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };
/** Passwords that are looked at together; each takes a core and its memory. */
const AT_ONCE = 1;
/** Passwords that may wait. Whoever comes then is told that the server is busy. */
const MAY_WAIT = 50;

/** Makes and checks what is kept of passwords; few at once, so that nobody who logs in slows the others down. */
export class Passwords {
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  #nobodys: Promise<string> | undefined;

  /** What is kept of a password. */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(normal(password), COST));
  }

  /**
   * Whether a password is the one of which `kept` was made. Where there is none, it takes just as long to say no, so
   * that nobody learns from the time which accounts there are.
   */
  async matches(kept: string | null, password: string): Promise<boolean> {
    this.#nobodys ??= hash('nobody has this password', COST);
    const nobodys = await this.#nobodys;
    const isRight = await this.#inTurn(() => verify(kept ?? nobodys, normal(password)));
    return isRight && kept !== null;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) {
      if (this.#waiting.length >= MAY_WAIT) throw new BusyError('too many people log in just now');
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

/** Why a password will not do; null where it will. `about` are words of its owner. */
export function weaknessOf(password: string, about: readonly string[]): string | null {
  const plain = normal(password);
  const { least, most } = PASSWORD_LENGTH;
  const length = [...plain].length;
  if (length < least) return `it must have at least ${least} characters`;
  if (length > most) return `it must have at most ${most} characters`;
  const folded = plain.toLowerCase();
  if (new Set(folded).size < 5) return 'it has too few different characters';
  if (isSequence(folded)) return 'it is a sequence of neighbours';
  let rest = folded;
  for (const word of [...about, ...COMMON].map((one) => normal(one).toLowerCase())) {
    if (word.length >= 3) rest = rest.replaceAll(word, '');
  }
  if (rest.replace(/[\d\p{P}\p{S}\s]/gu, '').length < 4 && [...rest].length < 8) {
    return 'it is made of words that everybody would try: the name, the address, "password" and the like';
  }
  return null;
}

/** Words of which the most used passwords are made. */
const COMMON = [
  'password', 'passwort', 'passw0rd', 'p@ssw0rd', 'p@ssword', 'qwertyuiop', 'qwerty', 'qwertz', 'azerty', 'asdfghjkl',
  'asdfgh', 'zxcvbnm', 'yxcvbnm', '1q2w3e4r5t', '1q2w3e4r', '1qaz2wsx', 'qazwsx', 'iloveyou', 'letmein', 'welcome', 'willkommen',
  'admin', 'administrator', 'root', 'login', 'user', 'guest', 'test', 'default', 'changeme', 'secret', 'geheim', 'master',
  'hallo', 'hello', 'monkey', 'dragon', 'sunshine', 'princess', 'football', 'baseball', 'superman', 'batman', 'starwars',
  'trustno1', 'abc123', 'abcdef', '123456789', '12345678', '1234567', '123456', '12345', '1234', '123', 'summer', 'winter',
  'sommer', 'spring', 'autumn', 'evenhand', 'company', 'firma', 'january', 'december',
]; // biome-ignore format: a list of words

function isSequence(text: string): boolean {
  const points = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(points.slice(1).map((point, i) => point - points[i]));
  return steps.size === 1 && Math.abs([...steps][0]) <= 1;
}

/** The same password, on whichever keyboard it was typed. */
function normal(password: string): string {
  return password.normalize('NFKC');
}
