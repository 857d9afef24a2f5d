import { once } from 'node:events';
import type { CalculatorOrder } from './calculator.ts';
import { workOn } from './work.ts';

/** What a thread of the calculator does with an order: one part after the other, each when it is asked for. */
export async function calculate({ name, task, port }: CalculatorOrder): Promise<void> {
  const left = once(port, 'close').then(() => false);
  try {
    for await (const part of workOn(name, task)) {
      const asked = once(port, 'message').then(() => true);
      port.postMessage(part);
      if (!(await Promise.race([asked, left]))) return;
    }
  } finally {
    port.close();
  }
}
