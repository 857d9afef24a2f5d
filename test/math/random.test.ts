import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { RandomState, XorShift } from '../../src/math/random.ts';
import { type Oracle, readOracle } from '../estimators/oracle.ts';

const drawn = readOracle<Oracle>('cases.json').random_state_42;

describe('RandomState', () => {
  it('gives the reference outputs of MT19937 for its own default seed', () => {
    const random = new RandomState(5489);
    const first = Array.from({ length: 5 }, () => random.nextUint32());
    expect(first).toEqual([3499211612, 581869302, 3890346734, 3586334585, 545404204]);
    for (let i = 5; i < 9999; i++) random.nextUint32();
    // The C++ standard requires this of its mt19937 (26.6.6).
    expect(random.nextUint32()).toBe(4123659995);
  });

  it("draws NumPy's numbers", () => {
    const draw = (count: number, next: (random: RandomState) => number) => {
      const random = new RandomState(42);
      return Array.from({ length: count }, () => next(random));
    };
    expect(draw(5, (random) => random.randomSample())).toEqual(drawn.random_sample_5);
    expect(draw(8, (random) => random.randomInteger(100))).toEqual(drawn.randint_100_size_8);
    expect(draw(5, (random) => random.randomInteger(2147483647))).toEqual(drawn.randint_int32_max_size_5);
    expect(Array.from(new RandomState(42).permutation(10))).toEqual(drawn.permutation_10);
  });

  it('draws whole numbers below the end, and all of them', () => {
    const random = new RandomState(1);
    const seen = new Set(Array.from({ length: 500 }, () => random.randomInteger(7)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(random.randomInteger(1)).toBe(0);
    expect(random.randomInteger(2 ** 32)).toBeLessThan(2 ** 32);
  });

  it('permutes: every number once', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.nat(300), (seed, length) => {
        const order = new RandomState(seed).permutation(length).sort();
        expect(Array.from(order)).toEqual(Array.from({ length }, (_, i) => i));
      }),
    );
  });

  it('samples different numbers of the population, however many', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.integer({ min: 1, max: 3000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seed, population, share) => {
          const size = Math.max(1, Math.round(share * population));
          const sample = new RandomState(seed).sampleWithoutReplacement(population, size);
          expect(new Set(sample).size).toBe(size);
          expect(Math.max(...sample)).toBeLessThan(population);
        },
      ),
    );
  });

  it.each([0, 1, 623, 624, 625, 1248, 5000])('passes over %i numbers as if they were drawn', (count) => {
    for (const before of [0, 1, 100, 624]) {
      const drawing = new RandomState(7);
      const passing = new RandomState(7);
      for (let i = 0; i < before; i++) expect(passing.nextUint32()).toBe(drawing.nextUint32());
      for (let i = 0; i < count; i++) drawing.nextUint32();
      passing.skip(count);
      for (let i = 0; i < 3; i++) expect(passing.nextUint32()).toBe(drawing.nextUint32());
    }
  });

  it.each([-1, 1.5, 2 ** 32, Number.NaN])('refuses %s as a seed', (seed) => {
    expect(() => new RandomState(seed)).toThrow(InputError);
  });
});

describe('XorShift', () => {
  it('shifts and mixes as worked out by hand', () => {
    const random = new XorShift(1);
    // 1 -> 1 ^ 8192 = 8193 -> 8193 -> 8193 ^ 262176 = 270369
    expect(random.next()).toBe(270369);
    expect(random.next()).toBe(67634689);
  });

  it('starts from 1 where the seed is 0, which would never move', () => {
    expect(new XorShift(0).next()).toBe(new XorShift(1).next());
  });

  it('stays within 31 bits', () => {
    const random = new XorShift(4294967295);
    for (let i = 0; i < 1000; i++) {
      const value = random.next();
      expect(Number.isInteger(value) && value >= 0 && value <= XorShift.largest).toBe(true);
    }
  });
});
