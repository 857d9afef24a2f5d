import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { median } from './measure.js';

/**
 * One side of one piece of work, measured several times. The first side of a piece of work is ours: it may have a limit
 * in seconds, and a peer a number of times that it should take at least as long as we.
 * @typedef {import('./work.js').Measured & { work: string, within?: number | undefined, atLeast?: number | undefined }} Result
 */

/**
 * Results as a Markdown table, each peer with how many times as long as we it takes, and which goals are missed.
 * @param {readonly Result[]} results
 */
export function resultsTable(results) {
  const rows = results.map((result) => {
    const time = median(result.seconds);
    const ours = results.find(({ work }) => work === result.work) ?? result;
    const ratio = time / median(ours.seconds);
    return [
      result.work,
      result.side,
      seconds(time),
      `${seconds(Math.min(...result.seconds))} - ${seconds(Math.max(...result.seconds))} (${result.seconds.length})`,
      result === ours ? '' : times(ratio),
      result === ours
        ? goal(result.within, time <= (result.within ?? time), seconds)
        : goal(result.atLeast, ratio >= (result.atLeast ?? 0), times),
      megabytes(result.peak),
      result.answer ?? '',
    ];
  });
  return table(
    ['work', 'side', 'median', 'fastest - slowest (runs)', 'times ours', 'goal', 'peak memory', 'answer'],
    rows,
  );
}

/**
 * Cells as a Markdown table, padded so that the text can be read as it is.
 * @param {readonly string[]} header
 * @param {readonly (readonly string[])[]} rows
 */
export function table(header, rows) {
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i].length)));
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** The machine, its load, Node and the commit, one on each line. */
export function circumstances() {
  const cpus = os.cpus();
  const memory = `${Math.round(os.totalmem() / 2 ** 30)} GiB`;
  return [
    `- machine: ${cpus.length} x ${cpus[0]?.model.trim() ?? os.arch()}, ${memory}, ${os.type()} ${os.release()}`,
    `- load of the machine before: ${os.loadavg()[0].toFixed(1)}`,
    `- Node ${process.versions.node}`,
    `- commit ${commit()}`,
  ].join('\n');
}

/** @param {number} time */
export function seconds(time) {
  return `${time.toFixed(time < 10 ? 3 : 1)} s`;
}

/** @param {number | null} bytes */
export function megabytes(bytes) {
  return bytes === null ? '' : `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
}

/** The commit that is checked out, and whether anything was changed since. */
export function commit() {
  try {
    const git = (/** @type {string[]} */ ...args) =>
      execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8', stdio: 'pipe' }).trim();
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}, ${git('show', '-s', '--format=%cs')}`;
  } catch {
    return 'unknown (not a git checkout)';
  }
}

/** @param {number} ratio */
function times(ratio) {
  return `${ratio.toFixed(1)}x`;
}

/**
 * @param {number | undefined} aim
 * @param {boolean} reached
 * @param {(aim: number) => string} inWords
 */
function goal(aim, reached, inWords) {
  return aim === undefined ? '' : `${inWords(aim)}${reached ? '' : ', missed'}`;
}
