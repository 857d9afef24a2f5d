import type { Messages } from '../en.ts';

export const release: Messages['release'] = {
  release: 'Freigeben …',
  takeBack: 'Zurücknehmen',
  since: (day, by) => (by ? `Freigegeben am ${day} von ${by}` : `Freigegeben am ${day}`),
  title: (name) => `Ergebnisse von ${name} freigeben`,
  submit: 'Freigeben',
  whoSees: (results) => `Wer diese ${results} Ergebnisse von da an sieht`,
  seeing: {
    employees:
      'Mitarbeitende: das eigene Ergebnis, die Zahlen dahinter, wie jede zählte und was es ändern würde. Sie können es kommentieren und ihm widersprechen.',
    managers: 'Führungskräfte: dasselbe von allen, die unmittelbar oder mittelbar an sie berichten.',
    others:
      'Sonst sieht niemand mehr als zuvor: Verwaltung, Auswertung und Prüfung sehen die Ergebnisse schon.',
    groups: 'Wie alle zusammen abschnitten, außer bei Gruppen, die zu klein sind, um jemanden zu verbergen.',
    you: 'Ihr Name, und was Sie hier schreiben, stehen neben den Ergebnissen.',
  },
  review: 'Was zuvor angesehen wurde',
  reviewSays: 'Auffälligkeiten, wahrscheinliche Datenfehler, Personen auf der Grenze.',
  released: (name) => `Die Ergebnisse von ${name} sind freigegeben.`,
  withdrawn: (name) =>
    `Die Freigabe von ${name} ist zurückgenommen: Nur Auswertung, Verwaltung und Prüfung sehen die Ergebnisse.`,
};
