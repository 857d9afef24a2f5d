import type { Messages } from '../en.ts';

export const app: Messages['app'] = {
  name: 'Evenhand',
  skip: 'Zum Inhalt',
  menu: 'Menü',
  language: 'Sprache',
  colours: 'Farben',
  light: 'Hell',
  dark: 'Dunkel',
  system: 'Wie das System',
  logOut: 'Abmelden',
  withoutAccounts: 'Noch hat niemand ein Konto: Wer diesen Rechner benutzt, darf alles.',
  makeFirst: 'Der Link, den der Server beim Start ausgibt, legt das erste Konto an.',
  offline: 'Der Server ist nicht erreichbar. Was Sie sehen, kann veraltet sein; es wird weiter versucht.',
  evaluation: 'Bewertung',
  notReleased: 'Nicht freigegeben',
};
