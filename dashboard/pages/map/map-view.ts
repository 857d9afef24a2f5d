export const MAP_FEATURES = ['completion_rate', 'avg_task_hours', 'completed_tasks'] as const;
export type MapFeature = (typeof MAP_FEATURES)[number];

/** How one looks at the map, as its address says it. */
export interface MapView {
  /** Nothing of x and y: the principal components. */
  readonly x?: MapFeature | undefined;
  readonly y?: MapFeature | undefined;
  readonly search?: string | undefined;
  /** What is chosen by numbers: from and to of both axes, with commas between. */
  readonly range?: string | undefined;
}

/** The view that an address describes; what it does not know is left out. */
export function readMapView(search: Record<string, unknown>): MapView {
  const feature = (value: unknown) => MAP_FEATURES.find((name) => name === value);
  const [x, y] = [feature(search.x), feature(search.y)];
  const { search: text, range } = search;
  return {
    ...(x && y && x !== y && { x, y }),
    ...((typeof text === 'string' || typeof text === 'number') && { search: String(text) }),
    ...(typeof range === 'string' && rangeIn(range) && { range }),
  };
}

/** From and to of both axes; null is without end. */
export type Range = readonly [
  fromX: number | null,
  toX: number | null,
  fromY: number | null,
  toY: number | null,
];

export function rangeIn(text: string | undefined): Range | null {
  const parts = text?.split(',').map((part) => (part === '' ? null : Number(part))) ?? [];
  const [fromX, toX, fromY, toY] = parts;
  if (parts.length !== 4 || parts.some((part) => part !== null && !Number.isFinite(part))) return null;
  return [fromX ?? null, toX ?? null, fromY ?? null, toY ?? null];
}

export function rangeText(range: Range): string | undefined {
  return range.every((end) => end === null) ? undefined : range.map((end) => end ?? '').join(',');
}
