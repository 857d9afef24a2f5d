import { FEATURES } from '../evaluation/features.ts';
import { textsOf } from '../evaluation/people-texts.ts';
import type { Evaluation } from '../evaluation/pipeline.ts';
import { fillResults, resultColumns } from '../evaluation/result-columns.ts';
import type { PersonResult } from '../evaluation/results.ts';
import { QuotedColumn, type TextColumn } from '../math/line-text.ts';
import type { Workspace } from '../math/workspace.ts';
import { JsonLines, type Shape } from './json-lines.ts';

/** People of a batch: at most so many, and about so many bytes of what is the same in all of their lines. */
const MOST_PEOPLE = 2048;
const MOST_SAME_BYTES = 1 << 22;
/** The most that JSON takes for a character, for a value that is no text, and for all that a person has beside ids, names and extras. */
const CHARACTER_BYTES = 6;
const VALUE_BYTES = 32;
const OTHER_BYTES = 4096;

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
    const gatherer = waiting ?? gathererOf(evaluation, workspace, unrated);
    gatherers.push(gatherer);
    return gatherer(from);
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

/** Gathers as many people as have room in a batch, from one on, in memory that is used again for the next batch. */
type Gatherer = (from: number) => Batch;

function gathererOf(evaluation: Evaluation, workspace: Workspace | null, unrated: PersonResult[]): Gatherer {
  const { summaries, rating, rowOf, length } = evaluation;
  const texts = textsOf(summaries);
  const extras = summaries.extras.flatMap((extra, i) =>
    evaluation.extras.includes(extra.name) ? [{ extra, texts: texts?.extras[i] }] : [],
  );
  const sameBytes = extras.reduce((sum, { extra }) => sum + CHARACTER_BYTES * extra.name.length, 1000);
  const size = Math.min(length, MOST_PEOPLE, Math.ceil(MOST_SAME_BYTES / sameBytes));

  const json = new JsonLines(size, workspace);
  const ids = json.values();
  const names = json.values();
  const travelling = extras.map(({ extra, texts }) => ({ extra, texts, column: json.values() }));
  const results = resultColumns(size, () => json.numbers());
  const clusters = json.values();
  const anomalous = json.values();
  const anomalies = json.values();
  const next = json.values();
  const nextIsBetter = json.values();
  const changed = json.values();
  const whole = json.values();

  const written = (column: TextColumn): TextColumn | QuotedColumn =>
    texts === null ? column : new QuotedColumn(column);
  const shapeWith = (smallestChange: Shape | null): Shape => ({
    employee_id: texts?.idsAreNumbers ? ids : written(ids),
    name: written(names),
    ...Object.fromEntries(travelling.map(({ extra, column }) => [extra.name, written(column)])),
    performance_score: results.performanceScore,
    performance_cluster: clusters,
    is_anomaly: anomalous,
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
        next,
        next_is_better: nextIsBetter,
        distance_to_next: results.distanceToNext,
        smallest_change: smallestChange,
      },
      anomaly: anomalies,
    },
    unrated_reason: null,
  });
  const changeable = shapeWith({ feature: changed, from: results.changedFrom, to: results.changedTo });

  const [none, no, yes] = [null, false, true].map((value) => json.shared(value));
  const tiers = (rating?.standard.tiers ?? []).map(({ name }) => json.shared(name));
  const features = FEATURES.map((feature) => json.shared(feature));
  const batch = json.batch([changeable, shapeWith(null), whole]);

  const bytesOf = (i: number): number => {
    if (texts !== null) return OTHER_BYTES;
    let bytes = OTHER_BYTES + bytesOfValue(summaries.ids[i]) + bytesOfValue(summaries.names[i]);
    for (const { extra } of travelling) bytes += bytesOfValue(extra.values[i]);
    return bytes;
  };
  /** Puts the texts of people who are all written so among the values; answers with the person after the last of them. */
  const putBytes = (from: number): number => {
    if (texts === null) return Math.min(from + size, length);
    const { bytes, starts } = texts;
    const most = Math.min(from + size, length);
    let end = from;
    while (end < most && batch.hasRoom(starts[end + 1] - starts[from] + OTHER_BYTES)) end++;
    const begin = batch.putText(bytes.subarray(starts[from], starts[end]));
    const columns = [{ texts: texts.ids, column: ids }, { texts: texts.names, column: names }, ...travelling];
    for (const { texts: places, column } of columns) {
      for (let i = from; i < end; i++) {
        const at = 2 * (i - from);
        column[at] = places ? places[2 * i] - starts[from] + begin : 0;
        column[at + 1] = places ? places[2 * i + 1] : 0;
      }
    }
    return end;
  };
  const personAt = (i: number): PersonResult => {
    const person = evaluation.at(i);
    if (person.unrated_reason !== null) unrated.push(person);
    return person;
  };
  const putTexts = (i: number, at: number): void => {
    const row = rowOf[i];
    if (rating === null || !(row >= 0)) {
      batch.put(whole, at, personAt(i));
      return;
    }
    if (texts === null) {
      batch.put(ids, at, summaries.ids[i]);
      batch.put(names, at, summaries.names[i]);
      for (const { extra, column } of travelling) batch.put(column, at, extra.values[i]);
    }
    if (rating.anomalous[row] === 1) batch.put(anomalies, at, evaluation.reasons.get(row));
    else batch.putShared(anomalies, at, none);
  };
  const putResults = (at: number): void => {
    const tier = results.tier[at];
    if (tier < 0) {
      batch.shapeOf[at] = WHOLE;
      return;
    }
    const nextTier = results.next[at];
    const feature = results.changed[at];
    batch.shapeOf[at] = feature < 0 ? UNCHANGEABLE : CHANGEABLE;
    batch.putShared(clusters, at, tiers[tier]);
    batch.putShared(anomalous, at, results.isAnomaly[at] === 1 ? yes : no);
    batch.putShared(next, at, nextTier < 0 ? none : tiers[nextTier]);
    batch.putShared(nextIsBetter, at, nextTier < 0 ? none : nextTier < tier ? yes : no);
    if (feature >= 0) batch.putShared(changed, at, features[feature]);
  };

  return (from) => {
    batch.clear();
    const end = putBytes(from);
    let people = 0;
    for (; from + people < end && batch.hasRoom(bytesOf(from + people)); people++) {
      putTexts(from + people, people);
    }
    if (people === 0) {
      const line = new TextEncoder().encode(`,\n${JSON.stringify(personAt(from))}`);
      return { from, end: from + 1, begin: () => () => [line] };
    }
    fillResults(evaluation, from, from + people, results);
    for (let at = 0; at < people; at++) putResults(at);
    return { from, end: from + people, begin: () => batch.begin(people) };
  };
}

/** The most bytes that the JSON of a value takes. */
function bytesOfValue(value: unknown): number {
  return typeof value === 'string' ? CHARACTER_BYTES * value.length + 2 : VALUE_BYTES;
}

function withoutFirstByte([first, ...others]: readonly Uint8Array[]): Uint8Array[] {
  return [first.subarray(1), ...others];
}
