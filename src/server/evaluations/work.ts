import type { Kysely } from 'kysely';
import { openReader } from '../../data/store/open-store.ts';
import type { Database } from '../../data/store/schema.ts';
import { type ComparisonPart, type ComparisonTask, comparePeriod } from '../imports/compare-period.ts';
import type { GroupPoint } from '../trends/group-point.ts';
import {
  type MoversAnswer,
  type MoversTask,
  type MovesAnswer,
  type MovesTask,
  moversOf,
  movesOf,
} from '../trends/moves.ts';
import type { PersonPoint } from '../trends/person-point.ts';
import { type StandardDrift, type StandardDriftTask, standardDrift } from '../trends/standard-drift.ts';
import {
  type GroupTrendTask,
  groupTrend,
  type PersonTrendTask,
  personTrend,
  type TrendAnswer,
} from '../trends/trend.ts';
import { type EvaluationPart, type EvaluationTask, evaluatePeople } from './evaluate-people.ts';
import { type ExportTask, exportResults } from './export-results.ts';
import { type GroupsAnswer, type GroupsTask, groupsOf } from './groups.ts';
import { type PeopleMapPart, type PeopleMapTask, peopleMapOf } from './people-map.ts';
import { type FittedWhatIf, fitWhatIf, type WhatIfAnswer, type WhatIfTask, whatIfOf } from './what-if.ts';
import {
  fitWhatIfFloors,
  type WhatIfFloorsAnswer,
  type WhatIfFloorsTask,
  whatIfFloorsOf,
} from './what-if-floors.ts';

/** Everything that is computed from the store's records: what is asked, and what each part of the answer is. */
export interface Work {
  readonly evaluate: { readonly task: EvaluationTask; readonly part: EvaluationPart };
  readonly exportResults: { readonly task: ExportTask; readonly part: number };
  readonly groups: { readonly task: GroupsTask; readonly part: GroupsAnswer };
  readonly peopleMap: { readonly task: PeopleMapTask; readonly part: PeopleMapPart };
  readonly compareImport: { readonly task: ComparisonTask; readonly part: ComparisonPart };
  readonly personTrend: { readonly task: PersonTrendTask; readonly part: TrendAnswer<PersonPoint> };
  readonly groupTrend: { readonly task: GroupTrendTask; readonly part: TrendAnswer<GroupPoint> };
  readonly moves: { readonly task: MovesTask; readonly part: MovesAnswer };
  readonly movers: { readonly task: MoversTask; readonly part: MoversAnswer };
  readonly standardDrift: { readonly task: StandardDriftTask; readonly part: StandardDrift };
  readonly whatIf: { readonly task: WhatIfTask; readonly part: WhatIfAnswer };
  readonly whatIfFloors: { readonly task: WhatIfFloorsTask; readonly part: WhatIfFloorsAnswer };
  readonly fitWhatIf: { readonly task: WhatIfTask; readonly part: FittedWhatIf };
  readonly fitWhatIfFloors: { readonly task: WhatIfFloorsTask; readonly part: FittedWhatIf };
}

export type WorkName = keyof Work;

const WORK: {
  readonly [K in WorkName]: (db: Kysely<Database>, task: Work[K]['task']) => AsyncIterable<Work[K]['part']>;
} = {
  evaluate: evaluatePeople,
  exportResults,
  groups: groupsOf,
  peopleMap: peopleMapOf,
  compareImport: comparePeriod,
  personTrend,
  groupTrend,
  moves: movesOf,
  movers: moversOf,
  standardDrift,
  whatIf: whatIfOf,
  whatIfFloors: whatIfFloorsOf,
  fitWhatIf,
  fitWhatIfFloors,
};

/** The parts of an answer, made from what the store at `task.place` keeps now. */
export async function* workOn<K extends WorkName>(
  name: K,
  task: Work[K]['task'],
): AsyncGenerator<Work[K]['part']> {
  const db = await openReader(task.place);
  try {
    yield* WORK[name](db, task);
  } finally {
    await db.destroy();
  }
}
