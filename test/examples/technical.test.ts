import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeTechnical } from '../../examples/technical.js';

describe('the 1,064 technical employees', () => {
  it('are what the generator writes, byte for byte', () => {
    const committed = readFileSync(new URL('../../examples/technical.csv', import.meta.url), 'utf8');
    expect(committed).toBe(makeTechnical());
  });

  it('have whole points that their position can reach', () => {
    const [header, ...lines] = makeTechnical().trim().split('\n');
    const most = [12, 8, 12, 8, 12, 8, 10];
    expect(header.split(',').slice(2)).toHaveLength(7);
    expect(lines).toHaveLength(1064);
    for (const line of lines) {
      const points = line.split(',').slice(2).map(Number);
      expect(points.every((value, j) => Number.isInteger(value) && value >= 0 && value <= most[j])).toBe(
        true,
      );
    }
  });

  it('depend on the seed', () => {
    expect(makeTechnical({ seed: 1 })).not.toBe(makeTechnical({ seed: 2 }));
  });
});
