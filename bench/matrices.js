import { closeSync, openSync, writeSync } from 'node:fs';
import { generator } from '../examples/random.js';
import { binomial, gamma, poisson } from './random.js';

/** Shares of three groups of people, and how tasks go with them: as in summaries.js. */
const levels = [
  { until: 0.25, tasks: 70, completes: 0.95, hours: 0.4 },
  { until: 0.75, tasks: 55, completes: 0.8, hours: 0.6 },
  { until: 1, tasks: 40, completes: 0.55, hours: 0.9 },
];

/** Shares of four groups of appraised people, and their mean points on each of seven indicators. */
const grades = [
  { until: 0.32, points: 8.5 },
  { until: 0.7, points: 7 },
  { until: 0.97, points: 5.5 },
  { until: 1, points: 3.5 },
];

/** What estimators are measured on, by name: the columns and how one row is drawn. */
const kinds = {
  features: { columns: 3, draw: drawFeatures },
  points: { columns: 7, draw: drawPoints },
};

/** @typedef {keyof typeof kinds} Kind */

/**
 * Writes a matrix of made-up people as 64-bit floats, row by row: 'features' are completion rate, hours and
 * throughput, scaled to mean 0 and variance 1 as a population; 'points' are whole points on seven indicators.
 * @param {string} path
 * @param {Kind} kind
 * @param {number} rows
 * @param {number} seed
 */
export function writeMatrix(path, kind, rows, seed) {
  const { columns, draw } = kinds[kind];
  const random = generator(seed);
  const file = openSync(path, 'w');
  const most = 100_000;
  for (let done = 0; done < rows; done += most) {
    const part = new Float64Array(Math.min(most, rows - done) * columns);
    for (let at = 0; at < part.length; at += columns) draw(random, part, at);
    writeSync(file, new Uint8Array(part.buffer));
  }
  closeSync(file);
}

/** @param {Kind} kind */
export function columnsOf(kind) {
  return kinds[kind].columns;
}

/**
 * @param {() => number} random
 * @param {Float64Array} row
 * @param {number} at
 */
function drawFeatures(random, row, at) {
  const { tasks, completes, hours } = groupOf(levels, random());
  const total = poisson(random, tasks) + 1;
  const completed = binomial(random, total, completes);
  row[at] = (completed / total - 0.775) / 0.17;
  row[at + 1] = (gamma(random, 6, hours) - 3.75) / 2.05;
  row[at + 2] = (completed - 46) / 18.5;
}

/**
 * @param {() => number} random
 * @param {Float64Array} row
 * @param {number} at
 */
function drawPoints(random, row, at) {
  const { points } = groupOf(grades, random());
  for (let j = 0; j < 7; j++) {
    // The sum of twelve uniform numbers is near enough to a normal one.
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += random();
    row[at + j] = Math.min(12, Math.max(0, Math.round(points + 1.1 * sum)));
  }
}

/**
 * @template {{ until: number }} T
 * @param {readonly T[]} groups
 * @param {number} drawn
 * @returns {T}
 */
function groupOf(groups, drawn) {
  return groups.find(({ until }) => drawn < until) ?? groups[groups.length - 1];
}
