export {
  type Client,
  type ClientOptions,
  createClient,
  type EntryOf,
  type ListName,
  type ReadOptions,
  type RequestOf,
  type WriteOptions,
} from './client.ts';
export type { Heard } from './events.ts';
export * from './operations.ts';
export { ProblemError } from './problem.ts';
