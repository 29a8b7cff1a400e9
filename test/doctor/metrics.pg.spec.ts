import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestHouse } from '../house.js';

describe('/metrics', () => {
  let house: TestHouse;
  let withToken: TestHouse;
  let behindProxy: TestHouse;
  const token = 'a token of sixteen or more';
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00:00Z', course: null });
    withToken = await TestHouse.open({ beside: house, settings: { METRICS_TOKEN: token } });
    behindProxy = await TestHouse.open({ beside: house, settings: { TRUST_PROXY: 'loopback', METRICS_TOKEN: token } });
  });
  afterAll(async () => {
    await behindProxy.close();
    await withToken.close();
    await house.close();
  });

  it('answers this machine in Prometheus’ text, and is kept by nobody', async () => {
    const answer = await house.web.get('/metrics').expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(answer.text).toMatch(/^# TYPE coursepost_open_deliveries gauge$/m);
    expect(answer.text).toMatch(/^process_cpu_user_seconds_total /m);
  });

  it.each([
    ['nobody through a proxy that TRUST_PROXY does not name', () => house, '203.0.113.9', undefined, 403],
    ['nobody through it who claims to be this machine', () => house, '127.0.0.1', undefined, 403],
    ['the token through it', () => withToken, '203.0.113.9', `Bearer ${token}`, 200],
    ['nobody with another token', () => withToken, '203.0.113.9', 'Bearer another token', 403],
    ['nobody who has the token and does not say Bearer', () => withToken, '203.0.113.9', token, 403],
    ['this machine without a token where there is one', () => withToken, undefined, undefined, 200],
    ['nobody from elsewhere through a trusted proxy', () => behindProxy, '203.0.113.9', undefined, 403],
    ['nobody who lies in front of a trusted proxy', () => behindProxy, '127.0.0.1, 203.0.113.9', undefined, 403],
    ['the token from elsewhere through a trusted proxy', () => behindProxy, '203.0.113.9', `Bearer ${token}`, 200],
  ])('lets in %s', async (_who, at, forwardedFor, authorization, status) => {
    const answer = await at()
      .web.get('/metrics')
      .set({
        ...(forwardedFor === undefined ? {} : { 'X-Forwarded-For': forwardedFor }),
        ...(authorization === undefined ? {} : { Authorization: authorization }),
      });
    expect(answer.status).toBe(status);
    expect(answer.text.includes('coursepost_open_deliveries')).toBe(status === 200);
  });
});
