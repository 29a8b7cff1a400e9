import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LessonPlanningService } from '../../src/enrollments/lesson-planning.service.js';
import { TestHouse } from '../house.js';
import { dueReaders } from './due-readers.js';
import { expectLedgerInOrder } from './ledger-checks.js';

describe('the wall clock is stepped', () => {
  let house: TestHouse;
  let emails: string[];
  let day = 2;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T07:00Z' });
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    house.clock.moveTo(`2026-03-${String(day).padStart(2, '0')}T07:00Z`);
    day += 3;
    emails = await dueReaders(house, 30);
  });
  afterEach(async () => {
    house.mail.judge = null;
    await expectLedgerInOrder(house, { clockWentBack: true });
    await house.database.dataSource.query('delete from subscribers');
    house.mail.arrived.length = 0;
  });

  /** Letters a reader has, and how many readers have so many. */
  const lettersEach = () => [...new Set(emails.map((email) => house.mail.to(email).length))];
  const plan = () => house.app.get(LessonPlanningService).plan(house.clock.now());
  /** At the nth letter, before it is answered. */
  function atLetter(nth: number, happens: () => void): void {
    let letters = 0;
    house.mail.judge = () => {
      if (++letters === nth) happens();
    };
  }

  it.each([
    ['an hour forward', 1],
    ['five hours forward', 5],
  ])('%s in mid-batch: everyone has this date’s letter, once, and tomorrow’s at its hour', async (_, hours) => {
    atLetter(10, () => house.clock.move({ hours }));
    await house.beat();
    expect(lettersEach()).toEqual([1]);
    house.clock.move({ hours: -hours });
    await house.beat();
    expect(lettersEach()).toEqual([1]);
    house.clock.move({ days: 1, minutes: -1 });
    await house.beat();
    expect(lettersEach()).toEqual([1]);
    house.clock.move({ minutes: 1 });
    await house.beat();
    expect(lettersEach()).toEqual([2]);
  });

  it('an hour back in mid-batch: nobody has two, and who has none yet waits for the hour to come again', async () => {
    await plan();
    atLetter(10, () => house.clock.move({ hours: -1 }));
    await house.beat();
    const early = emails.filter((email) => house.mail.to(email).length === 1).length;
    expect(early).toBeGreaterThanOrEqual(10);
    house.clock.move({ hours: 1 });
    await house.beat();
    expect(lettersEach()).toEqual([1]);
    house.clock.move({ days: 1 });
    await house.beat();
    expect(lettersEach()).toEqual([2]);
  });

  it('past every window in mid-batch: who has none yet has it at the next slot, and nobody two', async () => {
    atLetter(10, () => house.clock.move({ hours: 7 }));
    await house.beat();
    const without = emails.filter((email) => house.mail.to(email).length === 0);
    expect(without.length).toBeGreaterThan(0);
    await house.beat(); // a second later, at the new hour
    house.clock.move({ hours: 17 });
    await house.beat();
    expect(without.map((email) => house.mail.to(email).length)).toEqual(without.map(() => 1));
    const rows = await house.database.dataSource.query(`select distinct state from deliveries`);
    expect(rows).toEqual([{ state: 'accepted' }]);
  });

  it('because the machine slept for three days: one letter each, not three', async () => {
    await plan();
    house.clock.move({ days: 2, hours: 23 });
    await house.beat();
    expect(lettersEach()).toEqual([0]);
    house.clock.move({ hours: 1 });
    await house.beat();
    await house.beat();
    expect(lettersEach()).toEqual([1]);
  });
});
