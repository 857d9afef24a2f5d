import type { ReadOptions } from './data/files/read-tasks.ts';
import { InputError, UsageError } from './errors.ts';
import { StandardScaler } from './estimators/standard-scaler.ts';
import type { EvaluateOptions } from './evaluation/options.ts';
import type { Standard } from './evaluation/standard.ts';

/** How `analyze` reads and evaluates; a `standard` is applied instead of fitting one, and brings its own options. */
export interface AnalyzeOptions extends EvaluateOptions, ReadOptions {
  readonly standard?: Standard;
}

/** Throws where JavaScript, which knows no types, was told something that would be silently ignored or break later. */
export function requireUsable(input: unknown, options: AnalyzeOptions): void {
  if (typeof input !== 'string' && !Array.isArray(input)) {
    throw new InputError('give a path, or an array of records');
  }
  const known: readonly string[] = [...METHOD_OPTIONS, ...READ_OPTIONS, 'standard'];
  const unknown = Object.keys(options).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new UsageError(`there is no option ${unknown.join(', ')}; there are ${known.join(', ')}`);
  }
  const reading = READ_OPTIONS.filter((name) => options[name] !== undefined);
  if (Array.isArray(input) && reading.length > 0) {
    throw new UsageError(`${reading.join(', ')}: for files only; records in memory are summaries`);
  }
  const { standard } = options;
  if (standard === undefined) return;
  if (!(standard.scaler instanceof StandardScaler)) {
    throw new UsageError('the standard must be what parseStandard made of its text');
  }
  const beside = METHOD_OPTIONS.filter((name) => options[name] !== undefined);
  if (beside.length > 0) {
    throw new UsageError(
      `a standard brings its own options: leave out ${beside.join(', ')}, or the standard`,
    );
  }
}

const METHOD_OPTIONS = [
  'weights',
  'clusters',
  'tierNames',
  'contamination',
  'randomState',
  'minTasks',
  'seeding',
] as const satisfies (keyof EvaluateOptions)[];
const READ_OPTIONS = [
  'map',
  'done',
  'exclude',
  'from',
  'to',
  'dateFormat',
  'decimal',
  'delimiter',
  'sheet',
  'stdin',
] as const satisfies (keyof ReadOptions)[];
