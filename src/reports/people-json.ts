import { FEATURES } from '../evaluation/features.ts';
import { type PeopleTexts, textsOf } from '../evaluation/people-texts.ts';
import type { Evaluation } from '../evaluation/pipeline.ts';
import type { Summaries } from '../evaluation/records.ts';
import { fillResults, type ResultColumns, resultColumns } from '../evaluation/result-columns.ts';
import type { PersonResult } from '../evaluation/results.ts';
import { QuotedColumn, type TextColumn, type TextPlace } from '../math/line-text.ts';
import type { Workspace } from '../math/workspace.ts';
import { type JsonBatch, JsonLines, type Shape } from './json-lines.ts';

/** People of a batch: at most so many, and about so many bytes of what is the same in all of their lines. */
const MOST_PEOPLE = 2048;
const MOST_SAME_BYTES = 1 << 22;
/** The most that JSON takes for a character, for a value that is no text, and for all that a person has beside ids, names and extras. */
const CHARACTER_BYTES = 6;
const VALUE_BYTES = 32;
const OTHER_BYTES = 4096;

/** The most bytes of UTF-8 that a UTF-16 unit takes. */
const WIDEST_CHARACTER = 3;

/** What a line is: of a rated person whom a change would move to another tier, of one whom none would, or a person as a whole. */
const CHANGEABLE = 0;
const UNCHANGEABLE = 1;
const WHOLE = 2;

/**
 * People as JSON.stringify writes `evaluation.at(i)`, a line each with a comma before it but for the first one, in lists of
 * pieces; returns those who are unrated. They are written from columns, a batch at once, while the next batch is gathered.
 * A list's pieces last only until the list after the next is asked for.
 */
export function* peoplePieces(
  evaluation: Evaluation,
  workspace: Workspace | null,
): Generator<readonly Uint8Array[], PersonResult[]> {
  const unrated: PersonResult[] = [];
  const gatherers: Gatherer[] = [];
  const gather = (from: number): Batch | null => {
    if (from === evaluation.length) return null;
    const [waiting] = gatherers.length === 2 ? gatherers.splice(0, 1) : [];
    const gatherer = waiting ?? new Gatherer(evaluation, workspace, unrated);
    gatherers.push(gatherer);
    return gatherer.gather(from);
  };
  let next = gather(0);
  while (next !== null) {
    const { from, end, begin } = next;
    const finish = begin();
    let lines: Uint8Array[] = [];
    try {
      next = gather(end);
    } finally {
      lines = finish();
    }
    yield from === 0 ? withoutFirstByte(lines) : lines;
  }
  return unrated;
}

/** People one after the other whose lines can be written. */
interface Batch {
  readonly from: number;
  /** The person after the last of them. */
  readonly end: number;
  /** Begins to write, on other threads; what it returns ends that, and gives the lines in pieces. */
  begin(): () => Uint8Array[];
}

/**
 * Gathers people of an evaluation in batches, in memory that is used again for the next one. Its functions are methods: the
 * engine compiles those that are made anew for each evaluation again and again.
 */
class Gatherer {
  readonly #evaluation: Evaluation;
  readonly #texts: PeopleTexts | null;
  readonly #unrated: PersonResult[];
  readonly #size: number;
  readonly #ids: TextColumn;
  readonly #names: TextColumn;
  readonly #travelling: readonly Travelling[];
  readonly #results: ResultColumns;
  readonly #clusters: TextColumn;
  readonly #anomalous: TextColumn;
  readonly #anomalies: TextColumn;
  readonly #next: TextColumn;
  readonly #nextIsBetter: TextColumn;
  readonly #changed: TextColumn;
  readonly #whole: TextColumn;
  readonly #none: TextPlace;
  readonly #no: TextPlace;
  readonly #yes: TextPlace;
  readonly #tiers: readonly TextPlace[];
  readonly #features: readonly TextPlace[];
  readonly #batch: JsonBatch;

