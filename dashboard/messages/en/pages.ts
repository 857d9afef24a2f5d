export const pages = {
  overview: 'Overview',
  people: 'People',
  audit: 'Audit log',
  settings: 'Settings',
  appraisals: 'Appraisals',
  standards: 'Standards',
  whatIf: 'What if',
  imports: 'Imports',
  jobs: 'Jobs',
  me: 'My result',
};
