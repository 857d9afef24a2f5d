import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LOGIN_LIMITS, LoginLimits } from '../../../src/server/access/login-limits.ts';

const MINUTE = 60_000;

describe('attempts to log in', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function isLocked(limits: LoginLimits, email: string, address: string): Promise<boolean> {
    const attempt = await limits.begin(email, address).catch(() => null);
    await attempt?.undone();
    return attempt === null;
  }
  async function fail(limits: LoginLimits, times: number, email: string, address: string): Promise<void> {
    for (let i = 0; i < times; i++) await limits.begin(email, address);
  }

  it('at one account from one address are five in a quarter of an hour, and others go on', async () => {
    const limits = new LoginLimits();
    await fail(limits, LOGIN_LIMITS.pair, 'ada', '192.0.2.1');
    await expect(limits.begin('ada', '192.0.2.1')).rejects.toMatchObject({
      kind: 'too-many-requests',
      message: 'too many attempts have failed: try again in 15 minutes',
      retryAfter: 900,
    });
    expect(await isLocked(limits, 'ada', '192.0.2.2')).toBe(false);
    expect(await isLocked(limits, 'bob', '192.0.2.1')).toBe(false);
    await vi.advanceTimersByTimeAsync(14 * MINUTE);
    await expect(limits.begin('ada', '192.0.2.1')).rejects.toMatchObject({ retryAfter: 60 });
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(await isLocked(limits, 'ada', '192.0.2.1')).toBe(false);
  });

  it('made at once are no more than made one after the other', async () => {
    const limits = new LoginLimits();
    const made = await Promise.allSettled(Array.from({ length: 40 }, () => limits.begin('ada', '192.0.2.1')));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(LOGIN_LIMITS.pair);
  });

  it('at one account are fifty, from however many addresses', async () => {
    const limits = new LoginLimits();
    for (let i = 0; i < 10; i++) await fail(limits, 5, 'ada', `192.0.2.${i}`);
    expect(await isLocked(limits, 'ada', '198.51.100.1')).toBe(true);
    expect(await isLocked(limits, 'bob', '198.51.100.1')).toBe(false);
  });

  it('from one address are fifty, at however many accounts; of IPv6 a network is one', async () => {
    const limits = new LoginLimits();
    for (let i = 0; i < 50; i++) await limits.begin(`account ${i}`, `2001:db8:0:7::${i}`);
    expect(await isLocked(limits, 'ada', '2001:db8:0:7:ffff::1')).toBe(true);
    expect(await isLocked(limits, 'ada', '2001:db8:0:8::1')).toBe(false);
  });

  it('that succeed give the address its attempts back, and leave the others counted', async () => {
    const limits = new LoginLimits();
    for (let round = 0; round < 12; round++) {
      await fail(limits, 4, 'ada', '192.0.2.1');
      await (await limits.begin('ada', '192.0.2.1')).succeeded();
    }
    await fail(limits, 2, 'ada', '192.0.2.1');
    expect(await isLocked(limits, 'ada', '192.0.2.9')).toBe(true);
  });

  it('that were refused, undone or right leave nothing behind, and failed ones nothing after their time', async () => {
    const limits = new LoginLimits();
    for (let i = 0; i < 200; i++) {
      await (await limits.begin(`account ${i}`, '192.0.2.1')).undone();
      await (await limits.begin(`account ${i}`, '192.0.2.1')).succeeded();
    }
    // What is remembered is forgotten by a timer.
    expect(vi.getTimerCount()).toBe(0);
    for (let i = 0; i < 500; i++) await limits.begin(`account ${i}`, '192.0.2.1').catch(() => {});
    expect(vi.getTimerCount()).toBe(2 * LOGIN_LIMITS.address + 1);
    await vi.advanceTimersByTimeAsync(15 * MINUTE);
    expect(vi.getTimerCount()).toBe(0);
  });
});
