import type { Messages } from '../en.ts';

export const own: Messages['own'] = {
  password: 'Passwort',
  passwordSays: 'Mit einem neuen enden alle Ihre anderen Sitzungen.',
  current: 'Das bisherige',
  next: 'Das neue',
  nextSays: 'Mindestens 12 Zeichen. Gut sind vier Wörter, die nichts miteinander zu tun haben.',
  show: 'Passwort zeigen',
  change: 'Passwort ändern',
  passwordChanged: 'Das neue Passwort gilt. Überall sonst sind Sie abgemeldet.',
  sessions: 'Wo Sie angemeldet sind',
  sessionsSay: 'Beenden Sie, was Sie nicht kennen, und ändern Sie dann Ihr Passwort.',
  since: (moment) => `Seit ${moment}`,
  lastSeen: (moment) => `Zuletzt benutzt ${moment}`,
  thisOne: 'Diese hier',
  end: 'Beenden',
  ended: 'Die Sitzung ist beendet.',
  data: 'Ihre Daten',
  dataSays:
    'Was über Sie gespeichert ist: Ihre Angaben und Ihre Ergebnisse, sobald sie freigegeben sind, mit allem, was gesagt und entschieden wurde.',
  download: 'Mitnehmen (JSON)',
  look: 'Ansehen',
  noPerson: 'Zu diesem Konto gehört keine Person; darunter wird nichts bewertet.',
};
