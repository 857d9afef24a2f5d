import type { Messages } from '../en.ts';

export const person: Messages['person'] = {
  completion_rate: 'Erledigungsquote',
  task_efficiency: 'Effizienz',
  throughput: 'Durchsatz',
  avg_task_hours: 'Stunden je Aufgabe',
  completed_tasks: 'Erledigte Aufgaben',

  manager: 'Vorgesetzt',
  previous: (name) => `Vorige Person: ${name}`,
  next: (name) => `Nächste Person: ${name}`,
  atBeginning: 'Hier beginnt die Liste',
  atEnd: 'Hier endet die Liste',
  inTheList: 'In der Liste',
  backToList: 'Zurück zur Liste',
  print: 'Drucken',
  unratedBecause: (reason) => `Ohne Bewertung: ${reason}.`,
  unratedSays: 'Für eine Bewertung ist zu wenig bekannt. Niemand bekommt deswegen null Punkte.',
  noResult: 'Kein Ergebnis in dieser Bewertung',
  noResultSays:
    'Die Person kommt darin nicht vor, oder Sie dürfen es nicht sehen. Wählen Sie oben eine andere Bewertung.',

  scoreTitle: 'Punkte',
  ofHundred: 'von 100',
  scoreParts: 'Woraus die Punkte bestehen',
  part: 'Teil',
  points: 'Punkte',
  value: 'Wert',
  weight: 'Gewicht',
  sum: 'Zusammen',
  partSays: {
    completion_rate: (done, given) => `${done} von ${given} Aufgaben erledigt`,
    task_efficiency: (hours) => `${hours} Stunden je Aufgabe`,
    throughput: (done) => `${done} Aufgaben erledigt`,
  },

  standing: 'Unter den Kollegen',
  standingOf: (people, position) => `${people} Personen der Stelle ${position}`,
  standingOfAll: (people) => `Alle ${people} Personen der Bewertung`,
  tooFew:
    'Diese Stelle haben zu wenige, um mit ihnen zu vergleichen, ohne Einzelne preiszugeben. Darum stehen hier alle.',
  noPosition: 'Es ist keine Stelle hinterlegt. Darum stehen hier alle.',
  withheld: 'Zu wenige Personen, um zu vergleichen, ohne Einzelne preiszugeben.',
  middleHalf: (from, to) => `Die mittlere Hälfte hat ${from} bis ${to} Punkte.`,
  median: (points) => `Der Median ist ${points}.`,
  above: (share) => `${share} Punkte über dem Median.`,
  below: (share) => `${share} Punkte unter dem Median.`,
  atMedian: 'Genau am Median.',
  scoreFromTo: (from, to) => `${from} bis ${to}`,
  people: 'Personen',
  fewer: 'nicht gezeigt',
  someWithheld: 'Balken, die von wenigen erzählen würden, fehlen.',
  mark: (isOwn) => (isOwn ? 'Sie' : 'Diese Person'),

  tierDistance: 'Bis zur nächsten Stufe',
  toBetter: (tier) => `Hinauf zu ${tier}`,
  toLower: (tier) => `Hinunter zu ${tier}`,
  best: 'Das ist die beste Stufe: Von hier geht es nur hinunter.',
  border: 'Grenze',
  nearer: (share) => `${share} des Wegs von der Mitte der eigenen Stufe bis zur Grenze.`,
  wouldCross: (feature, from, to) =>
    `${feature} ${to} statt ${from} würde die Grenze überschreiten, wenn alles andere gleich bleibt.`,
  wouldCrossTasks: (from, to) =>
    `${to} erledigte Aufgaben statt ${from}, bei gleicher Quote, würden die Grenze überschreiten.`,
  noSingleChange: 'Keine einzelne Zahl allein würde die Grenze überschreiten.',
  stability: 'Beständigkeit',
  stabilitySays: (share) =>
    `Bleibt in ${share} von 200 anderen Zusammenstellungen der Kollegen in dieser Stufe.`,
  borderlineSays: 'Das ist ein Grenzfall: Die Stufe sagt weniger als andere.',
  stableSays: 'Das ist fest.',

  anomaly: 'Was auffällt',
  anomalyLead: {
    better: 'Anders als die meisten, im Guten.',
    worse: 'Anders als die meisten, so dass man hinsehen sollte.',
    mixed: 'Anders als die meisten, teils gut, teils nicht.',
  },
  beyond: 'Auch jenseits der festen Grenze: Das kann niemand sein, oder viele.',
  lookFirst: 'Erst hinsehen, dann loben oder tadeln.',
  high: {
    completion_rate: 'Hohe Erledigungsquote',
    avg_task_hours: 'Viele Stunden je Aufgabe',
    completed_tasks: 'Viele erledigte Aufgaben',
  },
  low: {
    completion_rate: 'Niedrige Erledigungsquote',
    avg_task_hours: 'Wenige Stunden je Aufgabe',
    completed_tasks: 'Wenige erledigte Aufgaben',
  },
  typical: (value) => `üblich ist ${value}`,
  typicalRange: (share, from, to, middle) =>
    `${share} aller Personen haben ${from} bis ${to}, die mittlere ${middle}`,
  together: 'Eine ungewöhnliche Verbindung gewöhnlicher Zahlen.',
  mistakes: 'Wahrscheinlich ein Fehler in den Daten',
  mistake: {
    more_hours_than_the_period: (value, limit) =>
      `Die Aufgaben ergeben zusammen ${value} Stunden, mehr als die ${limit}, die der Zeitraum hat: Das kann niemand gearbeitet haben.`,
    tasks_of_less_than_a_minute: (value) =>
      `Eine erledigte Aufgabe dauerte im Mittel ${value} Sekunden, weniger als eine Minute: im Stapel abgehakt, oder Stunden in einer anderen Einheit.`,
    far_more_tasks_than_others: (value, limit) =>
      `${value} erledigte Aufgaben sind mehr als das 200-Fache des Medians (über ${limit}): kaum die Arbeit einer Person.`,
  },

  trend: 'Von Zeitraum zu Zeitraum',
  period: 'Zeitraum',
  forecast: 'Vorhersage',
  trendLine: 'Verlauf',
  trendSays: (slope) => `${slope} Punkte von einem Zeitraum zum nächsten`,
  trendInterval: (level, low, high) => `mit ${level} Sicherheit ${low} bis ${high}`,
  rising: 'Steigend',
  falling: 'Fallend',
  steady: 'Kein Verlauf, den die Werte zeigen könnten',
  forecastSays: (value, share, low, high) =>
    `Nächster Zeitraum: etwa ${value}; in ${share} der Fälle ${low} bis ${high}.`,
  backtest: (forecasts, error) =>
    `An ${forecasts} vergangenen Zeiträumen erprobt lagen solche Vorhersagen im Mittel ${error} Punkte daneben.`,
  changed: (period, before, after) => `Neues Niveau ab ${period}: von ${before} auf ${after}.`,
  oneStandard: (name) => `Alle Zeiträume werden an einem Maßstab gemessen, ${name}.`,
  tooFewPeriods: 'Bisher hat nur ein Zeitraum Punkte. Mit mehreren zeigt sich ein Verlauf.',
  noForecast: 'Eine Vorhersage braucht acht Zeiträume.',

  appraisal: 'Beurteilung',
  grade: 'Note',
  byClusters: 'Nach Gruppen',
  byClustersSays: 'Vergleicht alle Merkmale mit denen der Kollegen (K-Means mit Dichte-Startpunkten)',
  byPoints: 'Nach Punkten',
  byPointsSays: 'Die Punktsumme gegen feste Schwellen (Punkteverfahren)',
  pointsOf: (points, maximum) => `${points} von ${maximum} Punkten`,
  sameGrade: 'Beide Verfahren geben dieselbe Note.',
  otherGrade: 'Die beiden Verfahren unterscheiden sich.',
  nearerGrade: (own, distance, other, otherDistance) =>
    `Die Punkte der einzelnen Merkmale liegen näher an der Mitte von ${own} (${distance}) als an der von ${other} (${otherDistance}).`,
  floor: (indicator, share, grade) => `${share} bei ${indicator}: Die Note ist höchstens ${grade}.`,
  clusteredBefore: (grade) => `Vor den Untergrenzen: ${grade}.`,
  radar: 'Merkmale',
  indicator: 'Merkmal',
  own: (isOwn) => (isOwn ? 'Sie' : 'Diese Person'),
  ownGrade: (grade) => `Mitte von ${grade}`,
  nextGrade: (grade) => `Mitte von ${grade}, der nächsten`,
  strengths: 'Stärken',
  needs: 'Woran zu arbeiten ist',
  missingPoints: (points) => `${points} Punkte fehlen`,
  extraPoints: (points) => `${points} Punkte voraus`,
  nothingMissing: 'Nichts liegt unter der nächsten Note.',
  appraisers: (count, isOne) => (isOne ? 'Eine beurteilende Person' : `${count} beurteilende Personen`),
  fromEvaluation: (name) => `Aus der Bewertung ${name}`,

  history: 'Alle Bewertungen',
  evaluation: 'Bewertung',
  finished: 'Fertig',
  thisOne: 'hier gezeigt',
  pipeline: { tasks: 'Aufgaben', appraisal: 'Beurteilung' },

  team: 'Team',
  teamSays: (count, isOne) =>
    isOne ? 'Eine Person berichtet hierher' : `${count} Personen berichten hierher`,
  teamAll: 'Alle ansehen',

  said: 'Kommentare',
  nothingSaid: 'Zu diesem Ergebnis hat niemand etwas gesagt.',
  comment: 'Kommentar',
  commentLabel: 'Etwas zu diesem Ergebnis sagen',
  commentHint: 'Wer dieses Ergebnis sieht, kann es lesen.',
  send: 'Senden',
  sent: 'Es steht jetzt beim Ergebnis.',
  you: 'Sie',
  somebody: 'jemand',
  saidBy: (who, when) => `${who}, ${when}`,
  contest: 'Widerspruch',
  contestTitle: 'Stimmt etwas nicht?',
  contestSays: (days) =>
    `Widersprechen Sie dem Ergebnis: Ein Mensch sieht es an und antwortet binnen ${days} Tagen. Nachfragen schadet Ihnen nicht.`,
  contestLabel: 'Was nicht stimmt, und warum',
  contestOpen: 'Diesem Ergebnis widersprechen',
  contestSent: (day) => `Ihr Widerspruch ist vermerkt. Er soll bis ${day} beantwortet werden.`,
  contestState: { open: 'offen', answered: 'beantwortet', noted: '' },
  answerBy: (day) => `Zu beantworten bis ${day}`,
  late: (day) => `War zu beantworten bis ${day}`,
  answer: 'Antworten',
  answerLabel: 'Antwort auf den Widerspruch',
  answered: 'Die Antwort ist vermerkt.',
  answeredBy: (who, when) => `Beantwortet von ${who}, ${when}`,
  cancel: 'Abbrechen',

  decisions: 'Entscheidungen',
  decisionsSays:
    'Eine Zahl entscheidet nichts. Wer aufgrund ihrer entscheidet, steht hier mit Namen und Gründen.',
  noDecisions: 'Zu diesem Ergebnis hat niemand etwas entschieden.',
  decide: 'Entscheidung festhalten',
  decisionKind: 'Worüber',
  decisionText: 'Was entschieden wurde, und aus welchen Gründen neben dem Ergebnis',
  decisionKeep: 'Festhalten',
  decisionKept: 'Die Entscheidung ist mit Ihrem Namen vermerkt.',
  decidedBy: (who, when) => `Entschieden von ${who}, ${when}`,
  kinds: {
    pay: 'Gehalt',
    promotion: 'Beförderung',
    training: 'Weiterbildung',
    improvement: 'Verbesserungsplan',
    employment: 'Beschäftigung',
    none: 'Nichts folgt daraus',
  },

  account: 'Wie das zustande kam',
  accountSays: (isOwn) =>
    isOwn
      ? 'Was verwendet wurde, wie es zählt, und was es ändern würde: Das steht Ihnen zu (DSGVO, Artikel 15 und 22).'
      : 'Was verwendet wurde, wie es zählt, und was es ändern würde: Das steht der Person zu (DSGVO, Artikel 15 und 22).',
  how: 'Wie',
  used: 'Was verwendet wurde',
  change: 'Was es ändern würde',
  rights: (isOwn) => (isOwn ? 'Ihre Rechte' : 'Die Rechte der Person'),
  scoreSays: (isOwn, score, completion, hours, tasks) =>
    `${isOwn ? 'Sie haben' : 'Es sind'} ${score} von 100 Punkten: ${completion} kommen vom Anteil erledigter Aufgaben, ${hours} von den Stunden je Aufgabe, ${tasks} von der Zahl der erledigten.`,
  weightsSay: (completion, hours, tasks) =>
    `Für alle wiegt der Anteil erledigter Aufgaben ${completion}, die Stunden ${hours} und die Zahl der Aufgaben ${tasks}. Stunden und Aufgaben werden mit den wenigsten und den meisten verglichen, die jemand hatte, als der Maßstab angepasst wurde.`,
  tierSays: (isOwn, tier) =>
    `${isOwn ? 'Sie sind in der Stufe' : 'Die Stufe ist'} ${tier}, weil ${isOwn ? 'Ihre' : 'die'} drei Zahlen der Mitte dieser Stufe am nächsten liegen.`,
  gradeSays: (isOwn, grade, points, maximum) =>
    `${isOwn ? 'Ihre' : 'Die'} Note ist ${grade}, mit ${points} von ${maximum} Punkten.`,
  gradeHow: 'Noten ergeben sich aus dem Vergleich aller Merkmale mit denen aller auf derselben Stelle.',
  usedPeriod: (name, from, to) => `Zeitraum ${name}: ${from} bis ${to}`,
  usedStandard: (name, version) => `Maßstab ${name}, Version ${version}, derselbe für alle`,
  usedEvaluation: (name) => `Bewertung ${name}`,
  usedNumbers: (done, given, hours) => `${done} von ${given} Aufgaben erledigt, ${hours} Stunden je Aufgabe`,
  sources: {
    task_log: (when) => `Ein Aufgabenprotokoll, gültig seit ${when}`,
    summaries: (when) => `Eine Datei mit Zusammenfassungen, gültig seit ${when}`,
    sheets: (when) => `Beurteilungsbögen, gültig seit ${when}`,
    tasks: (count, when) => `${count} Aufgaben, die ein anderes System gemeldet hat, die letzte am ${when}`,
    other: (kind, when) => `${kind}, gültig seit ${when}`,
  },
  noSources: 'Keine Datei und keine Aufgabe dieses Zeitraums ist noch vermerkt.',
  released: (who, when) => `Durchgesehen und freigegeben von ${who} am ${when}`,
  notReleased: 'Noch nicht freigegeben: Vorgesetzte und Beschäftigte sehen es nicht.',
  review: 'Was dazu gesagt wird',
  noDecisionAlone:
    'Diese Bewertung allein entscheidet nichts über einen Menschen. Wer entscheidet, steht unten mit Namen.',
  rightsSay: (isOwn, days) =>
    isOwn
      ? `Sie können dieses Ergebnis kommentieren, ihm widersprechen und es von einem Menschen ansehen lassen: Die Antwort ist binnen ${days} Tagen fällig.`
      : `Die Person kann dieses Ergebnis kommentieren, ihm widersprechen und es ansehen lassen: Die Antwort ist binnen ${days} Tagen fällig.`,
  nothingKnown: 'Es ist nichts bekannt, was es ändern würde.',
};
