import type { Explanation, PersonResult } from '../evaluation/results.ts';
import type { JsonBytes } from './json-bytes.ts';

/**
 * What writes a person as JSON.stringify does, field by field, which takes a third of the time of looking up what fields
 * there are; `extras` are the names of those that travel along.
 */
export function personWriter(extras: readonly string[]): (json: JsonBytes, person: PersonResult) => void {
  // Objects have fields whose names are whole numbers before all others.
  if (extras.some((name) => /^\d+$/.test(name))) return (json, person) => json.value(person);
  const travelling = extras.map((name) => ({ name, mark: markOf(name) }));
  return (json, person) => {
    json.mark('{"employee_id":');
    json.value(person.employee_id);
    json.mark(',"name":');
    json.value(person.name);
    for (const { name, mark } of travelling) {
      const value = person[name];
      if (value === undefined) continue;
      json.bytes(mark);
      json.value(value);
    }
    json.mark(',"performance_score":');
    json.value(person.performance_score);
    json.mark(',"performance_cluster":');
    json.value(person.performance_cluster);
    json.mark(',"is_anomaly":');
    json.value(person.is_anomaly);
    json.mark(',"completion_rate":');
    json.value(person.completion_rate);
    json.mark(',"avg_task_hours":');
    json.value(person.avg_task_hours);
    json.mark(',"completed_tasks":');
    json.value(person.completed_tasks);
    json.mark(',"total_tasks":');
    json.value(person.total_tasks);
    json.mark(',"anomaly_score":');
    json.value(person.anomaly_score);
    json.mark(',"explanation":');
    if (person.explanation === null) json.mark('null');
    else writeExplanation(json, person.explanation);
    json.mark(',"unrated_reason":');
    json.value(person.unrated_reason);
    json.mark('}');
  };
}

function writeExplanation(json: JsonBytes, { score_parts, tier, anomaly }: Explanation): void {
  json.mark('{"score_parts":{"completion_rate":');
  json.value(score_parts.completion_rate);
  json.mark(',"task_efficiency":');
  json.value(score_parts.task_efficiency);
  json.mark(',"throughput":');
  json.value(score_parts.throughput);
  json.mark('},"tier":{"distance":');
  json.value(tier.distance);
  json.mark(',"next":');
  json.value(tier.next);
  json.mark(',"next_is_better":');
  json.value(tier.next_is_better);
  json.mark(',"distance_to_next":');
  json.value(tier.distance_to_next);
  json.mark(',"smallest_change":');
  const change = tier.smallest_change;
  if (change === null) json.mark('null');
  else {
    json.mark('{"feature":');
    json.value(change.feature);
    json.mark(',"from":');
    json.value(change.from);
    json.mark(',"to":');
    json.value(change.to);
    json.mark('}');
  }
  json.mark('},"anomaly":');
  json.value(anomaly);
  json.mark('}');
}

function markOf(name: string): Uint8Array {
  return new TextEncoder().encode(`,${JSON.stringify(name)}:`);
}
