import type { Said } from '../../../src/client/index.ts';
import type { Messages } from '../en.ts';

type Values = Readonly<Record<string, string | number>>;

/** What the server says, in German; what it has no code for stays as it is. */
export const said: Messages['said'] = (sentence, what) =>
  what == null ? sentence : SENTENCES[what.code](shownValues(what.values));

const number = new Intl.NumberFormat('de');

function shownValues(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? number.format(value) : (WORDS[value] ?? value),
    ]),
  );
}

/** Words of the server's that stand in its sentences as values. */
const WORDS: Readonly<Record<string, string>> = {
  'task log': 'Aufgabenliste',
  summary: 'Datei mit Zahlen je Person',
  waiting: 'wartend',
  running: 'laufend',
  done: 'fertig',
  failed: 'gescheitert',
  cancelled: 'abgebrochen',
  ready: 'bereit',
  reading: 'wird gelesen',
  committed: 'übernommen',
  undone: 'zurückgenommen',
  dismissed: 'verworfen',
  changed: 'geändert',
  draft: 'Entwurf',
  approved: 'gebilligt',
  active: 'in Kraft',
  retired: 'außer Kraft',
  missing: 'nichts',
  empty: 'leer',
  'a list': 'eine Liste',
  'a mapping': 'eine Zuordnung',
  point: 'Punkt',
  comma: 'Komma',
  name: 'Name',
  department: 'Abteilung',
  appraiser: 'Wer beurteilt',
  employee: 'Person',
  role: 'Rolle',
  position: 'Stelle',
  period: 'Zeitraum',
  template: 'Vorlage',
};

