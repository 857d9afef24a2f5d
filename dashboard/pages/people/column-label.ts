import type { Messages } from '../../messages/en.ts';
import type { PeopleColumn } from './people-view.ts';

/** What a column of people is called. */
export function columnLabel(column: PeopleColumn, { people }: Messages): string {
  const labels: Readonly<Record<PeopleColumn, string>> = {
    name: people.name,
    number: people.number,
    tier: people.tier,
    score: people.score,
    department: people.department,
    position: people.position,
    completed_tasks: people.completed,
    total_tasks: people.total,
    avg_task_hours: people.hours,
    stability: people.stability,
    signs: people.unusual,
  };
  return labels[column];
}
