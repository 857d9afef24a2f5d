import { InputError } from '../../errors.ts';
import { SavedFields } from '../../estimators/saved.ts';
import { distinctRows } from '../../math/distinct-rows.ts';
import { type Matrix, rowsOf, takeRows } from '../../math/matrix.ts';
import { rowOrder } from '../../math/row-order.ts';
import type { FittedOn } from '../standard.ts';
import { fingerprint, openStandard, STANDARD_VERSION, sealStandard } from '../standard-file.ts';
import { parseRubric } from './check-rubric.ts';
import { gradeCentres } from './grading.ts';
import { type AppraisalOptions, appraisalOptions } from './options.ts';
import type { Rubric } from './rubric.ts';
import type { PositionGroup } from './shares.ts';
import { resampledCentres } from './stability.ts';

/** Everything that was fitted on appraisals: applying it to other people needs nothing else. */
export interface AppraisalStandard {
  readonly rubric: Rubric;
  readonly options: AppraisalOptions;
  /** The positions that somebody rated had, in the rubric's order. */
  readonly positions: readonly PositionStandard[];
}

export interface PositionStandard {
  /** The position's key in the rubric. */
  readonly position: string;
  readonly fittedOn: AppraisalsFittedOn;
  /**
   * The centres of the grades in shares of points times weights, best first, a column per indicator; null where there
   * were fewer different rows than grades, so that the scoring method's thresholds grade.
   */
  readonly centres: Matrix | null;
  /** The centres for colleagues drawn anew; null for a draw with too few different rows. */
  readonly resampled: readonly (Matrix | null)[];
}

export interface AppraisalsFittedOn extends FittedOn {
  /** How many of the rated people differ in their points. */
  readonly different: number;
}

/** Fits the grades of one position on its rated people, of whom there is at least one. */
export function fitPosition(
  { position, people, features }: PositionGroup,
  grades: number,
  { minPts, randomState }: AppraisalOptions,
): PositionStandard {
  const different = distinctRows(features).matrix.rows;
  const enough = different >= grades;
  return {
    position: position.key,
    fittedOn: {
      people: features.rows,
      unrated: people.length - features.rows,
      different,
      fingerprint: fingerprint([takeRows(features, rowOrder(features)).data]),
    },
    centres: enough ? gradeCentres(features, grades, minPts) : null,
    resampled: enough ? resampledCentres(features, grades, minPts, randomState) : [],
  };
}

/** A standard as the text of a readable JSON file. */
export function appraisalStandardToText({ rubric, options, positions }: AppraisalStandard): string {
  return sealStandard({
    format: 'evenhand-standard',
    version: STANDARD_VERSION,
    pipeline: 'appraisal',
    options,
    rubric: rubric.document,
    positions: positions.map(({ position, fittedOn, centres, resampled }) => ({
      position,
      fittedOn,
      centres: centres && rowsOf(centres),
      resampled: resampled.map((drawn) => drawn && Array.from(drawn.data)),
    })),
  });
}

/**
 * Reads what appraisalStandardToText wrote. Throws InputError where the text is no standard of appraisals, is newer than
 * this version, or is damaged; `where` is the file's name for the message.
 */
export function parseAppraisalStandard(text: string, where = 'the standard'): AppraisalStandard {
  const content = openStandard(text, 'appraisal', where);
  try {
    return standardFrom(content);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`${where} is damaged: ${reason}`, { cause });
  }
}

function standardFrom(content: Record<string, unknown>): AppraisalStandard {
  const fields = new SavedFields(content, 'standard');
  const options = fields.fields('options');
  const rubric = parseRubric(content.rubric);
  return {
    rubric,
    options: appraisalOptions({
      minPts: options.whole('minPts'),
      adjustSeverity: options.value('adjustSeverity') === true,
      randomState: options.whole('randomState'),
    }),
    positions: fields.list('positions').map((saved) => positionFrom(saved, rubric)),
  };
}

function positionFrom(saved: SavedFields, rubric: Rubric): PositionStandard {
  const key = saved.text('position');
  const position = rubric.positions.find((candidate) => candidate.key === key);
  if (!position) throw saved.damaged('position', 'must be one of its rubric', key);
  const rows = rubric.grades.length;
  const columns = position.indicators.length;
  const centres = saved.value('centres') === null ? null : saved.matrix('centres');
  if (centres && (centres.rows !== rows || centres.columns !== columns)) {
    throw saved.damaged('centres', `must be ${rows} rows of ${columns}`, [centres.rows, centres.columns]);
  }
  const fittedOn = saved.fields('fittedOn');
  return {
    position: key,
    fittedOn: {
      people: fittedOn.whole('people', 1),
      unrated: fittedOn.whole('unrated'),
      different: fittedOn.whole('different', 1),
      fingerprint: fittedOn.text('fingerprint'),
    },
    centres,
    resampled: drawsOf(saved, rows, columns),
  };
}

function drawsOf(saved: SavedFields, rows: number, columns: number): (Matrix | null)[] {
  const draws = saved.value('resampled');
  if (!Array.isArray(draws)) throw saved.damaged('resampled', 'must be a list', draws);
  return draws.map((drawn: unknown) => {
    if (drawn === null) return null;
    return { rows, columns, data: new SavedFields({ drawn }, 'standard').numbers('drawn', rows * columns) };
  });
}
