import type { Messages } from '../en.ts';

export const welcome: Messages['welcome'] = {
  title: 'Willkommen bei Evenhand',
  says: 'Aus einer Datei mit Aufgaben werden Stufe und Punkte für alle, jeweils mit Gründen. Nichts zählt, bevor Sie es angesehen haben, und alles lässt sich zurücknehmen.',
  upload: 'Datei hochladen',
  uploadSays:
    'Eine Liste von Aufgaben, Zahlen je Person, eine Liste von Personen oder Beurteilungsbögen. Sie sehen, was erkannt wurde, bevor es zählt.',
  earlier: 'Früher gesendete Dateien',
  example: 'Erst einmal umsehen',
  exampleSays:
    'Eine erfundene Firma: sechzig Personen, sechs Quartale, und was echte Listen an Eigenheiten haben.',
  tryExample: 'Beispielfirma ausprobieren',
  reading: 'Das Beispiel wird gelesen',
  evaluating: (one, of) => `Quartal ${one} von ${of} wird bewertet`,
  exampleIsIn:
    'Die Beispielfirma ist da. Sie können sie jetzt oder später auf der Seite „Importe“ wieder zurücknehmen.',
  dataIsIn: 'Die Daten sind da',
  dataIsInSays: 'Bewerten Sie als Nächstes einen Zeitraum: Alle werden am selben Maßstab gemessen.',
};
