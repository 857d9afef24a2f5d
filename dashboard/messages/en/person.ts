export const person = {
  scoreParts: 'What the score is made of',
  completion_rate: 'Completion rate',
  task_efficiency: 'Task efficiency',
  throughput: 'Throughput',
  avg_task_hours: 'Hours a task',
  completed_tasks: 'Tasks done',
  tierDistance: 'To the next tier',
  wouldCross: (feature: string, from: string, to: string) =>
    `${feature} from ${from} to ${to} would cross the border.`,
  stabilitySays: (share: string) => `Stays in this tier in ${share} of 200 other mixes of colleagues.`,
  anomaly: 'Why unusual',
  high: 'high',
  low: 'low',
  typical: (value: string) => `typical is ${value}`,
  points: 'points',
  unratedBecause: (reason: string) => `Unrated: ${reason}.`,
};
