import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TestHouse } from '../house.js';
import { answer } from '../mail-server.js';
import { letElapse } from './elapsed.js';
import { expectLedgerInOrder } from './ledger-checks.js';
import { Reader } from './reader.js';

describe('a pause', () => {
  let house: TestHouse;
  let reader: Reader;
  let people = 0;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00Z' });
  });
  afterAll(() => house.close());

  beforeEach(async () => {
    house.clock.moveTo('2026-03-02T10:00Z');
    reader = await Reader.join(house, `reader${++people}@example.com`, { zone: 'UTC', hour: '07:00' });
    await house.liveUntil('2026-03-03T12:00Z');
    expect(reader.lessons).toEqual(['1 @ 2026-03-02T10:00Z', '2 @ 2026-03-03T07:00Z']);
  });
  afterEach(async () => {
    house.mail.judge = null;
    await expectLedgerInOrder(house);
    await reader.press('leave');
  });

  it('without an end holds every lesson until the reader is back; then the next slot brings the next lesson', async () => {
    expect(await reader.press('pause')).toBe('paused');
    expect(await reader.reads()).toContain('until you come back');
    await house.liveUntil('2026-03-10T09:00Z', 120);
    expect(reader.lessons).toHaveLength(2);
    expect(await reader.press('resume')).toBe('resumed');
    expect(await reader.press('resume')).toBe('not-paused');
    await house.liveUntil('2026-03-12T12:00Z');
    expect(reader.lessons.slice(2)).toEqual(['3 @ 2026-03-11T07:00Z', '4 @ 2026-03-12T07:00Z']);
  });

  it('until a date ends by itself on that date', async () => {
    expect(await reader.press('pause', { until: '2026-03-08' })).toBe('paused');
    await house.liveUntil('2026-03-07T23:00Z', 120);
    expect(reader.lessons).toHaveLength(2);
    await house.liveUntil('2026-03-09T12:00Z');
    expect(reader.lessons.slice(2)).toEqual(['3 @ 2026-03-08T07:00Z', '4 @ 2026-03-09T07:00Z']);
    expect((await reader.walk())?.state).toBe('active');
  });

  it('until a date may end earlier, and be made longer', async () => {
    await reader.press('pause', { until: '2026-03-20' });
    await reader.press('pause', { until: '2026-03-22' });
    expect(await reader.reads()).toMatch(/until [^.]*22 March/);
    await house.liveUntil('2026-03-05T06:00Z', 120);
    await reader.press('resume');
    await house.liveUntil('2026-03-05T12:00Z');
    expect(reader.lessons.slice(2)).toEqual(['3 @ 2026-03-05T07:00Z']);
  });

  it('and its end before today’s slot cost nothing', async () => {
    await house.liveUntil('2026-03-04T06:00Z');
    await reader.press('pause');
    await reader.press('resume');
    await house.liveUntil('2026-03-04T12:00Z');
    expect(reader.lessons.slice(2)).toEqual(['3 @ 2026-03-04T07:00Z']);
  });

  it('withdraws a letter that is planned; its lesson comes after the pause', async () => {
    house.mail.judge = () => {
      throw answer(451, '4.7.1 come back later');
    };
    await house.liveUntil('2026-03-04T07:00Z');
    expect(await reader.lastRow()).toMatchObject({ state: 'planned', deferrals: 1 });
    house.mail.judge = null;
    await reader.press('pause');
    expect(await reader.lastRow()).toMatchObject({ state: 'withdrawn', because: 'paused by the reader' });
    await house.liveUntil('2026-03-06T06:00Z');
    expect(reader.lessons).toHaveLength(2);
    await reader.press('resume');
    await house.liveUntil('2026-03-07T12:00Z');
    expect(reader.lessons.slice(2)).toEqual(['3 @ 2026-03-06T07:00Z', '4 @ 2026-03-07T07:00Z']);
  });

  it('lets a letter that is being handed over go, and counts it', async () => {
    const { told, sending } = await handingOver();
    await reader.press('pause');
    told(null);
    await sending;
    await house.liveUntil('2026-03-06T06:00Z', 60);
    expect(reader.lessons.slice(2)).toEqual(['3 @ 2026-03-04T07:00Z']);
    await reader.press('resume');
    await house.liveUntil('2026-03-06T12:00Z');
    expect(reader.lessons.slice(3)).toEqual(['4 @ 2026-03-06T07:00Z']);
  });

  it('keeps a letter back that was being handed over and then deferred', async () => {
    const { told, sending } = await handingOver();
    await reader.press('pause', { until: '2026-03-06' });
    told(answer(451, '4.7.1 come back later'));
    await sending;
    await house.liveUntil('2026-03-05T23:00Z', 15);
    expect(reader.lessons).toHaveLength(2);
    await house.liveUntil('2026-03-07T12:00Z');
    expect(reader.lessons.slice(2)).toEqual(['3 @ 2026-03-06T07:00Z', '4 @ 2026-03-07T07:00Z']);
  });

  it('lets a letter that may have left already be sent once more, as the same letter, and counts it', async () => {
    await house.liveUntil('2026-03-04T06:30Z');
    house.mail.judge = (_to, _raw, session) => {
      house.mail.judge = null;
      house.mail.cut(session);
    };
    house.clock.moveTo('2026-03-04T07:00Z');
    await house.beat();
    expect(await reader.lastRow()).toMatchObject({ state: 'in_doubt' });
    await house.beat(); // it waits for the relay now, planned
    await reader.press('pause');
    letElapse(10);
    house.clock.move({ minutes: 1 });
    await house.beat();
    expect((await reader.rows()).slice(2)).toMatchObject([{ state: 'accepted', doubts: 1 }]);
    expect(reader.letters.at(-1)?.mail.messageId).toBe(reader.letters.at(-2)?.mail.messageId);
    await house.liveUntil('2026-03-06T06:00Z', 60);
    await reader.press('resume');
    await house.liveUntil('2026-03-06T12:00Z');
    expect(reader.lessons.slice(4)).toEqual(['4 @ 2026-03-06T07:00Z']);
  });

  /** Lesson 3 lies with the mail server, which has not answered yet. */
  async function handingOver() {
    await house.liveUntil('2026-03-04T06:30Z');
    let told: (answer: Error | null) => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      house.mail.judge = () => {
        resolve();
        house.mail.judge = null;
        return new Promise((accept, refuse) => {
          told = (said) => (said ? refuse(said) : accept());
        });
      };
    });
    house.clock.moveTo('2026-03-04T07:00Z');
    const sending = house.beat();
    await arrived;
    return { told: (said: Error | null) => told(said), sending };
  }
});
