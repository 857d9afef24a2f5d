import { PRINTED_SHARES, type Shares } from './company.ts';
import type { Experiments } from './experiments.ts';
import { type Luck, RUNS } from './objectivity.ts';
import { POINT_SCALINGS } from './technical.ts';
import { percent, table } from './text.ts';

export function companySection({ company, technical, minPts }: Experiments): string {
  const { sweep, lowest } = company;
  return `## Figure 2: 1,064 technical employees

The company's data are not published. \`examples/technical.csv\` holds ${company.people.toLocaleString('en-GB')} invented employees, from a seed: four groups
as large as Figure 2 prints the grades, who reach 76, 64, 52 and 30 % of the points on average, with people and indicators
scattered around that, in whole points. That the shares of the groups are as printed is put in; whether the method finds them
again is not.

![Shares of the grades among 1,064 technical employees](figures/shares.svg)

${table(
  ['', ...technical.grades],
  [
    ['Figure 2 of the paper', ...cells(PRINTED_SHARES)],
    ['density-seeded K-means', ...cells(company.byKMeans)],
    ['with the two floors', ...cells(company.withFloors)],
    ['scoring method', ...cells(company.byScoring)],
  ],
)}

The two methods agree on ${percent(company.agreement, 0)} of the people: thresholds are fixed in points, so that over half of this company is excellent by
them, while K-means grades people against each other.

Shares for other MinPts and scalings:

${table(
  ['Clustered', 'MinPts', ...technical.grades],
  POINT_SCALINGS.flatMap((scaling) => {
    const outcomes = new Map<string, number[]>();
    for (const { scaling: own, minPts: value, shares } of sweep) {
      if (own !== scaling) continue;
      const key = cells(shares).join();
      outcomes.set(key, [...(outcomes.get(key) ?? []), value]);
    }
    return Array.from(outcomes, ([key, values]) => [scaling, tried(values, sweep), ...key.split(',')]);
  }),
)}

Where the groups stand apart, neither matters. How far apart must they be? The same company, with the last 3 % reaching more or
fewer of the points (shares of points, MinPts ${minPts}):

${table(
  ['the last 3 % reach', ...technical.grades],
  lowest.map(({ reach, shares }) => [percent(reach, 0), ...cells(shares)]),
)}

K-means splits what is large and spread out before it gives a small group a centre of its own. As soon as the poorest reach more
than 30 % of the points, the last grade is filled up with people from the group above. Three per cent poor, as in Figure 2, are
plausible only where the poor are far below everybody else.`;
}

export function objectivitySection({ objectivity }: Experiments): string {
  const cell = ({ moved, unusual }: Luck) => `${percent(moved, 1)} (${percent(unusual, 2)})`;
  return `## Objectivity, measured

The same people, clustered ${RUNS} times, each time with another seed and in another order, their groups matched to those of
the first run. The first number is the share of people who are not in the same group every time; the one in brackets is how
often, on average, somebody is not in the group he or she is in most often. Scikit-learn's rules for k-means++ and for stopping;
UCI data and SiP standard-scaled, appraisals as shares of points.

![Share of people whose group depends on luck](figures/objectivity.svg)

${table(
  ['People', 'number', 'groups', 'k-means++ once', 'k-means++, best of 10', 'density seeding'],
  objectivity.map((result) => [
    result.name,
    result.people.toLocaleString('en-GB'),
    String(result.clusters),
    cell(result.plusPlusOnce),
    cell(result.plusPlusTen),
    `**${cell(result.density)}**`,
  ]),
)}

Ten starts instead of one make luck rarer, not impossible. Density seeding draws nothing and clusters the rows in an order of
their own, so the answer is the same to the last bit. ("Poor ones nearer" are the 1,064 with the last group at 38 % of the points.)`;
}

function cells(shares: Shares): string[] {
  return shares.map((share) => percent(share, 1));
}

/** The MinPts of an outcome. */
function tried(values: readonly number[], sweep: Experiments['company']['sweep']): string {
  const all = new Set(sweep.map(({ minPts }) => minPts));
  return values.length === all.size ? `all of ${[...all].join(', ')}` : values.join(', ');
}
