import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditStore } from '../../src/audit/audit.store.js';
import { GiveAfterAllService } from '../../src/enrollments/give-after-all.service.js';
import { PublishEffectsService } from '../../src/enrollments/publish-effects.service.js';
import { CourseSlotsStore } from '../../src/enrollments/course-slots.store.js';
import { PublishEffectsStore } from '../../src/enrollments/publish-effects.store.js';
import { SkippedLessonStore } from '../../src/enrollments/skipped-lesson.store.js';
import { WalkFactsStore } from '../../src/enrollments/walk-facts.store.js';
import { at, type CourseHouse, monday, openCourseHouse, type Person } from '../courses/course-house.js';
import { course } from '../courses/course-sample.js';

describe('a lesson that is given after all', () => {
  let house: CourseHouse;
  let giving: GiveAfterAllService;
  beforeAll(async () => {
    house = await openCourseHouse();
    const { db, enrollments, reader } = house;
    const effects = new PublishEffectsService(
      new PublishEffectsStore(),
      new CourseSlotsStore(),
      new WalkFactsStore(db),
      enrollments,
    );
    giving = new GiveAfterAllService(db, new SkippedLessonStore(), effects, reader, new AuditStore());
  });
  afterAll(() => house.database.close());

  it('goes before a completion letter that is planned, wakes who waits, and leaves a letter on its way alone', async () => {
    await house.push(course(['one', 'two'], 'more_coming: true\n'));
    const walk = (completion?: 'planned', waiting = false) =>
      house.walk({ had: ['one', 'two'], ...(completion && { completion }), waiting });
    const people = [await walk('planned'), await walk('planned'), await walk(undefined, true)];
    const [planned, sending, waiting] = people as [Person, Person, Person];
    const move = (state: string) =>
      house.db.query(`update deliveries set state = $2 where enrollment_id = $1 and kind = 'completion'`, [
        sending.enrollmentId,
        state,
      ]);
    await move('claimed');
    await move('sending');
    await house.push(course(['one', 'new', 'two'], 'more_coming: true\n'), { inserted: 'newcomers' });

    expect(await giving.give('sample', 2, 'new', 'admin:1', monday)).toEqual({ people: 3 });

    expect(await house.rowsOf(planned)).toEqual(['one:accepted', 'two:accepted', 'completion:withdrawn']);
    expect(await house.enrollmentOf(planned)).toMatchObject({ state: 'active', nextSlotAt: at(2) });
    expect(await house.enrollmentOf(waiting)).toMatchObject({ waiting: false, nextSlotAt: at(2) });
    expect(await house.rowsOf(sending)).toEqual(['one:accepted', 'two:accepted', 'completion:sending']);
    await house.planning.plan(at(2));
    for (const person of [planned, waiting]) expect((await house.rowsOf(person)).at(-1)).toBe('new:planned');
    expect(await house.enrollments.countLost()).toBe(0);
    expect(await giving.give('sample', 2, 'new', 'admin:1', monday)).toEqual({ people: 0 });
  });
});
