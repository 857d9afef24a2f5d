import { once } from 'node:events';
import { InputError } from '../../errors.ts';
import type { CalculatorMessage, CalculatorOrder } from './calculator.ts';
import { workOn } from './work.ts';

/**
 * What a thread of the calculator does with an order: one part after the other, each when it is asked for. What is wrong
 * with the input is told in a message of its own, since an error that crosses threads is no InputError any more.
 */
export async function calculate({ name, task, port, left: isLeft }: CalculatorOrder): Promise<void> {
  const left = once(port, 'close').then(() => false);
  try {
    if (Atomics.load(isLeft, 0) === 1) return;
    for await (const part of workOn(name, task)) {
      const asked = once(port, 'message').then(() => true);
      if (Atomics.load(isLeft, 0) === 1) return;
      port.postMessage({ part } satisfies CalculatorMessage);
      if (!(await Promise.race([asked, left]))) return;
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { message, code, problems } = error;
    const asked = once(port, 'message');
    port.postMessage({ refused: { message, code, problems } } satisfies CalculatorMessage);
    await Promise.race([asked, left]);
  } finally {
    port.close();
  }
}

/** What a thread is asked for only to be there. */
export function nothing(): void {}
