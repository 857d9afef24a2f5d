import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Workspace } from '../../src/math/workspace.ts';
import { JsonBytes, jsonPieces } from '../../src/reports/json-bytes.ts';
import { HOSTILE_NAMES } from '../support/evaluations.ts';
import { useWorkspace } from '../support/use-workspace.ts';

const ROOM = 1 << 18;

describe('JSON as bytes', () => {
  it('is what JSON.stringify writes, for any data', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...HOSTILE_NAMES, '\ud800', '__proto__', '7'),
    );
    const { data } = fc.letrec((tie) => ({
      leaf: fc.oneof(text, fc.double(), fc.integer(), fc.boolean(), fc.constant(null)),
      list: fc.array(tie('data'), { maxLength: 5 }),
      object: fc.dictionary(text, fc.oneof(tie('data'), fc.constant(undefined)), { maxKeys: 5 }),
      data: fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('list'), tie('object')),
    }));
    both((workspace) => {
      fc.assert(
        fc.property(data, (value) => {
          expect(written(workspace, (json) => json.value(value))).toBe(JSON.stringify(value));
        }),
        { numRuns: 2000 },
      );
    });
  });

  it('goes on in the next piece where one is full, whatever stands at its end', () => {
    const values = [
      'x'.repeat(900),
      'é'.repeat(5000),
      '李'.repeat(200_000),
      0.1,
      -1 / 3,
      { a: 'b' },
      ['"'.repeat(999)],
    ];
    both((workspace) => {
      fc.assert(
        fc.property(fc.array(fc.constantFrom(...values), { minLength: 20, maxLength: 120 }), (list) => {
          expect(written(workspace, (json) => json.value(list)) === JSON.stringify(list)).toBe(true);
        }),
        { numRuns: 5 },
      );
    });
  });

  it('comes in pieces that stay as they are while the next ones are written', () => {
    const pieces = [
      ...jsonPieces(1e6, function* (json) {
        for (let i = 0; i < 100_000; i++) {
          json.value(i);
          json.mark(' ');
          yield* json.taken();
        }
        yield* json.rest();
      }),
    ];
    expect(pieces.length).toBeGreaterThan(2);
    expect(Buffer.concat(pieces).toString()).toBe(
      Array.from({ length: 100_000 }, (_, i) => `${i} `).join(''),
    );
  });
});

function both(body: (workspace: Workspace | null) => void): void {
  body(null);
  useWorkspace(body);
}

function written(workspace: Workspace | null, write: (json: JsonBytes) => void): string {
  const json = new JsonBytes(ROOM, workspace);
  write(json);
  return Buffer.concat([...json.taken(), ...json.rest()]).toString('utf8');
}
