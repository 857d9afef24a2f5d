import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as estimators from '../../src/estimators/index.ts';

describe('evenhand/estimators', () => {
  it('imports nothing but its own files, so that it runs in any browser', () => {
    const files = reachableFrom(new URL('../../src/estimators/index.ts', import.meta.url));
    expect(files.size).toBeGreaterThan(20);
    for (const [file, imports] of files) {
      for (const specifier of imports) expect(specifier, file).toMatch(/^\.\.?\//);
    }
  });

  it('offers what the documentation names', () => {
    const { KMeans, matrixFrom, rowsOf, silhouetteScore, StandardScaler } = estimators;
    const X = matrixFrom([
      [0.9, 3],
      [0.8, 4],
      [0.2, 9],
      [0.3, 8],
    ]);
    const scaler = new StandardScaler().fit(X);
    const kmeans = new KMeans({ clusters: 2, randomState: 42 }).fit(scaler.transform(X));
    const [one, other] = rowsOf(scaler.inverseTransform(kmeans.clusterCenters)).sort((a, b) => a[1] - b[1]);
    expect(one[0]).toBeCloseTo(0.85, 12);
    expect(other[1]).toBeCloseTo(8.5, 12);
    expect(silhouetteScore(X, kmeans.labels)).toBeGreaterThan(0.7);
  });
});

/** Every file that the first one leads to, with what it imports when it is loaded. */
function reachableFrom(first: URL): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const pending = [first];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (found.has(file.href)) continue;
    const text = readFileSync(file, 'utf8');
    const imports = Array.from(
      text.matchAll(/^(?:import|export)\b[^;]*?from '([^']+)';/gm),
      (match) => match[1],
    );
    found.set(file.href, imports);
    pending.push(...imports.filter((name) => name.startsWith('.')).map((name) => new URL(name, file)));
  }
  return found;
}
