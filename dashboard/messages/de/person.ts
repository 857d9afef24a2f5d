import type { Messages } from '../en.ts';

export const person: Messages['person'] = {
  scoreParts: 'Woraus die Punkte bestehen',
  completion_rate: 'Erledigungsquote',
  task_efficiency: 'Effizienz',
  throughput: 'Durchsatz',
  avg_task_hours: 'Stunden je Aufgabe',
  completed_tasks: 'Erledigte Aufgaben',
  tierDistance: 'Bis zur nächsten Stufe',
  wouldCross: (feature, from, to) => `${feature} von ${from} auf ${to} würde die Grenze überschreiten.`,
  stabilitySays: (share) =>
    `Bleibt in ${share} von 200 anderen Zusammenstellungen der Kollegen in dieser Stufe.`,
  anomaly: 'Was auffällt',
  high: 'hoch',
  low: 'niedrig',
  typical: (value) => `üblich ist ${value}`,
  points: 'Punkte',
  unratedBecause: (reason) => `Ohne Bewertung: ${reason}.`,
};
