import { describe, expect, it } from 'vitest';
import { WaitingLine } from '../../src/server/waiting-line.ts';

describe('the line of those who wait for a worker', () => {
  it('lets them go on in the order in which they came', async () => {
    const line = new WaitingLine();
    const order: string[] = [];
    const turns = ['first', 'second', 'third'].map((name) => line.turn(1).then(() => order.push(name)));
    while (line.next()) await Promise.resolve();
    await Promise.all(turns);
    expect(order).toEqual(['first', 'second', 'third']);
  });

  it('knows how many bytes wait, and that nobody waits any more', async () => {
    const line = new WaitingLine();
    expect([line.bytes, line.next()]).toEqual([0, false]);
    const turns = [line.turn(100), line.turn(20)];
    expect(line.bytes).toBe(120);
    expect(line.next()).toBe(true);
    expect(line.bytes).toBe(20);
    expect([line.next(), line.next(), line.bytes]).toEqual([true, false, 0]);
    await Promise.all(turns);
  });

  it('forgets whoever leaves before the turn, and gives it to the next', async () => {
    const line = new WaitingLine();
    const leaving = new AbortController();
    const gone = line.turn(100, leaving.signal);
    const next = line.turn(20, new AbortController().signal);
    leaving.abort(new Error('the client has gone'));
    await expect(gone).rejects.toThrow('the client has gone');
    expect(line.bytes).toBe(20);
    expect(line.next()).toBe(true);
    await next;
    expect(line.next()).toBe(false);
  });

  it('is not disturbed by a client that goes after the turn', async () => {
    const line = new WaitingLine();
    const leaving = new AbortController();
    const turn = line.turn(5, leaving.signal);
    line.next();
    await turn;
    leaving.abort();
    expect(line.bytes).toBe(0);
  });
});
