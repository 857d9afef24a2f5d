import { inShort, memoryLimit, notRun } from './growth-report.js';
import { plot } from './plot.js';

/** The colour of limits, the last one of a plot. */
const LIMIT_COLOUR = 5;

/**
 * How time and memory grow with the rows, as SVG.
 * @param {import('./growth.js').Grown} grown
 */
export function growthPlot(grown) {
  const { title, series } = grown;
  const sizes = series[0].points.map(({ rows }) => rows);
  /** @type {import('./plot.js').Line[]} */
  const times = series.map(({ name, points, stopped }, colour) => ({
    name,
    notes: stopped ? [`${inShort(stopped.rows)}: ${notRun(stopped.seconds)}`] : [],
    colour,
    points: points.map(({ rows, seconds }) => [rows, seconds]),
  }));
  /** @type {import('./plot.js').Line[]} */
  const memory = series.map(({ name, points }, colour) => ({
    name,
    colour,
    points: points.flatMap(({ rows, peak }) => (peak === null ? [] : [[rows, peak]])),
  }));
  const limit = { name: 'limit', colour: LIMIT_COLOUR, limit: true };
  const limits = sizes.map((rows) => /** @type {const} */ ([rows, memoryLimit(grown, rows)]));
  const shared = { x: 'rows', xTick: inShort };
  const panels = [
    { ...shared, y: 'median time', yTick: timeTick, lines: times.filter(hasPoints) },
    {
      ...shared,
      y: 'peak memory',
      yTick: memoryTick,
      lines: [...memory, { ...limit, points: limits }].filter(hasPoints),
    },
  ];
  return plot(title, panels, series.map(({ side }) => side).join(' · '));
}

/** @param {import('./plot.js').Line} line */
function hasPoints({ points }) {
  return points.length > 0;
}

/** @param {number} seconds */
function timeTick(seconds) {
  if (seconds < 0.001) return `${Math.round(seconds * 1e6)} µs`;
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds} s`;
}

/** @param {number} bytes */
function memoryTick(bytes) {
  return bytes < 1e9 ? `${bytes / 1e6} MB` : `${bytes / 1e9} GB`;
}
