import type { Messages } from '../en.ts';

export const chart: Messages['chart'] = {
  asTable: 'Als Tabelle',
  asChart: 'Als Bild',
  tableOf: (what) => `${what}, Tabelle`,
};
