import type { EditedFloor } from '../../parts/floors-editor.tsx';
import { entriesOf } from './rubric-positions.ts';

/** A rubric as it is being written: what is named twice, or not yet, has its place. */
export interface RubricDraft {
  readonly name: string;
  readonly version: string;
  readonly title: string;
  readonly source: string;
  readonly grades: readonly GradeDraft[];
  readonly floors: readonly EditedFloor[];
  readonly missing: number | null;
  readonly roles: readonly { readonly name: string; readonly weight: number | null }[];
  readonly indicators: readonly IndicatorDraft[];
  readonly positions: readonly PositionDraft[];
}

export interface GradeDraft {
  readonly name: string;
  /** What the total must reach; not of the last grade. */
  readonly points: number | null;
  /** Whether it must be more than that. */
  readonly isAbove: boolean;
}

export interface IndicatorDraft {
  readonly key: string;
  readonly label: string;
  /** With commas between. */
  readonly synonyms: string;
}

export interface PositionDraft {
  readonly key: string;
  readonly label: string;
  /** By the place of the indicator; null where the position does not have it. */
  readonly points: readonly (number | null)[];
  readonly weights: readonly (number | null)[];
  /** What else its document says: words, and rules of its own. */
  readonly others: Readonly<Record<string, unknown>>;
}

/** What a new rubric begins with. */
export const NEW_RUBRIC: RubricDraft = {
  name: '',
  version: '1',
  title: '',
  source: '',
  grades: [
    { name: 'good', points: 8, isAbove: false },
    { name: 'poor', points: null, isAbove: false },
  ],
  floors: [],
  missing: null,
  roles: [],
  indicators: [
    { key: 'quality', label: 'Quality', synonyms: '' },
    { key: 'care', label: 'Care', synonyms: '' },
  ],
  positions: [{ key: 'all', label: 'All positions', points: [10, 10], weights: [null, null], others: {} }],
};

/** The draft of a rubric as it was written. */
export function draftOf(document: Readonly<Record<string, unknown>>): RubricDraft {
  const described = entriesOf(document.indicators);
  const positions = Object.entries(entriesOf(document.positions)).map(
    ([key, position]) => [key, entriesOf(position)] as const,
  );
  const keys = [
    ...new Set([
      ...Object.keys(described),
      ...positions.flatMap(([, { points }]) => Object.keys(entriesOf(points))),
    ]),
  ];
  const thresholds = entriesOf(document.thresholds);
  return {
    name: textOf(document.rubric),
    version: textOf(document.version),
    title: textOf(document.title),
    source: textOf(document.source),
    grades: listOf(document.grades).map((grade) => {
      const name = textOf(grade);
      const threshold = thresholds[name];
      const above = entriesOf(threshold).above;
      return { name, points: numberOf(above ?? threshold), isAbove: above !== undefined };
    }),
    floors: listOf(document.floors).map((floor) => {
      const { atMost, atOrBelow, indicators } = entriesOf(floor);
      return {
        atMost: textOf(atMost),
        atOrBelow: numberOf(atOrBelow) ?? 0,
        ...(Array.isArray(indicators) && { indicators: indicators.map(textOf) }),
      };
    }),
    missing: numberOf(document.missing),
    roles: Object.entries(entriesOf(document.roles)).map(([name, weight]) => ({
      name,
      weight: numberOf(weight),
    })),
    indicators: keys.map((key) => {
      const { label, synonyms } = entriesOf(described[key]);
      return { key, label: textOf(label), synonyms: listOf(synonyms).map(textOf).join(', ') };
    }),
    positions: positions.map(([key, { label, points, weights, ...others }]) => ({
      key,
      label: textOf(label),
      points: keys.map((indicator) => numberOf(entriesOf(points)[indicator])),
      weights: keys.map((indicator) => numberOf(entriesOf(weights)[indicator])),
      others,
    })),
  };
}

/** The rubric that a draft says, as the server takes it. */
export function documentOf(draft: RubricDraft): Record<string, unknown> {
  const { indicators, positions, roles, floors, missing } = draft;
  const grades = draft.grades.map(({ name }) => name);
  return {
    rubric: draft.name,
    version: draft.version,
    ...(draft.title.trim() !== '' && { title: draft.title }),
    ...(draft.source.trim() !== '' && { source: draft.source }),
    grades,
    thresholds: Object.fromEntries(
      draft.grades
        .slice(0, -1)
        .flatMap(({ name, points, isAbove }) =>
          points === null ? [] : [[name, isAbove ? { above: points } : points]],
        ),
    ),
    ...(floors.length > 0 && {
      floors: floors.map(({ atMost, atOrBelow, indicators: named }) => ({
        atMost,
        atOrBelow,
        ...(named && { indicators: named }),
      })),
    }),
    ...(missing !== null && { missing }),
    ...(roles.length > 0 && { roles: Object.fromEntries(roles.map(({ name, weight }) => [name, weight])) }),
    indicators: Object.fromEntries(
      indicators.map(({ key, label, synonyms }) => {
        const others = synonyms
          .split(',')
          .map((word) => word.trim())
          .filter((word) => word !== '');
        return [
          key,
          { ...(label.trim() !== '' && { label }), ...(others.length > 0 && { synonyms: others }) },
        ];
      }),
    ),
    positions: Object.fromEntries(
      positions.map(({ key, label, points, weights, others }) => {
        const own = byIndicator(indicators, weights);
        return [
          key,
          {
            ...(label.trim() !== '' && { label }),
            points: byIndicator(indicators, points),
            ...(Object.keys(own).length > 0 && { weights: own }),
            ...others,
          },
        ];
      }),
    ),
  };
}

/** Keys that stand twice: as an entry of the document, one of the two would be lost. */
export function twice(keys: readonly string[]): ReadonlySet<string> {
  return new Set(keys.filter((key, i) => keys.indexOf(key) !== i));
}

function byIndicator(
  indicators: readonly IndicatorDraft[],
  values: readonly (number | null)[],
): Record<string, number> {
  return Object.fromEntries(
    indicators.flatMap(({ key }, i) => {
      const value = values[i];
      return typeof value === 'number' ? [[key, value]] : [];
    }),
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