const SENTENCES: Readonly<Record<Said['code'], (values: Values) => string>> = {
  'tasks-missing': () => 'die Zahl der Aufgaben fehlt',
  'no-tasks': () => 'keine Aufgaben',
  'too-few-tasks': ({ needed }) => `weniger als die ${needed} Aufgaben, die eine Bewertung braucht`,
  'completed-missing': () => 'die Zahl der erledigten Aufgaben fehlt',
  'none-completed': () => 'keine erledigte Aufgabe, also keine Stunden je Aufgabe',
  'no-hours': () => 'keine Stunden',
  'no-sheet': () => 'kein Beurteilungsbogen',
  'no-usable-sheet': ({ why }) => `kein brauchbarer Beurteilungsbogen: ${why}`,
  'no-points': () => 'keine Punkte',
  'no-points-that-count': () => 'nur Punkte von Rollen, die nicht zählen',
  'position-not-in-standard': ({ position }) =>
    `der Maßstab wurde ohne Personen der Stelle ${position} angepasst`,
  'too-few-points': ({ indicators, allowed }) =>
    `keine Punkte für ${indicators}${allowed ? `, und nur ${allowed} dürfen fehlen` : ''}`,

  'fields-reserved': ({ fields }) =>
    `Nicht weitergegeben, weil Ergebnisse schon Felder dieses Namens haben: ${fields}.`,
  'nobody-rated': () => 'Über niemanden ist genug für eine Bewertung bekannt.',
  'fewer-tiers': ({ tiers, people, different }) =>
    `${tiers} Stufen brauchen ${people} Personen mit verschiedenen Zahlen; es gibt ${different}, und so viele Stufen.`,
  'scores-all-alike': () =>
    'Alle, an die der Maßstab angepasst wurde, haben dieselbe gewichtete Punktzahl; nichts unterscheidet sie, sie ist 50.',
  'scores-beyond': ({ people, rated }) =>
    `${people} von ${rated} bewerteten Personen liegen außerhalb der Punktzahlen, an die der Maßstab angepasst wurde: Ihre sind auf 0 bis 100 begrenzt.`,
  'people-moved': ({ people, features, limit }) =>
    `Die Personen haben sich von den ${people} entfernt, an die der Maßstab angepasst wurde (Population Stability Index: ${features}; über ${limit} ist viel): Passen Sie einen neuen Maßstab an.`,
  'nothing-to-grade': () => 'Es gibt keine Beurteilungsbögen zu bewerten.',
  'nobody-graded': ({ position }) => `${position}: Niemand konnte benotet werden.`,
  'graded-by-thresholds': ({ position, grades, people, different }) =>
    `${position}: ${grades} Noten brauchen ${people} Personen mit verschiedenen Punkten; es gibt ${different}, darum gelten die Schwellen der Punktwertung.`,
  'appraisers-apart': ({ groups }) =>
    `Die Beurteilenden bilden ${groups} Gruppen ohne gemeinsame Personen: Wie streng sie sind, lässt sich nur innerhalb einer Gruppe vergleichen.`,
  'position-left-out': ({ rows, position }) => `Ausgelassen: ${rows} Zeilen der Stelle ${position}.`,
  'indicators-without-column': ({ position, indicators }) =>
    `${position}: keine Spalte für ${indicators}; nach dem Katalog darf das fehlen.`,
  'points-like-shares': () =>
    'Keine Punktzahl liegt über 1, obwohl mehr erreichbar ist: Das sieht nach Anteilen aus, nicht nach Punkten.',
  'nested-left-out': ({ field }) => `„${field}“ wird nicht weitergegeben, wo es verschachtelt ist.`,

  'field-reserved': ({ field }) =>
    `„${field}“ ist ein Name, den die Ergebnisse benutzen: wird nicht weitergegeben`,
  'columns-nameless': ({ columns }) => `Spalten ohne Namen: ${columns}, werden nicht weitergegeben`,
  'rows-empty': ({ rows }) => `Leere Zeilen: ${rows}, übersprungen`,
  'sheet-chosen': ({ file, sheets, sheet }) =>
    `${file} hat ${sheets} Tabellenblätter: „${sheet}“ wurde gelesen`,
  'values-beyond-header': ({ values }) => `Werte rechts der Kopfzeile: ${values}, nicht gelesen`,
  'formulas-without-result': ({ formulas, file }) =>
    `Formeln ohne gespeichertes Ergebnis in ${file}: ${formulas}. Öffnen und speichern Sie die Datei in einer Tabellenkalkulation`,
  'statuses-open': ({ statuses }) => `Status, die mangels besseren Wissens als offen zählen: ${statuses}`,
  'status-unused': ({ statuses }) => `Keine Aufgabe hat den Status ${statuses}`,
  'several-of-one-person': ({ people, field }) =>
    `Personen mit mehr als einem Eintrag für „${field}“: ${people}. Der häufigste wird gezeigt`,
  'rows-outside-days': ({ rows }) => `Zeilen außerhalb der Tage: ${rows}`,
  'rows-without-day': ({ rows }) =>
    `Zeilen, die ohne Datum nicht zu den Tagen gezählt werden konnten: ${rows}`,
  'column-chosen': ({ columns, field, column }) =>
    `${columns} passen zu ${field}: ${column} wurde genommen; die Zuordnung kann eine andere nennen`,
  'decimals-mixed': ({ commas, points }) =>
    `Manche Zahlen haben ein Dezimalkomma (${commas}), manche einen Dezimalpunkt (${points}): Das Häufigere gilt`,
  'rejections-many': ({ rows, listed }) =>
    `${rows} Zeilen sind abgelehnt: Die ersten ${listed} davon sind aufgeführt`,

  'employee-empty': () => 'die Personalnummer fehlt',
  'task-empty': () => 'die Nummer der Aufgabe fehlt',
  'appraiser-missing': () => 'wer beurteilt, fehlt',
  'formula-error': () => 'ist der Fehler einer Formel',
  'employee-twice': ({ row }) =>
    row
      ? `zu dieser Person steht auch etwas in Zeile ${row}`
      : 'zu dieser Person gibt es mehr als eine Zeile',
  'points-twice': ({ row }) => `zweimal Punkte für dieselbe Person: Auch Zeile ${row} sagt es`,
  'position-twice': ({ positions }) =>
    `eine Person mit zwei Stellen: ${String(positions).replaceAll(' and ', ' und ')}`,
  'text-too-long': ({ most }) => `ist länger als ${most} Zeichen`,
  'no-date': () => 'ist kein Datum, das gelesen werden kann (wie Daten geschrieben sind, lässt sich angeben)',
  'leaves-before-coming': () => 'niemand kann gehen, bevor er kommt',
  'cost-negative': () => 'Kosten können nicht unter 0 liegen',
  'no-number': () => 'ist keine Zahl',
  'number-too-large': () => 'ist eine zu große Zahl',
  'number-unclear': ({ whole, fraction }) =>
    `könnte ${whole} oder ${fraction} sein: Geben Sie an, ob die Datei Dezimalkomma oder Dezimalpunkt hat`,
  'number-other-decimal': () => 'hat ein anderes Dezimalzeichen als die übrigen Zahlen',
  'number-is-time': () => 'ist eine Uhrzeit, keine Zahl (1:30 Stunden sind 1,5)',
  'count-negative': () => 'eine Zahl von Aufgaben kann nicht negativ sein',
  'count-too-large': () => 'die Zahl der Aufgaben ist zu groß',
  'count-not-whole': () => 'eine Zahl von Aufgaben muss ganz sein',
  'more-completed': ({ completed, tasks }) =>
    `mehr Aufgaben sind erledigt (${completed}), als es gibt (${tasks})`,
  'hours-negative': () => 'Stunden können nicht negativ sein',
  'hours-too-many': ({ most }) => `mehr als ${most} Stunden sind nicht glaubhaft`,
  'quote-open': () => 'hat ein Anführungszeichen, das nie geschlossen wird',
  'quote-misplaced': () =>
    'hat Text nach einem schließenden Anführungszeichen (innerhalb von Anführungszeichen muss es verdoppelt sein)',
  'values-miscounted': ({ values, columns, delimiter }) =>
    `Werte: ${values}, Spalten im Kopf: ${columns}${delimiter ? '; ein Wert mit dem Trennzeichen muss in Anführungszeichen stehen' : ''}`,
  'record-broken': () => 'ist kein gültiges JSON-Objekt',
  'field-twice': () => 'steht zweimal im selben Datensatz',
  'points-negative': () => 'Punkte können nicht negativ sein',
  'points-beyond': ({ indicator, most, position, points }) =>
    `${indicator} kann in der Stelle ${position} ${most} Punkte erreichen, nicht ${points}`,
  'points-missing': () => 'die Punkte fehlen',
  'position-missing': ({ positions }) => `die Stelle fehlt; der Katalog hat ${positions}`,
  'position-unknown': ({ positions }) => `diese Stelle hat der Katalog nicht; er hat ${positions}`,
  'indicator-unknown': ({ position, indicators }) =>
    `dieses Merkmal hat die Stelle ${position} nicht: ${indicators}`,
  'role-unknown': ({ roles }) => `die Rolle muss eine von diesen sein: ${roles}`,
  'reports-to-itself': () => 'niemand kann sich selbst unterstehen, auch nicht über andere',

  'period-missing': () => 'Geben Sie an, von welchem Zeitraum die Zahlen sind.',
  'rubric-missing': () => 'Geben Sie an, welcher Katalog für die Beurteilungen gilt.',
  'columns-unclear': ({ kind }) =>
    `Die Datei wurde gehalten für: ${kind}. Aber nicht für alles Nötige ist klar, welche Spalte es sagt. Ordnen Sie die Spalten unten zu.`,
  'kind-unclear': () =>
    'Keine Spalte ist als Personalnummer erkennbar. Sagen Sie unten, was die Datei ist und welche Spalte was sagt.',
  'dates-mixed': ({ columns }) =>
    `Die Daten in ${columns} sind in verschiedener Reihenfolge von Tag, Monat und Jahr geschrieben. Geben Sie die richtige an; was nicht passt, wird dann abgelehnt.`,
  'dates-unclear': ({ columns, days }) =>
    `Die Daten in ${columns} könnten ${String(days).replaceAll(' or ', ' oder ')} sein. Geben Sie an, wie sie geschrieben sind.`,
  'file-empty': ({ file }) => `${file} ist leer.`,
  'file-without-rows': () => 'Die Datei hat unter ihrer Kopfzeile keine Zeilen.',
  'file-without-good-rows': () =>
    'Keine Zeile der Datei ist verwendbar: Warum, steht bei den abgelehnten Zeilen.',
  'file-encrypted': ({ file }) => `${file} ist verschlüsselt: Speichern Sie die Datei ohne Passwort.`,
  'file-damaged': ({ file }) => `${file} ist beschädigt.`,
  'file-not-json': ({ file }) => `${file} ist kein gültiges JSON.`,
  'file-foreign': ({ file }) =>
    `${file} ist von einer Art, die Evenhand nicht liest. Es liest CSV, TSV, JSON, NDJSON, Parquet und XLSX.`,
  'file-gone': () => 'Die Datei ist nicht mehr da: Senden Sie sie noch einmal.',
  'file-too-slow': ({ seconds }) =>
    `Das Lesen der Datei dauerte länger als ${seconds} Sekunden: Senden Sie sie in Teilen.`,
  'file-too-large': () =>
    'Das Lesen der Datei braucht mehr Speicher, als es darf, oder sie ist beschädigt: Senden Sie sie in Teilen.',
  'period-gone': () => 'Den Zeitraum gibt es nicht mehr: Nennen Sie einen anderen.',
  'position-nobodys': ({ file, position, others }) =>
    `In ${file} hat niemand die Stelle ${position}; es gibt ${others}.`,
  'indicators-needed': ({ indicators, position }) =>
    `Es gibt keine Spalte für ${indicators}; die Stelle ${position} braucht sie. Ordnen Sie die Spalten unten zu.`,

  'server-failed': () => 'Im Server ist etwas schiefgegangen; mehr steht in seinem Protokoll.',
  'given-up': ({ times }) =>
    `Der Server endete ${times}-mal, während er daran arbeitete; es wird nicht noch einmal versucht.`,
  'reading-cancelled': () => 'Das Lesen wurde abgebrochen.',
  'same-person-twice': () =>
    'Die Datei sagt zweimal etwas über dieselbe Person: Die Nummern unterscheiden sich nur in Zeichen, die nicht behalten werden können.',
  'rubric-unknown': ({ rubric }) => `Einen Katalog „${rubric}“ gibt es nicht.`,
  'rubric-gone': () => 'Den Katalog gibt es nicht mehr.',

  'must-be-mapping': ({ found }) => `hier muss eine Zuordnung stehen, nicht ${found}`,
  'key-unknown': ({ key, known }) =>
    `unbekanntes Wort „${key}“; ${String(known).replace(/^.*?: /, 'bekannt sind: ')}`,
  'rubric-lacks': () => 'fehlt',
  'rubric-lacks-grades': () => 'fehlt: Nennen Sie die Noten, die beste zuerst',
  'rubric-lacks-threshold': () => 'fehlt: Nennen Sie die Punkte, ab denen es die Note gibt',
  'rubric-lacks-thresholds': ({ grades }) =>
    `fehlt: Sagen Sie, ab wie vielen Punkten es jede Note außer der letzten gibt: ${grades}`,
  'entries-missing': () => 'hier muss mindestens ein Eintrag stehen',
  'name-impossible': ({ name }) => `„${name}“ kann kein Name sein`,
  'must-be-number': ({ found }) => `muss eine Zahl sein, nicht ${found}`,
  'must-be-list': ({ found }) => `muss eine Liste von Wörtern sein, nicht ${found}`,
  'must-be-word': ({ found }) => `muss ein Wort sein, nicht ${found}`,
  'listed-twice': ({ word }) => `„${word}“ steht zweimal da`,
  'must-be-text': ({ found }) => `muss Text sein, nicht ${found}`,
  'grades-count': ({ grades }) => `es müssen 2 bis 6 Noten sein, die beste zuerst, nicht ${grades}`,
  'roles-without-weight': () => 'mindestens eine Rolle muss ein Gewicht über 0 haben',
  'too-many-indicators': ({ most, indicators }) =>
    `eine Stelle kann höchstens ${most} Merkmale haben, nicht ${indicators}`,
  'too-few-indicators': () => 'eine Stelle braucht mindestens zwei Merkmale, nicht 1',
  'at-least-zero': ({ found }) => `muss mindestens 0 sein, nicht ${found}`,
  'whole-at-least-zero': ({ found }) => `muss eine ganze Zahl von mindestens 0 sein, nicht ${found}`,
  'above-zero': ({ most, found }) => `muss über 0 und höchstens ${most} sein, nicht ${found}`,
  'must-be-share': ({ found }) => `muss ein Anteil der Punkte sein, mindestens 0 und unter 1, nicht ${found}`,
  'not-among-rubrics': ({ indicators }) => `ist keines der Merkmale des Katalogs: ${indicators}`,
  'not-among-positions': ({ indicators }) => `ist keines der Merkmale der Stelle: ${indicators}`,
  'threshold-beyond': ({ threshold, most, position }) =>
    `${threshold} ist mehr als die ${most} Punkte der Stelle ${position}`,
  'thresholds-disordered': ({ grade, points, better, others }) =>
    `falsche Reihenfolge: ${grade} beginnt bei ${points}, aber ${better}, die bessere Note, bei ${others}`,
  'must-be-floors': () => 'muss eine Liste sein, jeder Eintrag mit atMost und atOrBelow',
  'grade-caps-nothing': ({ grade, grades }) =>
    `„${grade}“ ist die beste Note und begrenzt nichts: Nennen Sie eine von ${grades}`,
  'must-be-grade': ({ grades, found }) => `muss eine der Noten ${grades} sein, nicht ${found}`,
  'floor-without-indicator': () => 'nennt kein Merkmal: Lassen Sie es weg, wenn alle gemeint sind',
  'missing-too-many': ({ missing, position, indicators }) =>
    `${missing} dürfen fehlen, aber die Stelle ${position} hat nur ${indicators} Merkmale`,
  'indicator-unused': () => 'keine Stelle gibt Punkte dafür',
  'word-taken': ({ word, owner }) => `„${word}“ steht schon für ${owner}`,

  'not-for-role': () => 'Das ist nicht für Ihre Rolle.',
  'not-there': () => 'Das gibt es nicht, oder es ist nicht für Sie.',
  'changed-meanwhile': () => 'Jemand hat es inzwischen geändert: Laden Sie die Seite neu.',
  'server-busy': () => 'Der Server ist beschäftigt: Versuchen Sie es in einigen Sekunden noch einmal.',
  'store-full': () =>
    'Für die Daten ist kein Platz mehr, nichts wurde geändert: Schaffen Sie Platz und versuchen Sie es noch einmal.',
  'store-unavailable': () =>
    'Die Datenbank antwortet nicht, nichts wurde geändert: Versuchen Sie es gleich noch einmal.',
  'upload-full': () =>
    'Für die Datei ist kein Platz mehr: Schaffen Sie Platz und versuchen Sie es noch einmal.',
  'upload-too-large': ({ bytes }) =>
    `Die Datei ist größer als die ${bytes} Bytes, die eingelesen werden können.`,
  'requests-too-many': ({ seconds }) =>
    `Das waren zu viele Anfragen: Versuchen Sie es in ${seconds} Sekunden noch einmal.`,
  'name-taken': () => 'Diesen Namen gibt es schon.',
  'number-taken': () => 'Eine andere Person hat diese Nummer schon.',
  'address-taken': () => 'Ein anderes Konto hat diese Adresse schon.',
  'in-use': () => 'Das ist in Gebrauch: Personen, Zahlen oder anderes gehören dazu.',
  'person-in-use': () =>
    'Es gibt Angaben zu dieser Person, oder jemand untersteht ihr: Löschen Sie alle ihre Daten, oder tragen Sie ein, dass sie gegangen ist.',
  'person-not-this-number': () => 'Das ist nicht die Nummer der Person: Niemandes Daten wurden gelöscht.',
  'circle-of-managers': () =>
    'Niemand kann sich selbst unterstehen oder jemandem, der ihm oder ihr untersteht.',
  'circle-of-departments': () =>
    'Eine Abteilung kann nicht zu sich selbst gehören oder zu einer, die unter ihr steht.',
  'ends-before-start': () => 'Ein Zeitraum kann nicht enden, bevor er beginnt.',
  'last-admin': () =>
    'Das ist das einzige Konto der Verwaltung, mit dem sich jemand anmelden kann: Legen Sie erst ein zweites an.',
  'account-inactive': () => 'Das Konto ist gesperrt: Geben Sie es erst frei.',
  'password-wrong': () => 'Das bisherige Passwort ist ein anderes.',
  'own-decision': () => 'Niemand entscheidet über sich selbst: Das muss jemand anderes tun.',
  'contest-answered': () => 'Der Einspruch ist schon beantwortet.',
  'job-ended': ({ state }) => `Der Auftrag ist schon zu Ende: ${state}.`,
  'evaluation-under-way': () => 'Die Bewertung ist noch nicht zu Ende: Brechen Sie sie erst ab.',
  'released-already': () => 'Die Ergebnisse sind schon freigegeben.',
  'released-not': () => 'Die Ergebnisse sind nicht freigegeben.',
  'standard-state': ({ state }) => `Der Stand des Maßstabs lässt das nicht zu: ${state}.`,
  'standard-in-use': () => 'Der Maßstab wurde gebilligt oder für eine Bewertung benutzt: Er bleibt erhalten.',
  'standard-retired': () => 'Der Maßstab ist außer Kraft: Niemand wird mehr daran gemessen.',
  'standard-needed': () => 'Kein Maßstab ist in Kraft: Setzen Sie einen in Kraft, oder wählen Sie einen.',
  'nobody-to-keep': () => 'Niemand könnte danach bewertet werden: Es gibt nichts aufzuheben.',
  'import-state': ({ state }) => `Der Stand des Imports lässt das nicht zu: ${state}.`,
  'import-twin': () => 'Dieselbe Datei wurde schon übernommen: Nehmen Sie den früheren Import erst zurück.',
  'import-manager-gone': () =>
    'Eine vorgesetzte Person, die die Datei nennt, gibt es nicht mehr: Lassen Sie die Datei neu lesen.',
  'sheet-unfit': () => 'Die Punkte passen nicht zum Katalog.',
};
