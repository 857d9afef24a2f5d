import { megabytes, seconds, table } from './report.js';

/** What the largest size may take, as many times as the one before, which has a tenth of the rows. */
const MOST_TIMES = 11;
/** What may be held in memory: so many feature matrices, and so many bytes for everything else. */
const MOST_MATRICES = 3;
const MOST_BESIDE = 200e6;

/**
 * The bytes that the work may hold in memory at a size.
 * @param {import('./growth.js').Grown} grown
 * @param {number} rows
 */
export function memoryLimit({ bytesPerRow }, rows) {
  return MOST_MATRICES * bytesPerRow * rows + MOST_BESIDE;
}

/**
 * Everything that was measured of growth as Markdown: whether we keep within the limits, then a table for each.
 * @param {readonly import('./growth.js').Grown[]} all
 * @param {(id: string) => string} plotOf where the plot lies, as the text is to link to it
 */
export function growthReport(all, plotOf) {
  const sections = all.map(
    (grown) =>
      `## ${grown.title}\n\n![${grown.title}](${plotOf(grown.id)})\n\n${timesTable(grown)}\n\n${grown.about}\n`,
  );
  return `# Growth

What \`npm run bench -- --growth\` measured: medians, and the most memory that a process held. A peer stops where a run
would take more than half a minute; what it would take is then expected from its two sizes before.

## Limits

Ten times the rows may take ${MOST_TIMES} times as long. Memory may be ${MOST_MATRICES} times the matrix of features (8 bytes for
each number) and ${MOST_BESIDE / 1e6} MB.

${limitsTable(all)}

${sections.join('\n')}`;
}

/** @param {readonly import('./growth.js').Grown[]} all */
export function limitsTable(all) {
  const rows = all.flatMap((grown) => {
    const [ours] = grown.series;
    const [last, before] = ours.points.toReversed();
    if (before === undefined) return [];
    const allowed = (MOST_TIMES / 10) * (last.rows / before.rows);
    const ratio = last.seconds / before.seconds;
    const limit = memoryLimit(grown, last.rows);
    return [
      [
        grown.title,
        `${inShort(before.rows)}: ${seconds(before.seconds)} (${before.runs})`,
        `${inShort(last.rows)}: ${seconds(last.seconds)} (${last.runs})`,
        `${ratio.toFixed(1)}x of ${allowed.toFixed(0)}x`,
        ratio <= allowed ? 'passed' : 'missed',
        last.peak === null ? 'unknown' : `${megabytes(last.peak)} of ${megabytes(limit)}`,
        last.peak === null ? '' : last.peak <= limit ? 'passed' : 'missed',
      ],
    ];
  });
  return table(
    ['work', 'rows: median (runs)', 'ten times as many', 'takes', 'time', 'peak memory', 'memory'],
    rows,
  );
}

/** @param {import('./growth.js').Grown} grown */
function timesTable({ series }) {
  const [ours] = series;
  const rows = ours.points.map(({ rows: size }) => [
    size.toLocaleString('en'),
    ...series.map(({ points, stopped }) => {
      const point = points.find(({ rows }) => rows === size);
      if (point)
        return `${seconds(point.seconds)} (${point.runs})${point.peak === null ? '' : `, ${megabytes(point.peak)}`}`;
      return stopped?.rows === size ? notRun(stopped.seconds) : '';
    }),
  ]);
  return table(['rows', ...series.map(({ side }) => `${side}: median (runs), peak memory`)], rows);
}

/**
 * Why a size was not run, in words.
 * @param {number | null} expected seconds
 */
export function notRun(expected) {
  if (expected === null) return 'failed';
  if (expected < 100) return `about ${Math.round(expected)} s, not run`;
  if (expected < 6000) return `about ${Math.round(expected / 60)} min, not run`;
  return `about ${Math.round(expected / 3600)} h, not run`;
}

/**
 * A number of rows as people say it: 1k, 10M.
 * @param {number} rows
 */
export function inShort(rows) {
  if (rows >= 1e6) return `${rows / 1e6}M`;
  return rows >= 1000 ? `${rows / 1000}k` : String(rows);
}
