import type { Messages } from '../en.ts';

export const me: Messages['me'] = {
  title: 'Mein Ergebnis',
  hello: (name) => `Guten Tag, ${name}`,
  lead: (period) =>
    `Das ist Ihr Ergebnis für ${period}. Woraus es besteht, steht darunter, und was Sie tun können, wenn etwas nicht stimmt.`,
  nothing: 'Noch kein Ergebnis',
  nothingSays:
    'Für Sie ist noch nichts freigegeben. Sobald jemand die Ergebnisse durchgesehen und freigegeben hat, steht Ihres hier.',
  nobody: 'Dieses Konto gehört zu niemandem',
  nobodySays:
    'Es ist mit keiner Person in den Aufzeichnungen verbunden und hat darum kein eigenes Ergebnis. Wer die Konten verwaltet, kann das ändern.',
};
