/**
 * A figure of a case: what was measured, as text, and the goal; `passed` is null where there is none.
 * @typedef {{ name: string, value: string, goal: string, passed: boolean | null }} Figure
 *
 * What a case is given: a folder to write to, whether a short form of it is asked for, how often (kills, files) where
 * somebody said so, and where to say what it does.
 * @typedef {{ scratch: string, short: boolean, times: number | undefined, say: (line: string) => void }} Setting
 *
 * What a case did, with its figures; `notRun` says why there are none.
 * @typedef {{ did: string, figures: readonly Figure[] } | { notRun: string }} Outcome
 *
 * What a file in faults/cases/ exports.
 * @typedef {{ title: string, run: (setting: Setting) => Promise<Outcome> }} Case
 */

/**
 * Something that must be none.
 * @param {string} name
 * @param {readonly string[]} found
 * @returns {Figure}
 */
export function none(name, found) {
  const shown = found.length === 0 ? '0' : `${found.length}: ${found.slice(0, 5).join('; ')}`;
  return { name, value: shown, goal: '0', passed: found.length === 0 };
}

/**
 * A measure that must stay below a goal.
 * @param {string} name
 * @param {number} value
 * @param {number} goal
 * @param {string} unit
 * @returns {Figure}
 */
export function below(name, value, goal, unit) {
  return {
    name,
    value: `${shown(value)} ${unit}`,
    goal: `below ${shown(goal)} ${unit}`,
    passed: value < goal,
  };
}

/**
 * Something that is told and has no goal.
 * @param {string} name
 * @param {string} value
 * @returns {Figure}
 */
export function told(name, value) {
  return { name, value, goal: '', passed: null };
}

/**
 * Something that must be so.
 * @param {string} name
 * @param {boolean} passed
 * @param {string} value
 * @returns {Figure}
 */
export function must(name, passed, value) {
  return { name, value, goal: 'yes', passed };
}

/**
 * The value below which a share of numbers lies; 0 of none.
 * @param {readonly number[]} numbers
 * @param {number} share
 */
export function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** @param {number} value */
function shown(value) {
  return value >= 100 ? String(Math.round(value)) : String(Math.round(value * 100) / 100);
}
