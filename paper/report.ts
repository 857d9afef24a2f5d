import type { Experiments } from './experiments.ts';
import { PAPER } from './figures.ts';
import { RUNS } from './objectivity.ts';
import { companySection, objectivitySection } from './report-company.ts';
import { technicalSection } from './report-technical.ts';
import { uciSection } from './report-uci.ts';
import { percent, table } from './text.ts';

/** RESULTS.md: what the paper says, what comes out here, and what of it holds. */
export function report(experiments: Experiments): string {
  return `${[
    opening(experiments),
    uciSection(experiments),
    technicalSection(experiments),
    companySection(experiments),
    objectivitySection(experiments),
  ].join('\n\n')}\n`;
}

/** The sections that need no UCI data. */
export function reportWithoutUci(experiments: Experiments): string {
  return [technicalSection, companySection, objectivitySection]
    .map((section) => section(experiments))
    .join('\n\n');
}

function opening(experiments: Experiments): string {
  const { uci, technical, company, objectivity, minPts } = experiments;
  const above = uci.filter(({ best }) => best.accuracy * 100 >= PAPER.improved[0]);
  const sets = new Set(above.map(({ title }) => title));
  const most = Math.max(...technical.starts.map(({ best }) => best));
  const moved = Math.max(...objectivity.map(({ plusPlusOnce }) => plusPlusOnce.moved));
  return `# Fan 2022, done again

Ci Fan, "Evaluating Employee Performance with an Improved Clustering Algorithm", Informatica 46 (2022) 123-128,
[doi 10.31449/inf.v46i5.4079](https://doi.org/10.31449/inf.v46i5.4079). \`npm run paper\` writes this page and its
figures; [README.md](README.md) says where the data come from. Everything is computed by Evenhand's own estimators, from
fixed seeds; density seeding looks at ${minPts} neighbours (MinPts ${minPts}) unless a table says otherwise.

## What holds and what does not

${table(
  ['The paper says', 'Here', 'Verdict'],
  [
    [
      `Traditional K-means is ${PAPER.traditional[0]} to ${PAPER.traditional[1]} % accurate on five UCI data sets`,
      `means of 100 random starts from ${percent(Math.min(...uci.map(({ random }) => random.accuracy.mean)))} to ${percent(Math.max(...uci.map(({ random }) => random.accuracy.mean)))}, depending on data and scaling`,
      'the range is narrower than what can be found',
    ],
    [
      `The improved K-means is ${PAPER.improved[0]} to ${PAPER.improved[1]} % accurate on all five`,
      `the lowest inertia known reaches ${PAPER.improved[0]} % on ${sets.size} of the five in some scaling; on Diabetes no run exceeds ${percent(mostAccurate(experiments, 'diabetes'))}, on Ionosphere none ${percent(mostAccurate(experiments, 'ionosphere'))}`,
      '**cannot be reproduced**: no start makes K-means that accurate on these data',
    ],
    [
      'Choosing centres by density does away with luck',
      `without it up to ${percent(moved, 0)} of the people change groups with the seed; with it nobody in ${RUNS} runs`,
      '**holds**',
    ],
    [
      'The scoring method grades the 15 technical employees as in Table 4',
      `${technical.scoringAgrees} of 15 agree`,
      '**holds**',
    ],
    [
      'The improved K-means grades them as in Table 4',
      `${technical.plainAgrees} of the 14 printed agree; of all 1,365 possible starts in four scalings none gives more than ${most}`,
      '**cannot be reproduced** by K-means on the printed points alone',
    ],
    [
      'Its reasons: too few points on one important indicator lower a grade',
      `said in the open, as two floors of the rubric, they give ${technical.floorsAgree} of 14`,
      '**holds**, as a rule beside the clustering',
    ],
    [
      'Of 1,064 technical employees 32, 38, 27 and 3 % are excellent, good, qualified and poor',
      `the data are not published; of as many invented ones, in groups that large, ${company.byKMeans.map((share) => percent(share, 0)).join(', ')}`,
      'possible, if the poor stand apart (see below)',
    ],
  ],
)}`;
}

function mostAccurate({ uci, readings }: Experiments, dataSet: string): number {
  const here = uci.filter((result) => result.dataSet === dataSet).map((result) => result.mostAccurate);
  const others = readings.filter((result) => result.dataSet === dataSet).map((result) => result.bestAccuracy);
  return Math.max(...here, ...others);
}
