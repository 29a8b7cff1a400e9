import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { inTransaction } from '../../src/database/transaction.js';
import { at, empty, monday } from '../courses/course-house.js';
import { course } from '../courses/course-sample.js';
import { accepted, openWalkHouse, type WalkHouse } from './walk-house.js';

const more = (lessons: string[]) => course(lessons, 'more_coming: true\n');
const over = (lessons: string[]) => course(lessons);

describe('at the end of what there is', () => {
  let house: WalkHouse;
  beforeAll(async () => {
    house = await openWalkHouse();
  });
  afterAll(() => house.database.close());
  beforeEach(() => empty(house));
  afterEach(async () => expect(await house.enrollments.countLost()).toBe(0));

  const goOn = (person: { subscriberId: string; enrollmentId: string }, kind?: 'lesson' | 'completion') =>
    inTransaction(house.db, (manager) => house.keeper.goOn([accepted(person, kind)], monday, manager));

  it.each([
    { title: 'waits where more lessons are coming', files: more(['a', 'b']), completion: false, waiting: true },
    { title: 'is over after the completion letter', files: over(['a', 'b']), completion: true, waiting: false },
  ])('a walk whose last letter is settled looks at once, and then $title', async ({ files, completion, waiting }) => {
    await house.push(files);
    const person = await house.walk({
      had: ['a', 'b'],
      nextSlotAt: null,
      ...(completion ? { completion: 'accepted' } : {}),
    });
    await goOn(person, completion ? 'completion' : 'lesson');
    expect(await house.enrollmentOf(person)).toMatchObject({ state: 'active', waiting: false, nextSlotAt: monday });
    await house.planning.plan(monday);
    expect(await house.enrollmentOf(person)).toEqual({
      state: waiting ? 'active' : 'finished',
      waiting,
      nextSlotAt: null,
      endedAt: waiting ? null : monday,
    });
  });

  it('a letter settled while a lesson is being published finds that lesson', async () => {
    await house.push(more(['a', 'b']));
    const person = await house.walk({ had: ['a', 'b'], nextSlotAt: null });
    await inTransaction(house.db, async (manager) => {
      await house.keeper.goOn([accepted(person)], monday, manager); // reads the revision of before
      expect(await house.push(more(['a', 'b', 'c']))).toMatchObject({ outcome: 'published' });
    });
    await house.planning.plan(monday);
    await house.planning.plan(at(2));
    expect(await house.rowsOf(person)).toEqual(['a:accepted', 'b:accepted', 'c:planned']);
  });

  it('a walk that waits although a lesson is there is found when the next lesson is published', async () => {
    await house.push(more(['a', 'b', 'c']));
    const person = await house.walk({ had: ['a', 'b'], waiting: true });
    await house.push(more(['a', 'b', 'c', 'd']));
    expect(await house.enrollmentOf(person)).toMatchObject({ waiting: false, nextSlotAt: at(2) });
    await house.planning.plan(at(2));
    expect(await house.rowsOf(person)).toEqual(['a:accepted', 'b:accepted', 'c:planned']);
  });

  it('nothing is planned in a course that is being published, and everything right after', async () => {
    await house.push(over(['a', 'b']));
    const person = await house.walk({ had: ['a'] });
    await house.db.transaction(async (manager) => {
      await manager.query('select 1 from courses for update');
      expect(await house.planning.plan(at(2))).toEqual({ planned: 0, more: false });
    });
    expect(await house.planning.plan(at(2))).toEqual({ planned: 1, more: false });
    expect(await house.rowsOf(person)).toEqual(['a:accepted', 'b:planned']);
  });

  it('a change of hour, after the author said that more is coming, keeps the slot at which that is found out', async () => {
    await house.push(over(['a', 'b']));
    const person = await house.walk({ had: ['a', 'b'] }); // its next slot is for the completion letter
    expect(await house.push(more(['a', 'b']))).toMatchObject({ outcome: 'published' });
    const eight = { zone: 'UTC', hour: 8 * 60, weekdays: 127 };
    await house.walks.changeCalendar(person.subscriberId, person.enrollmentId, eight, monday);
    expect(await house.enrollments.countLost()).toBe(0);
    await house.planning.plan(at(2, '08:00'));
    expect(await house.enrollmentOf(person)).toMatchObject({ state: 'active', waiting: true });

    await house.push(more(['a', 'b', 'c']), {}, at(3, '12:00'));
    await house.planning.plan(at(4, '08:00'));
    expect(await house.rowsOf(person)).toEqual(['a:accepted', 'b:accepted', 'c:planned']);
  });

  describe('a pause until a date', () => {
    const pausedTillFriday = async () => {
      await house.push(more(['a', 'b']));
      const person = await house.walk({ had: ['a', 'b'], waiting: true });
      await house.walks.pause(person.subscriberId, person.enrollmentId, '2026-03-06', monday);
      expect(await house.enrollmentOf(person)).toMatchObject({ state: 'paused', nextSlotAt: at(5) });
      return person;
    };

    it('holds a lesson published meanwhile until its date', async () => {
      const person = await pausedTillFriday();
      await house.push(more(['a', 'b', 'c']), {}, at(3, '12:00'));
      await house.planning.plan(at(4));
      expect(await house.rowsOf(person)).toEqual(['a:accepted', 'b:accepted']);
      await house.planning.plan(at(5));
      expect(await house.rowsOf(person)).toEqual(['a:accepted', 'b:accepted', 'c:planned']);
      expect(await house.enrollmentOf(person)).toMatchObject({ state: 'active', waiting: false });
    });

    it('ends on its date also when nothing is there to be sent', async () => {
      const person = await pausedTillFriday();
      await house.planning.plan(at(5));
      expect(await house.enrollmentOf(person)).toMatchObject({ state: 'active', waiting: true, nextSlotAt: null });
      await house.push(more(['a', 'b', 'c']), {}, at(6, '12:00'));
      expect(await house.enrollmentOf(person)).toMatchObject({ waiting: false, nextSlotAt: at(7) });
    });
  });
});
