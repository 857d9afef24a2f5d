import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { median } from './measure.js';

/**
 * One side of one piece of work, measured several times. The first side of a piece of work is ours.
 * @typedef {{ work: string, side: string, seconds: readonly number[], peak: number | null, note?: string }} Result
 */

/**
 * Results as a Markdown table, each peer with how many times as long as we it takes.
 * @param {readonly Result[]} results
 */
export function tableOf(results) {
  const header = ['work', 'side', 'median', 'fastest - slowest', 'times ours', 'peak memory', 'answer'];
  const rows = results.map((result) => {
    const ours = results.find(({ work }) => work === result.work) ?? result;
    const time = median(result.seconds);
    return [
      result.work,
      result.side,
      seconds(time),
      `${seconds(Math.min(...result.seconds))} - ${seconds(Math.max(...result.seconds))}`,
      result === ours ? '' : `${(time / median(ours.seconds)).toFixed(1)}x`,
      result.peak === null ? '' : `${Math.round(result.peak / 2 ** 20)} MiB`,
      result.note ?? '',
    ];
  });
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i].length)));
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** The machine, the commit and Node, in one line each. */
export function circumstances() {
  const cpus = os.cpus();
  const memory = `${Math.round(os.totalmem() / 2 ** 30)} GiB`;
  return [
    `- machine: ${cpus.length} x ${cpus[0]?.model.trim() ?? os.arch()}, ${memory}, ${os.type()} ${os.release()}`,
    `- Node ${process.versions.node}`,
    `- commit ${commit()}`,
  ].join('\n');
}

function commit() {
  try {
    const git = (/** @type {string[]} */ ...args) =>
      execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8', stdio: 'pipe' }).trim();
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}, ${git('show', '-s', '--format=%cs')}`;
  } catch {
    return 'unknown (not a git checkout)';
  }
}

/** @param {number} time */
function seconds(time) {
  return `${time.toFixed(time < 10 ? 3 : 1)} s`;
}
