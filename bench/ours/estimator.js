/**
 * Runs one estimator of a built Evenhand on a matrix in a file and prints, as JSON, how long each run took and what it
 * answered: node estimator.js DIST TASK FILE ROWS COLUMNS CLUSTERS TIMES
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LONG } from '../measure.js';

const [dist, task, file, rowsText, columnsText, clustersText, timesText] = process.argv.slice(2);
/** @type {typeof import('../../dist/estimators/index.js')} */
const { densitySeeds, IsolationForest, KMeans } = await import(
  pathToFileURL(join(dist, 'estimators', 'index.js')).href
);
const rows = Number(rowsText);
const columns = Number(columnsText);
const clusters = Number(clustersText);
const bytes = readFileSync(file);
const X = { rows, columns, data: new Float64Array(bytes.buffer, bytes.byteOffset, rows * columns) };

const firstRows = Array.from({ length: clusters }, (_, c) => c);
/** Those with the lowest first feature, the first ones where it is equal. */
const lowestRows = task === 'lloyd-lowest' ? lowest() : [];

function lowest() {
  /** @type {number[]} */
  const found = [];
  while (found.length < clusters) {
    let best = -1;
    for (let i = 0; i < rows; i++) {
      const isLower = best < 0 || X.data[i * columns] < X.data[best * columns];
      if (isLower && !found.includes(i)) best = i;
    }
    found.push(best);
  }
  return found;
}

/** @param {number[]} init */
function lloydFrom(init) {
  const { inertia, iterations } = new KMeans({ clusters, init, tolerance: 0, maxIterations: 1000 }).fit(X);
  return `inertia ${inertia.toPrecision(9)}, ${iterations} iterations`;
}

/** @type {Record<string, () => string>} */
const tasks = {
  'k-means': () => `inertia ${new KMeans({ clusters, nInit: 10 }).fit(X).inertia.toPrecision(9)}`,
  thorough: () => `inertia ${new KMeans({ clusters, init: 'thorough' }).fit(X).inertia.toPrecision(9)}`,
  lloyd: () => lloydFrom(firstRows),
  'lloyd-lowest': () => lloydFrom(lowestRows),
  forest: () => {
    const forest = new IsolationForest({ contamination: 0.05 });
    const scores = forest.fitScoreSamples(X);
    return `${scores.reduce((flagged, score) => flagged + (score < forest.offset ? 1 : 0), 0)} flagged`;
  },
  'm-dist': () => `mean ${densitySeeds(X, clusters, { minPts: 10 }).meanDist.toPrecision(9)}`,
  density: () => `inertia ${new KMeans({ clusters, init: 'density' }).fit(X).inertia.toPrecision(9)}`,
};

const seconds = [];
let answer = '';
for (let i = 0; i < Number(timesText) && !(seconds[i - 1] > LONG); i++) {
  const began = performance.now();
  answer = tasks[task]();
  seconds.push((performance.now() - began) / 1000);
}
console.log(JSON.stringify({ seconds, answer, side: 'Evenhand' }));
