import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config/config.js';
import { RequestCounters } from '../../src/http/request-counter.store.js';
import { RequestLimit } from '../../src/http/request-limit.js';

class Counting extends RequestCounters {
  readonly counts = new Map<string, number>();

  count(key: string, limit: number): Promise<number> {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    return Promise.resolve((this.counts.get(key) ?? 0) > limit ? 125 : 0);
  }
}

describe('The limit on sign-ups', () => {
  it('lets SIGNUPS_PER_CLIENT pass, then says in how many minutes to try again', async () => {
    const limit = new RequestLimit(new Counting(), readConfig({ SIGNUPS_PER_CLIENT: '2' }));
    await limit.countSignup('203.0.113.9');
    await limit.countSignup('203.0.113.9');
    await limit.countSignup('203.0.113.10');
    await expect(limit.countSignup('203.0.113.9')).rejects.toMatchObject({
      code: 'too-many',
      retryAfterSeconds: 125,
      message: expect.stringContaining('try again in 3 minutes') as unknown,
    });
  });

  it('counts a whole IPv6 network as one client', async () => {
    const limit = new RequestLimit(new Counting(), readConfig({ SIGNUPS_PER_CLIENT: '1' }));
    await limit.countSignup('2001:db8::1');
    await expect(limit.countSignup('2001:db8::2')).rejects.toMatchObject({ code: 'too-many' });
  });

  it('goes silent for an address typed in again and again, and keeps the address itself nowhere', async () => {
    const counters = new Counting();
    const limit = new RequestLimit(counters, readConfig({}));
    for (let time = 0; time < 6; time += 1) expect(await limit.addressMaySignUp('maya@example.com')).toBe(true);
    expect(await limit.addressMaySignUp('Maya@Example.com')).toBe(false);
    expect(await limit.addressMaySignUp('else@example.com')).toBe(true);
    expect([...counters.counts.keys()].join()).not.toMatch(/maya|example/i);
  });
});