  /** Whoever is unrated is put into `unrated` when met. */
  constructor(evaluation: Evaluation, workspace: Workspace | null, unrated: PersonResult[]) {
    const { summaries, rating, length } = evaluation;
    const texts = textsOf(summaries);
    const extras = summaries.extras.flatMap((extra, i) =>
      evaluation.extras.includes(extra.name) ? [{ extra, texts: texts?.extras[i] }] : [],
    );
    const sameBytes = extras.reduce((sum, { extra }) => sum + CHARACTER_BYTES * extra.name.length, 1000);
    this.#evaluation = evaluation;
    this.#texts = texts;
    this.#unrated = unrated;
    this.#size = Math.min(length, MOST_PEOPLE, Math.ceil(MOST_SAME_BYTES / sameBytes));

    const json = new JsonLines(this.#size, workspace);
    this.#ids = json.values();
    this.#names = json.values();
    this.#travelling = extras.map((column) => ({ ...column, column: json.values() }));
    this.#results = resultColumns(this.#size, () => json.numbers());
    this.#clusters = json.values();
    this.#anomalous = json.values();
    this.#anomalies = json.values();
    this.#next = json.values();
    this.#nextIsBetter = json.values();
    this.#changed = json.values();
    this.#whole = json.values();
    const { changedFrom: from, changedTo: to } = this.#results;
    const changeable = this.#shapeWith({ feature: this.#changed, from, to });

    this.#none = json.shared(null);
    this.#no = json.shared(false);
    this.#yes = json.shared(true);
    this.#tiers = (rating?.standard.tiers ?? []).map(({ name }) => json.shared(name));
    this.#features = FEATURES.map((feature) => json.shared(feature));
    this.#batch = json.batch([changeable, this.#shapeWith(null), this.#whole]);
  }

  /** As many people as have room, from one on. */
  gather(from: number): Batch {
    const batch = this.#batch;
    batch.clear();
    const end = this.#putBytes(from);
    fillResults(this.#evaluation, from, end, this.#results);
    let people = 0;
    for (; from + people < end && batch.hasRoom(this.#bytesOf(from + people, people)); people++) {
      this.#put(from + people, people);
    }
    if (people === 0) {
      const line = new TextEncoder().encode(`,\n${JSON.stringify(this.#personAt(from))}`);
      return { from, end: from + 1, begin: () => () => [line] };
    }
    return { from, end: from + people, begin: () => batch.begin(people) };
  }

  #shapeWith(smallestChange: Shape | null): Shape {
    const texts = this.#texts;
    const results = this.#results;
    const written = (column: TextColumn): TextColumn | QuotedColumn =>
      texts === null ? column : new QuotedColumn(column);
    return {
      employee_id: texts?.idsAreNumbers ? this.#ids : written(this.#ids),
      name: written(this.#names),
      ...Object.fromEntries(this.#travelling.map(({ extra, column }) => [extra.name, written(column)])),
      performance_score: results.performanceScore,
      performance_cluster: this.#clusters,
      is_anomaly: this.#anomalous,
      completion_rate: results.completionRate,
      avg_task_hours: results.avgTaskHours,
      completed_tasks: results.completedTasks,
      total_tasks: results.totalTasks,
      anomaly_score: results.anomalyScore,
      explanation: {
        score_parts: {
          completion_rate: results.pointsFromCompletionRate,
          task_efficiency: results.pointsFromTaskEfficiency,
          throughput: results.pointsFromThroughput,
        },
        tier: {
          distance: results.distance,
          next: this.#next,
          next_is_better: this.#nextIsBetter,
          distance_to_next: results.distanceToNext,
          smallest_change: smallestChange,
        },
        anomaly: this.#anomalies,
      },
      unrated_reason: null,
    };
  }

  /** The most bytes that a person takes, at a place of the batch, beside the texts that are put there already. */
  #bytesOf(i: number, at: number): number {
    if (this.#results.tier[at] < 0) return WIDEST_CHARACTER * JSON.stringify(this.#evaluation.at(i)).length;
    if (this.#texts !== null) return OTHER_BYTES;
    const { ids, names } = this.#evaluation.summaries;
    let bytes = OTHER_BYTES + bytesOfValue(ids[i]) + bytesOfValue(names[i]);
    for (const { extra } of this.#travelling) bytes += bytesOfValue(extra.values[i]);
    return bytes;
  }

  /** Puts the texts of people who are all written so among the values; answers with the person after the last of them. */
  #putBytes(from: number): number {
    const most = Math.min(from + this.#size, this.#evaluation.length);
    if (this.#texts === null) return most;
    const { bytes, starts, ids, names } = this.#texts;
    const batch = this.#batch;
    let end = from;
    while (end < most && batch.hasRoom(starts[end + 1] - starts[from] + OTHER_BYTES)) end++;
    const begin = batch.putText(bytes.subarray(starts[from], starts[end]));
    const own = [
      { texts: ids, column: this.#ids },
      { texts: names, column: this.#names },
    ];
    for (const { texts: places, column } of [...own, ...this.#travelling]) {
      for (let i = from; i < end; i++) {
        const at = 2 * (i - from);
        column[at] = places ? places[2 * i] - starts[from] + begin : 0;
        column[at + 1] = places ? places[2 * i + 1] : 0;
      }
    }
    return end;
  }

  #personAt(i: number): PersonResult {
    const person = this.#evaluation.at(i);
    if (person.unrated_reason !== null) this.#unrated.push(person);
    return person;
  }

  /** Puts a person at a place of the batch. */
  #put(i: number, at: number): void {
    const batch = this.#batch;
    const results = this.#results;
    const tier = results.tier[at];
    if (tier < 0) {
      batch.shapeOf[at] = WHOLE;
      batch.put(this.#whole, at, this.#personAt(i));
      return;
    }
    if (this.#texts === null) {
      const { ids, names } = this.#evaluation.summaries;
      batch.put(this.#ids, at, ids[i]);
      batch.put(this.#names, at, names[i]);
      for (const { extra, column } of this.#travelling) batch.put(column, at, extra.values[i]);
    }
    const nextTier = results.next[at];
    const feature = results.changed[at];
    const isBetter = nextTier < tier ? this.#yes : this.#no;
    batch.shapeOf[at] = feature < 0 ? UNCHANGEABLE : CHANGEABLE;
    batch.putShared(this.#clusters, at, this.#tiers[tier]);
    const isAnomaly = results.isAnomaly[at] === 1;
    batch.putShared(this.#anomalous, at, isAnomaly ? this.#yes : this.#no);
    if (isAnomaly) batch.put(this.#anomalies, at, this.#evaluation.reasons?.get(this.#evaluation.rowOf[i]));
    else batch.putShared(this.#anomalies, at, this.#none);
    batch.putShared(this.#next, at, nextTier < 0 ? this.#none : this.#tiers[nextTier]);
    batch.putShared(this.#nextIsBetter, at, nextTier < 0 ? this.#none : isBetter);
    if (feature >= 0) batch.putShared(this.#changed, at, this.#features[feature]);
  }
}

/** A further column: where its texts stand, if they are kept as bytes, and where they are put. */
interface Travelling {
  readonly extra: Summaries['extras'][number];
  readonly texts: Int32Array | undefined;
  readonly column: TextColumn;
}

/** The most bytes that the JSON of a value takes. */
function bytesOfValue(value: unknown): number {
  return typeof value === 'string' ? CHARACTER_BYTES * value.length + 2 : VALUE_BYTES;
}

function withoutFirstByte([first, ...others]: readonly Uint8Array[]): Uint8Array[] {
  return [first.subarray(1), ...others];
}
