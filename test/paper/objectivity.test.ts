import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { technicalSheet } from '../../paper/company.ts';
import { dataFolders } from '../../paper/experiments.ts';
import { measureLuck } from '../../paper/objectivity.ts';
import { readSip } from '../../paper/sip.ts';
import { positionOf, readPrintedTables, readRubric, sharesOf } from '../../paper/tables.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const position = positionOf(readRubric(root, 'fan2022'), 'technical');
const nobody = { moved: 0, unusual: 0 };

describe('objectivity', () => {
  it('depends on luck for all of the 15 employees with one draw, for nobody with density seeding', () => {
    const { technical } = readPrintedTables(root);
    const features = sharesOf(technical.points, position);
    const luck = measureLuck({ name: '15', features, clusters: 4 });
    expect(luck.plusPlusOnce.moved).toBe(1);
    expect(luck.plusPlusTen.moved).toBeCloseTo(6 / 15, 12);
    expect(luck.density).toEqual(nobody);
  });

  it('depends on luck for nobody of the 1,064 with density seeding', () => {
    const features = sharesOf(technicalSheet(0.38).points, position);
    const luck = measureLuck({ name: '1,064', features, clusters: 4 }, 10);
    expect(luck.density).toEqual(nobody);
    expect(luck.plusPlusOnce.moved).toBeGreaterThan(0);
  });
});

describe('the SiP developers', async () => {
  const features = await readSip(dataFolders(root, 'sip'));
  if (features === null) {
    it('were not tried: the log is not here (paper/README.md says where to get it)', () => {
      console.warn('the SiP task log is not here');
      expect(features).toBeNull();
    });
    return;
  }

  it('are 22, and keep their groups with density seeding', () => {
    const luck = measureLuck({ name: 'SiP', features, clusters: 3 }, 50);
    expect(luck.people).toBe(22);
    expect(luck.density).toEqual(nobody);
    expect(luck.plusPlusOnce.moved).toBeGreaterThan(0.5);
  });
});
