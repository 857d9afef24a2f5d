import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readBody } from '../../src/server/body.ts';

describe('the body of a request', () => {
  it('is what came in pieces, whose memory is given back where nobody shares it', async () => {
    const own = new Uint8Array(100_000).fill(1);
    const shared = new Uint8Array(100_000).fill(2);
    const body = await readBody(piecesOf(own, shared.subarray(0, 50_000)), 150_000, 1 << 20);
    expect(body.length).toBe(150_000);
    expect(body.subarray(0, 100_000).every((byte) => byte === 1)).toBe(true);
    expect(body.subarray(100_000).every((byte) => byte === 2)).toBe(true);
    expect(own.length).toBe(0);
    expect(shared.length).toBe(100_000);
  });

  it('is the same where nobody said how long it is', async () => {
    const body = await readBody(
      piecesOf(new Uint8Array(70_000).fill(3), new Uint8Array(5).fill(4)),
      Number.NaN,
      1 << 20,
    );
    expect(body.length).toBe(70_005);
    expect(Array.from(body.subarray(69_999))).toEqual([3, 4, 4, 4, 4, 4]);
  });

  it('is refused where it turns out to be larger than may be', async () => {
    const reading = readBody(
      piecesOf(new Uint8Array(600), new Uint8Array(600), new Uint8Array(600)),
      Number.NaN,
      1000,
    );
    await expect(reading).rejects.toMatchObject({ code: 'too_large' });
  });
});

function piecesOf(...pieces: Uint8Array[]): Readable {
  return Readable.from(pieces, { objectMode: false });
}
