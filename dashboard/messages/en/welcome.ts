export const welcome = {
  title: 'Welcome to Evenhand',
  says: 'From a file of tasks to a tier and a score for everybody, each with its reasons. Nothing counts before you have looked at it, and everything can be undone.',
  upload: 'Upload a file',
  uploadSays:
    'A log of tasks, numbers per person, a list of people, or appraisal sheets. You see what was recognised before it counts.',
  earlier: 'Files that were sent before',
  example: 'Look around first',
  exampleSays: 'An invented company: sixty people, six quarters, and what real logs have of oddities.',
  tryExample: 'Try the example company',
  reading: 'The example is being read',
  evaluating: (one: string, of: string) => `Evaluating quarter ${one} of ${of}`,
  exampleIsIn: 'The example company is in. You can take it back now, or later on the page Imports.',
  dataIsIn: 'The data are in',
  dataIsInSays: 'Next, evaluate a period: everybody is held against one standard.',
};
