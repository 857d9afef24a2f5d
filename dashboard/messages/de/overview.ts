import type { Messages } from '../en.ts';

export const overview: Messages['overview'] = {
  tiers: 'Personen je Stufe',
  scores: 'Punkte',
  coverage: 'Abdeckung',
  rated: 'bewertet',
  unusual: 'Auffällige Personen',
  unusualSays: 'Erst hinsehen, dann loben oder tadeln.',
  borderline: 'Auf der Grenze',
  borderlineSays: 'Mit anderen Kollegen zum Vergleich kämen sie in eine andere Stufe.',
  dataErrors: 'Wahrscheinliche Datenfehler',
  dataErrorsSays: 'Diese Zahlen zuerst ansehen.',
  median: 'Median',
  quartiles: 'Mittlere Hälfte',
  seeAll: 'Alle ansehen',
  drift: 'Die Zahlen haben sich vom Maßstab entfernt: Passen Sie einen neuen an.',
  noEvaluation: 'Es gibt noch keine Bewertung',
  noEvaluationSays: 'Sobald es eine gibt, die Sie sehen dürfen, steht sie hier.',
  people: 'Personen',
  share: 'Anteil',
};
