export const release = {
  release: 'Release…',
  takeBack: 'Take back',
  since: (day: string, by: string | null) => (by ? `Released ${day} by ${by}` : `Released ${day}`),
  title: (name: string) => `Release the results of ${name}`,
  submit: 'Release',
  whoSees: (results: string) => `Who sees these ${results} results from then on`,
  seeing: {
    employees:
      'Employees: their own result, the numbers it was made of, how each counted, and what would change it. They can comment on it and contest it.',
    managers: 'Managers: the same of everybody who reports to them, directly or not.',
    others: 'Nobody else sees more than before: admins, analysts and auditors see the results already.',
    groups: 'How all did together, but for groups too small to hide anybody in.',
    you: 'Your name, and what you write here, stand beside the results.',
  },
  review: 'What was looked at before',
  reviewSays: 'Anomalies, likely data errors, people on a border.',
  released: (name: string) => `The results of ${name} are released.`,
  withdrawn: (name: string) =>
    `The results of ${name} are taken back: only analysts, admins and auditors see them.`,
};
