import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditStore } from '../../src/audit/audit.store.js';
import { DeliveryStore } from '../../src/deliveries/delivery.store.js';
import { EnrollmentMoveService } from '../../src/enrollments/enrollment-move.service.js';
import { NextSlotService } from '../../src/enrollments/next-slot.service.js';
import { SkippedLessonStore } from '../../src/enrollments/skipped-lesson.store.js';
import { WalkFactsStore } from '../../src/enrollments/walk-facts.store.js';
import {
  at,
  type CourseHouse,
  empty,
  monday,
  openCourseHouse,
  type Person,
  type Place,
} from '../courses/course-house.js';
import { course } from '../courses/course-sample.js';

let house: CourseHouse;
let moving: EnrollmentMoveService;
beforeAll(async () => {
  house = await openCourseHouse();
  const { db, enrollments, reader } = house;
  const slots = new NextSlotService(new WalkFactsStore(db), reader, enrollments);
  moving = new EnrollmentMoveService(
    enrollments,
    new DeliveryStore(db),
    slots,
    new SkippedLessonStore(),
    new AuditStore(),
  );
});
afterAll(() => house.database.close());
beforeEach(async () => {
  await empty(house);
  await house.push(course(['a', 'b', 'c', 'd', 'e']));
});

const move = (person: Person, lesson: string, now = monday) =>
  house.db.transaction((db) => moving.move(db, person, lesson, 'admin:ana', now));
const stands = async (place: Place) => house.walk(place);

describe('moving a person to a lesson', () => {
  it('forward skips what lies between, and the next morning brings the lesson', async () => {
    const person = await stands({ had: ['a'] });
    expect(await move(person, 'd')).toEqual({ outcome: 'moved', skipped: 2, restored: 0, nextAt: at(2) });
    expect((await house.rowsOf(person)).sort()).toEqual(['a:accepted', 'b:skipped', 'c:skipped']);
    await house.planning.plan(at(2));
    expect((await house.rowsOf(person)).at(-1)).toBe('d:planned');
    expect(await house.enrollments.countLost()).toBe(0);
  });

  it('back takes skipped rows away and nothing else', async () => {
    const person = await stands({ had: ['a'] });
    await move(person, 'e');
    expect(await move(person, 'c')).toEqual({ outcome: 'moved', skipped: 0, restored: 2, nextAt: at(2) });
    expect((await house.rowsOf(person)).sort()).toEqual(['a:accepted', 'b:skipped']);
    expect(await move(person, 'a')).toEqual({ outcome: 'had-before' });
    expect((await house.rowsOf(person)).sort()).toEqual(['a:accepted', 'b:skipped']);
  });

  it('withdraws a planned letter and keeps its date', async () => {
    const person = await stands({ had: ['a'], planned: 'b' });
    expect(await move(person, 'd')).toMatchObject({ outcome: 'moved', skipped: 2, nextAt: at(1) });
    expect((await house.rowsOf(person)).sort()).toEqual(['a:accepted', 'b:skipped', 'b:withdrawn', 'c:skipped']);
    await house.planning.plan(monday);
    expect((await house.rowsOf(person)).at(-1)).toBe('d:planned');
    expect(await move(person, 'd')).toEqual({ outcome: 'on-its-way' });
  });

  it('wakes who waits at the end, leaves a pause a pause, and moves nobody whose walk is over', async () => {
    const waiting = await stands({ had: ['a', 'b', 'c', 'd'] });
    await move(waiting, 'e');
    expect(await move(waiting, 'e')).toEqual({ outcome: 'there-already' });
    const paused = await stands({ had: ['a'], state: 'paused' });
    expect(await move(paused, 'c')).toEqual({ outcome: 'moved', skipped: 1, restored: 0, nextAt: null });
    expect(await house.enrollmentOf(paused)).toMatchObject({ state: 'paused', nextSlotAt: null });
    const left = await stands({ had: ['a'], state: 'left' });
    expect(await move(left, 'c')).toEqual({ outcome: 'over' });
  });

  it('is in the audit log without a name, and a lesson that is not there is refused by field', async () => {
    const person = await stands({ had: ['a'] });
    await move(person, 'c');
    const entries = await house.db.query(
      `select actor, action, subject_id as "subjectId", before, after from audit_entries where subject_id = $1`,
      [person.enrollmentId],
    );
    expect(entries).toEqual([
      {
        actor: 'admin:ana',
        action: 'enrollment.moved',
        subjectId: person.enrollmentId,
        before: { lesson: 'b' },
        after: { lesson: 'c', skipped: 1, restored: 0 },
      },
    ]);
    await expect(move(person, 'nowhere')).rejects.toMatchObject({
      code: 'invalid',
      fields: { lesson: expect.any(String) },
    });
  });
});
