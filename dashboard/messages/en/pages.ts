export const pages = {
  overview: 'Overview',
  people: 'People',
};
