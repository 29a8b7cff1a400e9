import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RetentionService } from '../../src/deliveries/retention.service.js';
import { monthsBefore } from '../../src/schedule/months.js';
import { HouseSettings } from '../../src/settings/house-settings.js';
import { TestHouse } from '../house.js';

describe('clearing old letters', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-01-02T10:00Z' });
    await house.join('reader@example.com', { zone: 'UTC', hour: '07:00' });
    await house.liveUntil('2026-01-08T12:00Z', 120);
  });
  afterAll(() => house.close());

  const keep = (keepLettersMonths: number | null) =>
    Object.assign(house.app.get(HouseSettings).now, { keepLettersMonths });
  const clear = () => house.app.get(RetentionService).clear(house.clock.now());
  const kept = async () => {
    const rows = await house.database.dataSource.query<Array<{ state: string; kept: boolean }>>(
      'select state, composed is not null or reply is not null as kept from deliveries where settled_at is not null order by id',
    );
    return rows.map((row) => row.kept);
  };

  it('does nothing as long as nobody asks for it', async () => {
    house.clock.moveTo('2026-04-03T10:00Z');
    expect(await clear()).toBe(0);
    expect(await kept()).not.toContain(false);
  });

  it('clears what is older than that many months, keeps the rows, and goes on from where it stopped', async () => {
    keep(3);
    house.clock.moveTo('2026-04-03T12:00Z');
    expect(await clear()).toBe(3); // the confirmation, lessons 1 and 2
    expect(await kept()).toEqual([false, false, false, true, true, true, true, true]);
    expect(await clear()).toBe(0);
    house.clock.moveTo('2026-04-04T12:00Z');
    expect(await clear()).toBe(1);
  });

  it('says of a cleared letter that it is no longer here, and sends nobody a lesson twice', async () => {
    const lesson = house.mail.to('reader@example.com').find((letter) => letter.mail.subject?.startsWith('Day 1 '));
    if (!lesson) throw new Error('no lesson 1');
    await house.web.get(house.pathIn(lesson, '/lessons/').replace(/\/done$/, '')).expect(410);
    const subjects = house.subjects('reader@example.com');
    house.clock.moveTo('2026-04-05T06:00Z');
    await house.liveUntil('2026-04-06T08:00Z', 120);
    const after = house.subjects('reader@example.com').slice(subjects.length);
    expect(after.length).toBeGreaterThan(0);
    expect(after.filter((subject) => subjects.includes(subject))).toEqual([]);
  });

  it.each([
    ['2026-03-31T10:00:00Z', 1, '2026-02-28T10:00:00.000Z'],
    ['2026-01-15T00:00:00Z', 12, '2025-01-15T00:00:00.000Z'],
  ])('reckons from %s %i months back', (at, months, then) => {
    expect(monthsBefore(new Date(at), months).toISOString()).toBe(then);
  });
});
