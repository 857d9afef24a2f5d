import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangeIn, rangeText, readMapView } from '../../dashboard/pages/map/map-view.ts';
import {
  nearestTo,
  peopleBetween,
  peopleCalled,
  peopleWithin,
  planeOf,
} from '../../dashboard/pages/map/plane.ts';
import { ticksOf } from '../../dashboard/pages/map/ticks.ts';
import type { PeopleMap } from '../../src/client/index.ts';

/** People at these places, of tiers with these centres; the third feature is the same for all. */
function mapOf(
  people: readonly (readonly [number, number])[],
  centres: readonly (readonly [number, number])[] = [],
): PeopleMap {
  return {
    evaluation_id: '',
    tiers: centres.map((_, rank) => `Tier ${rank}`),
    features: [
      { name: 'completion_rate', origin: 0, unit: 1 },
      { name: 'avg_task_hours', origin: 10, unit: -2 },
      { name: 'completed_tasks', origin: 0, unit: null },
    ],
    people: {
      employee_id: people.map((_, i) => `id ${i}`),
      number: people.map((_, i) => `E${i}`),
      name: people.map((_, i) => (i === 0 ? 'Ada Quill' : null)),
      tier_rank: people.map(() => 0),
      score: people.map(() => 50),
      unusual: people.map(() => 0),
      borderline: people.map(() => 0),
      values: [people.map(([x]) => x), people.map(([, y]) => 10 - 2 * y), people.map(() => 7)],
    },
    centres: centres.map(([x, y], tier_rank) => ({ tier_rank, at: [x, y, 0] })),
    means: [0, 0, 0],
    components: [
      { loadings: [1, 0, 0], share: 0.6 },
      { loadings: [0, 1, 0], share: 0.4 },
    ],
  };
}

const place = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }));

describe('the plane of people', () => {
  it('has features in natural units, and centres where these are', () => {
    const plane = planeOf(mapOf([[1, 2]], [[3, 4]]), { x: 'completion_rate', y: 'avg_task_hours' });
    expect([plane.x[0], plane.y[0]]).toEqual([1, 6]);
    expect(plane.centres).toEqual([{ rank: 0, x: 3, y: 2 }]);
  });

  it('divides every part of it among the tiers, each to the nearest centre', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(place, { minLength: 1, maxLength: 6, selector: String }),
        place,
        fc.boolean(),
        (centres, at, ofFeatures) => {
          const view = ofFeatures ? ({ x: 'completion_rate', y: 'avg_task_hours' } as const) : {};
          const plane = planeOf(mapOf([at], centres), view);
          const areas = plane.areasIn({ x0: -100, x1: 100, y0: -100, y1: 100 });
          const distances = centres.map(([x, y]) => (x - at[0]) ** 2 + (y - at[1]) ** 2);
          const least = Math.min(...distances);
          if (distances.filter((distance) => distance === least).length > 1) return;
          const holding = areas.filter(({ corners }) => peopleWithin(plane, corners).length === 1);
          expect(holding.map(({ rank }) => rank)).toEqual([distances.indexOf(least)]);
        },
      ),
    );
  });

  it('finds the person nearest to a pointer, and nobody where nobody is near', () => {
    const plane = planeOf(
      mapOf([
        [0, 0],
        [5, 5],
      ]),
      {},
    );
    expect(nearestTo(plane, { x: 4.6, y: 5.2 }, { x: 1, y: 1 })).toBe(1);
    expect(nearestTo(plane, { x: 2.5, y: 2.5 }, { x: 1, y: 1 })).toBe(-1);
  });

  it('chooses who is within a line, between numbers, or called so', () => {
    const map = mapOf([
      [0, 0],
      [5, 5],
      [9, 1],
    ]);
    const plane = planeOf(map, {});
    const triangle = [
      { x: -1, y: -1 },
      { x: 10, y: 0 },
      { x: 10, y: 3 },
    ];
    expect(peopleWithin(plane, triangle)).toEqual([2]);
    expect(peopleBetween(plane, [1, null, null, 5])).toEqual([1, 2]);
    expect(peopleCalled(map, 'quill ADA')).toEqual([0]);
    expect(peopleCalled(map, 'e2')).toEqual([2]);
    expect(peopleCalled(map, '  ')).toEqual([]);
  });

  it('has no centres where a feature is the same for all, and holds one person or none', () => {
    expect(
      planeOf(mapOf([[1, 1]], [[0, 0]]), { x: 'completion_rate', y: 'completed_tasks' }).centres,
    ).toEqual([]);
    expect(planeOf(mapOf([]), {}).box).toEqual({ x0: 0, x1: 1, y0: 0, y1: 1 });
    expect(planeOf(mapOf([[3, 3]]), {}).box).toEqual({ x0: 2.5, x1: 3.5, y0: 2.5, y1: 3.5 });
  });

  it('takes of an address what it understands', () => {
    expect(readMapView({ x: 'completion_rate', y: 'avg_task_hours', range: '1,,2,' })).toEqual({
      x: 'completion_rate',
      y: 'avg_task_hours',
      range: '1,,2,',
    });
    expect(readMapView({ x: 'completion_rate', y: 'completion_rate', range: 'a,b', search: 7 })).toEqual({
      search: '7',
    });
    expect(rangeIn('1,,-2.5,')).toEqual([1, null, -2.5, null]);
    expect(rangeText([1, null, -2.5, null])).toBe('1,,-2.5,');
    expect(rangeText([null, null, null, null])).toBeUndefined();
  });

  it('labels axes with round values', () => {
    expect(ticksOf(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(ticksOf(0.31, 0.52, 4).map((value) => value.toFixed(2))).toEqual(['0.40', '0.50']);
  });
});
