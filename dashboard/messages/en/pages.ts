export const pages = {
  overview: 'Overview',
  people: 'People',
  audit: 'Audit log',
  settings: 'Settings',
  standards: 'Standards',
  whatIf: 'What if',
  imports: 'Imports',
  jobs: 'Jobs',
};
