import { UsageError } from '../errors.ts';
import type { EvaluateOptions, Weights } from '../evaluation/options.ts';
import { choice, list, number, numberFrom, numberOr, pairs, type Values } from './options.ts';

/** The method's options, with the published defaults; what is allowed is checked where they are used. */
export const methodOptions = {
  weights: pairs(
    'PART=WEIGHT,...',
    'how much completion, efficiency and throughput count; they sum to 1. Default completion=0.4,efficiency=0.3,throughput=0.3',
  ),
  k: number('2..6', 'number of tiers; default 3'),
  'tier-names': list('NAME,...', 'names of the tiers, best first; default High,Medium,Low'),
  contamination: numberOr(
    'auto',
    'SHARE|auto',
    'share of people flagged as anomalies, above 0 and at most 0.5; default 0.05',
  ),
  'random-state': number('SEED', 'seed of everything random; default 42'),
  'min-tasks': number('NUMBER', 'tasks below which a person is unrated; default 1'),
  seeding: choice(
    ['k-means++', 'density'],
    'how the first centres are found: by seeded chance or from the densest people; default k-means++',
  ),
};

/** The options of an evaluation as the command was given them; what was not given is left out. */
export function evaluateOptionsFrom(values: Values<typeof methodOptions>): EvaluateOptions {
  const names = values['tier-names'];
  const clusters = values.k ?? names?.length;
  return {
    ...(values.weights && { weights: weightsFrom(values.weights) }),
    ...(clusters !== undefined && { clusters }),
    ...(names && { tierNames: names }),
    ...(values.contamination !== undefined && { contamination: values.contamination }),
    ...(values['random-state'] !== undefined && { randomState: values['random-state'] }),
    ...(values['min-tasks'] !== undefined && { minTasks: values['min-tasks'] }),
    ...(values.seeding && { seeding: values.seeding }),
  };
}

/** Throws UsageError where one of the method's options is given beside a standard, which brings its own. */
export function requireNoMethodOptions(values: Values<typeof methodOptions>): void {
  for (const name of Object.keys(methodOptions)) {
    if (Object.hasOwn(values, name)) {
      throw new UsageError(`--${name} cannot be given with --standard: a standard brings its own options`);
    }
  }
}

const PARTS: ReadonlyMap<string, keyof Weights> = new Map([
  ['completion', 'completionRate'],
  ['efficiency', 'taskEfficiency'],
  ['throughput', 'throughput'],
]);

function weightsFrom(given: ReadonlyMap<string, string>): Weights {
  const weights = new Map<keyof Weights, number>();
  for (const [name, value] of given) {
    const part = PARTS.get(name);
    if (part === undefined) {
      throw new UsageError(`--weights knows ${[...PARTS.keys()].join(', ')}, not "${name}"`);
    }
    weights.set(part, numberFrom(value, `--weights ${name}`));
  }
  const weightOf = (part: keyof Weights): number => {
    const weight = weights.get(part);
    if (weight === undefined) {
      throw new UsageError(
        `--weights must give all of ${[...PARTS.keys()].join(', ')}, such as completion=0.4,efficiency=0.3,throughput=0.3`,
      );
    }
    return weight;
  };
  return {
    completionRate: weightOf('completionRate'),
    taskEfficiency: weightOf('taskEfficiency'),
    throughput: weightOf('throughput'),
  };
}
