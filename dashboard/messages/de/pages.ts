import type { Messages } from '../en.ts';

export const pages: Messages['pages'] = {
  overview: 'Überblick',
  people: 'Personen',
  trends: 'Verlauf',
  map: 'Karte',
  audit: 'Protokoll',
  settings: 'Einstellungen',
  appraisals: 'Beurteilungen',
  standards: 'Maßstäbe',
  whatIf: 'Was wäre wenn',
  imports: 'Importe',
  jobs: 'Aufträge',
  me: 'Mein Ergebnis',
};
