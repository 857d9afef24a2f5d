import type { Messages } from '../en.ts';

export const once: Messages['once'] = {
  secret: 'Jetzt zu kopieren',
  copy: 'Kopieren',
  copied: 'Kopiert',
  says: 'Es wird nur dieses eine Mal gezeigt. Niemand kann es noch einmal lesen, auch Sie nicht.',
  done: 'Ich habe es',
};
