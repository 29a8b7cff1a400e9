import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TurnService } from '../../src/deliveries/turn.service.js';
import { LessonPlanningService } from '../../src/enrollments/lesson-planning.service.js';
import { ZoneDataService } from '../../src/enrollments/zone-data.service.js';
import { at } from '../courses/course-house.js';
import { course } from '../courses/course-sample.js';
import { TestHouse } from '../house.js';
import { letElapse } from '../journeys/elapsed.js';
import { expectLedgerInOrder } from '../journeys/ledger-checks.js';
import { Reader } from '../journeys/reader.js';
import { openWalkHouse } from './walk-house.js';

describe('a walk in a zone that this Node does not know', () => {
  let house: TestHouse;
  let reader: Reader;
  let poisonous: Reader;
  let day = 1;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00Z' });
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    house.clock.moveTo(`2026-03-${String(++day).padStart(2, '0')}T10:00Z`);
    reader = await Reader.join(house, `reader${day}@example.com`, { zone: 'UTC', hour: '07:00' });
    poisonous = await Reader.join(house, `poisonous${day}@example.com`, { zone: 'UTC', hour: '07:00' });
  });
  afterEach(async () => {
    house.mail.judge = null;
    jest.restoreAllMocks();
    try {
      await expectLedgerInOrder(house);
    } finally {
      await house.database.dataSource.query('delete from subscribers');
      house.mail.arrived.length = 0;
    }
  });

  const poison = () =>
    house.database.dataSource.query(
      `update enrollments set zone = 'Mars/Olympus' where subscriber_id = $1 and id = $2`,
      [walkOf?.subscriberId, walkOf?.id],
    );
  let walkOf: { id: string; subscriberId: string } | undefined;
  beforeEach(async () => {
    walkOf = await poisonous.walk();
  });
  const tomorrow = (time: string) => `2026-03-${String(day + 1).padStart(2, '0')}T${time}Z`;

  it('waits an hour where others have their lesson planned', async () => {
    await poison();
    house.clock.moveTo(tomorrow('07:00'));
    const plan = jest.spyOn(house.app.get(LessonPlanningService), 'plan');
    await house.beat();
    expect(reader.lessons).toHaveLength(2);
    expect(poisonous.lessons).toHaveLength(1);
    expect((await poisonous.walk())?.nextSlotAt).toEqual(new Date(tomorrow('08:00')));
    expect(plan.mock.calls.length).toBeLessThan(5);
  });

  it('does not undo the turn in which its letter, and those of others, are settled', async () => {
    house.clock.moveTo(tomorrow('07:00'));
    house.mail.judge = async (to) => {
      if (to === poisonous.email) await poison();
    };
    const turns = jest.spyOn(house.app.get(TurnService), 'take');
    await house.beat();
    expect(await reader.lastRow()).toMatchObject({ state: 'accepted' });
    expect(await poisonous.lastRow()).toMatchObject({ state: 'accepted' });
    expect((await poisonous.walk())?.nextSlotAt).toEqual(new Date(tomorrow('08:00')));
    expect(turns.mock.calls.length).toBeLessThan(10);
  });

  it('keeps its own late letter back, and moves those of others to their next slot', async () => {
    await house.mail.goAway();
    house.clock.moveTo(tomorrow('07:00'));
    await house.beat();
    await poison();
    await house.mail.comeBack();
    letElapse(600);
    house.clock.moveTo(tomorrow('14:00'));
    await house.beat();
    expect(await reader.lastRow()).toMatchObject({
      state: 'planned',
      slot: new Date(`2026-03-${String(day + 2).padStart(2, '0')}T07:00Z`),
    });
    expect(await poisonous.lastRow()).toMatchObject({ state: 'planned', leaveBy: new Date(tomorrow('15:00')) });
    for (const time of ['14:30', '15:00', '15:30']) {
      house.clock.moveTo(tomorrow(time));
      await house.beat();
    }
    expect(poisonous.lessons).toHaveLength(1);
    day++;
  });

  it('keeps nobody from signing up', async () => {
    await poison();
    house.clock.moveTo(tomorrow('07:00'));
    const newcomer = await Reader.join(house, 'newcomer@example.com', { zone: 'UTC', hour: '07:00' });
    expect(newcomer.lessons).toHaveLength(1);
  });

  it('keeps no worker from starting on new zone data, and leaves the others’ slots right', async () => {
    await house.database.dataSource.query(`update enrollments set next_slot_at = next_slot_at + interval '1 hour'`);
    await poison();
    const zones = house.app.get(ZoneDataService);
    await zones.refresh(house.clock.now(), 'old');
    expect(await zones.refresh(house.clock.now(), 'new')).toBe(1);
    expect((await reader.walk())?.nextSlotAt).toEqual(new Date(tomorrow('07:00')));
  });

  it('goes on within the hour when its zone is known again', async () => {
    await poison();
    house.clock.moveTo(tomorrow('07:00'));
    await house.beat();
    await house.database.dataSource.query(`update enrollments set zone = 'UTC'`);
    await house.liveUntil(tomorrow('09:00'), 60);
    expect(poisonous.lessons.slice(1)).toEqual([`2 @ ${tomorrow('08:00')}`]);
  });
});

it('in a course that is published anew waits an hour, and the others get their slots', async () => {
  const walks = await openWalkHouse();
  try {
    await walks.push(course(['a', 'b'], 'more_coming: true\n'));
    const waiting = { had: ['a', 'b'], waiting: true };
    const [person, poisonous] = [await walks.walk(waiting), await walks.walk(waiting)];
    await walks.db.query(`update enrollments set zone = 'Mars/Olympus' where id = $1`, [poisonous.enrollmentId]);
    expect(await walks.push(course(['a', 'b', 'c'], 'more_coming: true\n'))).toMatchObject({ outcome: 'published' });
    expect(await walks.enrollmentOf(person)).toMatchObject({ waiting: false, nextSlotAt: at(2) });
    expect(await walks.enrollmentOf(poisonous)).toMatchObject({ waiting: false, nextSlotAt: at(1, '13:00') });

    const restingOnTuesday = course(['a', 'b', 'c'], 'more_coming: true\nskip_dates: [2026-03-03]\n');
    expect(await walks.push(restingOnTuesday)).toMatchObject({ outcome: 'published' });
    expect(await walks.enrollmentOf(person)).toMatchObject({ nextSlotAt: at(3) });
    expect(await walks.enrollments.countLost()).toBe(0);
  } finally {
    await walks.database.close();
  }
});
