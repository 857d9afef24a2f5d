export const chart = {
  asTable: 'As a table',
  asChart: 'As a chart',
  tableOf: (what: string) => `${what}, table`,
};
