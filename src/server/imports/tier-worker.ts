import { parentPort, workerData } from 'node:worker_threads';
import { useThreads } from '../../math/parallel.ts';
import { type TierQuestion, tierMoves } from './tier-moves.ts';

useThreads(1);
const question: TierQuestion = workerData;
parentPort?.postMessage(tierMoves(question));
