import type { KeptRubric } from '../../api/rubrics.ts';
import { spelledOut } from '../../parts/spelled-out.ts';

export interface RubricPosition {
  readonly key: string;
  readonly label: string;
  readonly indicators: readonly {
    readonly key: string;
    readonly label: string;
    /** The points it can reach. */
    readonly maximum: number;
  }[];
}

/** The roles of appraisers that count where a rubric names none. */
const USUAL_ROLES = ['self', 'peer', 'manager', 'subordinate'];

/** The positions of a rubric that the server has checked, with the points of their indicators. */
export function positionsOf({ document }: Pick<KeptRubric, 'document'>): readonly RubricPosition[] {
  const indicators = entriesOf(document.indicators);
  return Object.entries(entriesOf(document.positions)).map(([key, position]) => ({
    key,
    label: labelOf(entriesOf(position).label, key),
    indicators: Object.entries(entriesOf(entriesOf(position).points)).flatMap(([name, maximum]) =>
      typeof maximum === 'number'
        ? [{ key: name, label: labelOf(entriesOf(indicators[name]).label, name), maximum }]
        : [],
    ),
  }));
}

/** The roles that an appraiser can have. */
export function rolesOf({ document }: Pick<KeptRubric, 'document'>): readonly string[] {
  const roles = Object.keys(entriesOf(document.roles));
  return roles.length > 0 ? roles : USUAL_ROLES;
}

/** What stands in a mapping; nothing where there is none. */
export function entriesOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function labelOf(label: unknown, key: string): string {
  return typeof label === 'string' ? label : spelledOut(key);
}
