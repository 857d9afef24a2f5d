/** A thread that answers questions to a SQLite database, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { connect, Statements } from './sqlite-connection.ts';
import type { ScanAnswer, ScanOrder } from './sqlite-scan.ts';

const statements = new Statements(connect(String(workerData), true));

parentPort?.on('message', (order: ScanOrder | null) => {
  if (order === null) {
    statements.close();
    parentPort?.close();
  } else {
    parentPort?.postMessage(answerTo(order));
  }
});

function answerTo({ number, text, parameters }: ScanOrder): ScanAnswer {
  try {
    return { number, answer: statements.run(text, parameters) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    return { number, failure: { message: error instanceof Error ? error.message : String(error), code } };
  }
}
