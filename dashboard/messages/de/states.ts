import type { Messages } from '../en.ts';

export const states: Messages['states'] = {
  loading: 'Wird geladen',
  failed: 'Das ließ sich nicht anzeigen',
  again: 'Noch einmal versuchen',
  notFound: 'Diese Seite gibt es nicht',
  notFoundSays: 'Vielleicht ist die Adresse vertippt, oder was hier war, ist fort.',
  toOverview: 'Zum Überblick',
  notAllowed: 'Das ist nicht für Ihre Rolle',
  requestId: (id) => `Anfrage ${id}`,
};
