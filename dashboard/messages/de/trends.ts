import type { Messages } from '../en.ts';

export const trends: Messages['trends'] = {
  company: 'Alle',
  standard: 'Gemessen an',
  version: (name, version) => `${name}, Version ${version}`,
  length: 'Zeiträume',
  mostCommon: 'Die häufigste Länge',
  lengths: { month: 'Monate', quarter: 'Quartale', 'half-year': 'Halbjahre', year: 'Jahre' },
  scores: (who) => `Punkte: ${who}`,
  tiers: 'Anteile der Stufen',
  median: 'Median',
  middleHalf: 'Mittlere Hälfte',
  lowerQuartile: 'Unteres Quartil',
  upperQuartile: 'Oberes Quartil',
  period: 'Zeitraum',
  people: 'Personen',
  rated: 'Bewertet',
  note: 'Anmerkung',
  next: 'Nächster',
  forecast: 'Vorhersage',
  change: 'Wechsel',
  gap: 'Kein solcher Zeitraum',
  nobody: 'Niemand ist bewertet',
  withheld: 'zurückgehalten',
  tooFew: 'Zurückgehalten: zu wenige Personen, als dass davon erzählt werden dürfte.',
  someWithheld: (count, isOne) =>
    isOne
      ? 'Die Zahlen eines Zeitraums sind zurückgehalten: Zu wenige Personen stehen dahinter.'
      : `Die Zahlen von ${count} Zeiträumen sind zurückgehalten: Zu wenige Personen stehen dahinter.`,
  inWords: 'In Worten',
  rising: (slope, between, level) =>
    `Der Median steigt: ${slope} Punkte von einem Zeitraum zum nächsten (${between} bei ${level} Sicherheit).`,
  falling: (slope, between, level) =>
    `Der Median fällt: ${slope} Punkte von einem Zeitraum zum nächsten (${between} bei ${level} Sicherheit).`,
  noTrend: (between, level) =>
    `Kein Trend, den diese Zeiträume zeigen könnten: von einem zum nächsten ${between} Punkte bei ${level} Sicherheit.`,
  onlySlope: (slope) =>
    `${slope} Punkte von einem Zeitraum zum nächsten; zu wenige Zeiträume, um Zufall auszuschließen.`,
  noSlope: 'Eine Steigung braucht zwei Zeiträume mit Punkten.',
  noSearch: 'Die Suche nach bleibenden Wechseln braucht zehn Zeiträume mit Punkten.',
  noChange: 'In keinem Zeitraum hat sich die Höhe auf Dauer geändert.',
  changed: (period, before, after) =>
    `Mit ${period} änderte sich die Höhe auf Dauer: von einem Median von ${before} auf ${after}.`,
  forecastSays: (value, between, level) =>
    `Für den nächsten Zeitraum werden ${value} Punkte erwartet; in ${level} der Fälle liegt er zwischen ${between}.`,
  backtest: (error, forecasts, errorOfLast) =>
    `Solche Vorhersagen lagen in den ${forecasts} erprobten Zeiträumen im Mittel um ${error} Punkte daneben; wer sagt, es bleibe alles gleich, um ${errorOfLast}.`,
  noForecast: 'Eine Vorhersage braucht acht Zeiträume mit Punkten, darunter den letzten.',
  gaps: (count) => `Dazwischen fehlen: ${count}.`,
  leftOut: (count) => `Weggelassen, weil von anderer Länge: ${count}.`,
  oneStandard: (name) =>
    `Jeder Zeitraum wird an einem Maßstab gemessen, ${name}, mit den Zahlen von heute und den Personen, die heute dazugehören.`,
  flow: (from, to) => `Von ${from} bis ${to}`,
  fromTo: 'Von, nach',
  fromPeriod: 'Vom Zeitraum',
  toPeriod: 'Zum Zeitraum',
  moves: {
    rose: 'Aufgestiegen',
    stayed: 'Geblieben',
    fell: 'Abgestiegen',
    added: 'Neu',
    gone: 'Fort',
    newly_rated: 'Neu bewertet',
    no_longer_rated: 'Nicht mehr bewertet',
  },
  who: 'Wer sich bewegt hat',
  nobodyMoved: 'Niemand.',
  nobodyInBoth: 'Niemand ist in beiden Zeiträumen bewertet.',
  departments: 'Abteilungen',
  larger: 'Näher ansehen',
  lookAt: (name) => `${name} näher ansehen`,
  directions: { rising: 'Steigend', falling: 'Fallend', none: 'Kein klarer Trend' },
  noStandard: 'Es gibt nichts, woran Zeiträume gemessen werden könnten',
  noStandardSays: 'Bewerten Sie zuerst die Aufgaben eines Zeitraums: Das passt einen Maßstab an.',
  noPeriods: 'Es gibt keine Zeiträume',
  noPeriodsSays: 'Trends brauchen Zeiträume von einer Länge, die zu Ende sind.',
};
