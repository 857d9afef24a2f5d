export const pages = {
  overview: 'Overview',
  people: 'People',
  trends: 'Trends',
  map: 'Map',
  audit: 'Audit log',
  settings: 'Settings',
  appraisals: 'Appraisals',
  standards: 'Standards',
  whatIf: 'What if',
  imports: 'Imports',
  jobs: 'Jobs',
  me: 'My result',
};
