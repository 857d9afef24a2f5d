export const person = {
  // Words that other pages use, too.
  completion_rate: 'Completion rate',
  task_efficiency: 'Task efficiency',
  throughput: 'Throughput',
  avg_task_hours: 'Hours a task',
  completed_tasks: 'Tasks done',

  manager: 'Manager',
  previous: (name: string) => `Previous: ${name}`,
  next: (name: string) => `Next: ${name}`,
  atBeginning: 'The list begins here',
  atEnd: 'The list ends here',
  inTheList: 'Within the list',
  backToList: 'Back to the list',
  print: 'Print',
  unratedBecause: (reason: string) => `Unrated: ${reason}.`,
  unratedSays: 'Too little is known for a rating. Nobody is scored as zero for that.',
  noResult: 'No result in this evaluation',
  noResultSays: 'The person is not in it, or it is not for you to see. Choose another evaluation above.',

  scoreTitle: 'Score',
  ofHundred: 'of 100',
  scoreParts: 'What the score is made of',
  part: 'Part',
  points: 'Points',
  value: 'Value',
  weight: 'Weight',
  sum: 'Score',
  partSays: {
    completion_rate: (done: string, given: string) => `${done} of ${given} tasks done`,
    task_efficiency: (hours: string) => `${hours} hours a task`,
    throughput: (done: string) => `${done} tasks done`,
  },

  standing: 'Among colleagues',
  standingOf: (people: string, position: string) => `${people} people of the position ${position}`,
  standingOfAll: (people: string) => `All ${people} people of the evaluation`,
  tooFew:
    'Too few people have this position to compare with them without telling of single ones. So here is everybody.',
  noPosition: 'No position is on record. So here is everybody.',
  withheld: 'Too few people to compare with, without telling of single ones.',
  middleHalf: (from: string, to: string) => `The middle half has ${from} to ${to} points.`,
  median: (points: string) => `The median is ${points}.`,
  above: (share: string) => `${share} points above the median.`,
  below: (share: string) => `${share} points below the median.`,
  atMedian: 'At the median.',
  scoreFromTo: (from: string, to: string) => `${from} to ${to}`,
  people: 'People',
  fewer: 'withheld',
  someWithheld: 'Bars that would tell of few people are left out.',
  mark: (isOwn: boolean) => (isOwn ? 'You' : 'This person'),

  tierDistance: 'To the next tier',
  toBetter: (tier: string) => `Towards ${tier}`,
  toLower: (tier: string) => `Down to ${tier}`,
  best: 'This is the best tier: from here it only goes down.',
  border: 'Border',
  nearer: (share: string) => `${share} of the way from the middle of the own tier to the border.`,
  wouldCross: (feature: string, from: string, to: string) =>
    `${feature} from ${from} to ${to} would cross the border, all else unchanged.`,
  wouldCrossTasks: (from: string, to: string) =>
    `${to} tasks done instead of ${from}, at the same completion rate, would cross the border.`,
  noSingleChange: 'No change of one number alone would cross the border.',
  stability: 'Stability',
  stabilitySays: (share: string) => `Stays in this tier in ${share} of 200 other mixes of colleagues.`,
  borderlineSays: 'That is a border case: the tier says less than others do.',
  stableSays: 'That is firm.',

  anomaly: 'Why unusual',
  anomalyLead: {
    better: 'Unlike most others, in a good way.',
    worse: 'Unlike most others, in a way that asks for a look.',
    mixed: 'Unlike most others, some of it good, some not.',
  },
  beyond: 'Beyond the absolute limit, too: that may be nobody, or many.',
  lookFirst: 'Look before you praise or blame.',
  high: {
    completion_rate: 'High completion rate',
    avg_task_hours: 'Many hours a task',
    completed_tasks: 'Many tasks done',
  },
  low: {
    completion_rate: 'Low completion rate',
    avg_task_hours: 'Few hours a task',
    completed_tasks: 'Few tasks done',
  },
  typical: (value: string) => `typical is ${value}`,
  typicalRange: (share: string, from: string, to: string, middle: string) =>
    `${share} of all people have ${from} to ${to}, the middle one ${middle}`,
  together: 'An unusual combination of ordinary numbers.',
  mistakes: 'Likely a mistake in the data',
  mistake: {
    more_hours_than_the_period: (value: string, limit: string) =>
      `The tasks add up to ${value} hours, more than the ${limit} that the period has: nobody can have worked them.`,
    tasks_of_less_than_a_minute: (value: string) =>
      `A completed task took ${value} seconds on average, less than a minute: ticked off in bulk, or hours in another unit.`,
    far_more_tasks_than_others: (value: string, limit: string) =>
      `${value} completed tasks are more than 200 times the median (above ${limit}): hardly the work of one person.`,
  },

  trend: 'From period to period',
  period: 'Period',
  forecast: 'Forecast',
  trendLine: 'Trend',
  trendSays: (slope: string) => `${slope} points from one period to the next`,
  trendInterval: (level: string, low: string, high: string) => `with ${level} certainty ${low} to ${high}`,
  rising: 'Rising',
  falling: 'Falling',
  steady: 'No trend that the values could show',
  forecastSays: (value: string, share: string, low: string, high: string) =>
    `Next period: about ${value}; in ${share} of cases ${low} to ${high}.`,
  backtest: (forecasts: string, error: string) =>
    `Tried on ${forecasts} past periods, such forecasts were ${error} points off on average.`,
  changed: (period: string, before: string, after: string) =>
    `New level from ${period} on: ${before} to ${after}.`,
  oneStandard: (name: string) => `All periods are held against one standard, ${name}.`,
  tooFewPeriods: 'There is only one period with a score so far. A trend shows with more.',
  noForecast: 'A forecast needs eight periods.',

  appraisal: 'Appraisal',
  grade: 'Grade',
  byClusters: 'By clustering',
  byClustersSays: 'Compares all indicators with those of colleagues (density-seeded K-means)',
  byPoints: 'By points',
  byPointsSays: 'The sum of points against fixed thresholds (scoring method)',
  pointsOf: (points: string, maximum: string) => `${points} of ${maximum} points`,
  sameGrade: 'Both methods give the same grade.',
  otherGrade: 'The two methods differ.',
  nearerGrade: (own: string, distance: string, other: string, otherDistance: string) =>
    `The points on the single indicators are nearer to the middle of ${own} (${distance}) than to that of ${other} (${otherDistance}).`,
  floor: (indicator: string, share: string, grade: string) =>
    `${share} on ${indicator}: the grade is at most ${grade}.`,
  clusteredBefore: (grade: string) => `Before floors: ${grade}.`,
  radar: 'Indicators',
  indicator: 'Indicator',
  own: (isOwn: boolean) => (isOwn ? 'You' : 'This person'),
  ownGrade: (grade: string) => `Middle of ${grade}`,
  nextGrade: (grade: string) => `Middle of ${grade}, the next`,
  strengths: 'Strengths',
  needs: 'To work on',
  missingPoints: (points: string) => `${points} points short`,
  extraPoints: (points: string) => `${points} points ahead`,
  nothingMissing: 'Nothing is below the next grade.',
  appraisers: (count: string, isOne: boolean) => (isOne ? 'One appraiser' : `${count} appraisers`),
  fromEvaluation: (name: string) => `From the evaluation ${name}`,

  history: 'All evaluations',
  evaluation: 'Evaluation',
  finished: 'Finished',
  thisOne: 'shown here',
  pipeline: { tasks: 'Tasks', appraisal: 'Appraisal' },

  team: 'Team',
  teamSays: (count: string, isOne: boolean) =>
    isOne ? 'One person reports here' : `${count} people report here`,
  teamAll: 'See them all',

  said: 'Comments',
  nothingSaid: 'Nobody has said anything of this result.',
  comment: 'Comment',
  commentLabel: 'Say something of this result',
  commentHint: 'Whoever sees this result can read it.',
  send: 'Send',
  sent: 'It is kept beside the result.',
  you: 'you',
  somebody: 'somebody',
  saidBy: (who: string, when: string) => `${who}, ${when}`,
  contest: 'Contest',
  contestTitle: 'Is something wrong?',
  contestSays: (days: string) =>
    `Contest the result: a person looks at it and answers within ${days} days. It does you no harm to ask.`,
  contestLabel: 'What is wrong, and why',
  contestOpen: 'Contest this result',
  contestSent: (day: string) => `Your contest is on record. It is to be answered by ${day}.`,
  contestState: { open: 'open', answered: 'answered', noted: '' },
  answerBy: (day: string) => `To be answered by ${day}`,
  late: (day: string) => `Should have been answered by ${day}`,
  answer: 'Answer',
  answerLabel: 'Answer to the contest',
  answered: 'The answer is on record.',
  answeredBy: (who: string, when: string) => `Answered by ${who}, ${when}`,
  cancel: 'Cancel',

  decisions: 'Decisions',
  decisionsSays: 'A number decides nothing. Who decides on its ground is named here, with the reasons.',
  noDecisions: 'Nobody has decided anything on this result.',
  decide: 'Record a decision',
  decisionKind: 'About',
  decisionText: 'What was decided, and on what grounds beside the result',
  decisionKeep: 'Record',
  decisionKept: 'The decision is on record, with your name.',
  decidedBy: (who: string, when: string) => `Decided by ${who}, ${when}`,
  kinds: {
    pay: 'Pay',
    promotion: 'Promotion',
    training: 'Training',
    improvement: 'Improvement plan',
    employment: 'Employment',
    none: 'Nothing follows',
  },

  account: 'How this came about',
  accountSays: (isOwn: boolean) =>
    isOwn
      ? 'What was used, how it counts, and what would change it: you are owed this (GDPR, articles 15 and 22).'
      : 'What was used, how it counts, and what would change it: the person is owed this (GDPR, articles 15 and 22).',
  how: 'How',
  used: 'What was used',
  change: 'What would change it',
  rights: (isOwn: boolean) => (isOwn ? 'Your rights' : 'The person’s rights'),
  scoreSays: (isOwn: boolean, score: string, completion: string, hours: string, tasks: string) =>
    `${isOwn ? 'Your' : 'The'} score is ${score} of 100: ${completion} points come from the share of tasks done, ${hours} from the hours a task took, ${tasks} from how many were done.`,
  weightsSay: (completion: string, hours: string, tasks: string) =>
    `For everybody the share of tasks done weighs ${completion}, the hours ${hours} and the number of tasks ${tasks}. Hours and tasks are compared with the least and the most that anybody had when the standard was fitted.`,
  tierSays: (isOwn: boolean, tier: string) =>
    `${isOwn ? 'You are in' : 'The tier is'} ${tier}, because ${isOwn ? 'your' : 'the'} three numbers lie nearest to the middle of that tier.`,
  gradeSays: (isOwn: boolean, grade: string, points: string, maximum: string) =>
    `${isOwn ? 'Your' : 'The'} grade is ${grade}, with ${points} of ${maximum} points.`,
  gradeHow: 'Grades are found by comparing all indicators with those of everybody in the same position.',
  usedPeriod: (name: string, from: string, to: string) => `Period ${name}: ${from} to ${to}`,
  usedStandard: (name: string, version: string) =>
    `Standard ${name}, version ${version}, the same for everybody`,
  usedEvaluation: (name: string) => `Evaluation ${name}`,
  usedNumbers: (done: string, given: string, hours: string) =>
    `${done} of ${given} tasks done, ${hours} hours a task`,
  sources: {
    task_log: (when: string) => `A task log, counted since ${when}`,
    summaries: (when: string) => `A file of summaries, counted since ${when}`,
    sheets: (when: string) => `Appraisal sheets, counted since ${when}`,
    tasks: (count: string, when: string) =>
      `${count} tasks that another system reported, the last one on ${when}`,
    other: (kind: string, when: string) => `${kind}, counted since ${when}`,
  },
  noSources: 'No file or task of this period is on record any more.',
  released: (who: string, when: string) => `Looked through and released by ${who} on ${when}`,
  notReleased: 'Not released yet: managers and employees do not see it.',
  review: 'What they say of it',
  noDecisionAlone:
    'No decision about a person is made by this evaluation alone. Whoever decides is named below.',
  rightsSay: (isOwn: boolean, days: string) =>
    isOwn
      ? `You can comment on this result, contest it, and have a person look at it: the answer is due within ${days} days.`
      : `The person can comment on this result, contest it, and have somebody look at it: the answer is due within ${days} days.`,
  nothingKnown: 'Nothing is known that would change it.',
};
