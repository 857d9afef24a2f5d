import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import { shareWhile, useThreads } from '../math/parallel.ts';
import { Workspace } from '../math/workspace.ts';
import { analyze } from './analysis.ts';
import { answer as answerTo, type Task } from './task.ts';

/** What a worker thread of the evaluator does with a task: the answer's bytes are handed over, not copied. */
export async function analyzeInWorker(task: Task): Promise<unknown> {
  const answer = await answerTo(task);
  return move({ [transferableSymbol]: [answer.body.buffer], [valueSymbol]: answer });
}

const { threads, running, processors } = workerData;
useThreads(threads);
shareWhile(() => Atomics.load(running, 0) < processors);
Workspace.prepare();
warmUp();

/** The first requests should be as fast as all others: the compiler has seen the whole way before they come. */
function warmUp(): void {
  const people = Array.from({ length: 300 }, (_, i) => ({
    employee_id: i,
    name: null,
    completed_tasks: (i * 37) % 101,
    total_tasks: 101,
    avg_task_hours: 1 + ((i * 53) % 97) / 10,
  }));
  const body = new TextEncoder().encode(JSON.stringify(people));
  for (let i = 0; i < 5; i++) analyze({ body, options: {}, maxPeople: people.length });
}
