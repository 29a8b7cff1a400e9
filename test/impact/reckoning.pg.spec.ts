import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openCourseHouse, type CourseHouse } from '../courses/course-house.js';
import { course } from '../courses/course-sample.js';
import { Crowd, randomOf } from './crowd.js';

const lessons = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('the figures of a publish in a course with more than a few hundred people', () => {
  let house: CourseHouse;
  let crowd: Crowd;
  beforeAll(async () => {
    house = await openCourseHouse();
    crowd = new Crowd(house, '2026-03-20T05:00:00Z', randomOf(11));
    await house.push(course(lessons), {}, crowd.now);
    await crowd.gather(700);
  });
  afterAll(() => crowd.close());

  const look = () => crowd.impact.view('sample', {}, { permissions: ['subscribers.write'] }, crowd.now);
  const draft = (...order: string[]) => house.push(course(order), { draftOnly: true, replaceDraft: true }, crowd.now);
  const jobs = async () =>
    (
      await house.db.query<Array<{ n: number }>>(
        `select count(*)::int as n from pgboss.job where name = 'reckon-impact'`,
      )
    )[0]?.n;
  const later = (minutes: number) => (crowd.now = new Date(crowd.now.getTime() + minutes * 60_000));

  it('come from a worker, asked once, are of one moment, and say of which', async () => {
    await draft('b', 'a', ...lessons.slice(2));
    expect(await look()).toMatchObject({ asOf: null, underway: 0, readers: null, outcome: null, choices: [] });
    await look();
    expect(await jobs()).toBe(1);
    await crowd.impact.reckon('sample', crowd.now);
    const told = await look();
    expect(told).toMatchObject({ asOf: crowd.now.toISOString(), underway: null });
    expect(told.outcome?.people).toHaveLength(5);
    expect(new Set(told.outcome?.people.map(({ subscriberId }) => subscriberId)).size).toBe(5);
  });

  it('are shown with their age while newer ones are on their way', async () => {
    const asOf = crowd.now.toISOString();
    later(3);
    expect(await look()).toMatchObject({ asOf, underway: 0 });
    expect(await jobs()).toBe(2);
    await crowd.impact.reckon('sample', crowd.now);
    expect(await look()).toMatchObject({ asOf: crowd.now.toISOString(), underway: null });
  });

  it('need not be waited for: after a minute the questions are asked without numbers, and it can be published', async () => {
    await draft('x', 'a', 'b', 'c', 'd', 'e');
    expect(await look()).toMatchObject({ overdue: false, choices: [] });
    later(0.9);
    expect(await look()).toMatchObject({ overdue: false, choices: [] });
    later(0.2); // asked for anew meanwhile, because no worker has come
    const told = await look();
    expect(told).toMatchObject({ overdue: true, asOf: null, readers: null, outcome: null });
    expect(told.choices.map(({ option, enrollments }) => [option, enrollments])).toEqual([
      ['inserted', null],
      ['finishers', null],
      ['end', null],
    ]);
    later(5);
    expect(await look()).toMatchObject({ overdue: true });
    const answers = { inserted: 'newcomers', finishers: 'leave', end: 'finish' } as const;
    const files = course(['x', 'a', 'b', 'c', 'd', 'e']);
    expect(await house.push(files, { ...answers, replaceDraft: true }, crowd.now)).toMatchObject({
      outcome: 'published',
    });
    await house.push(course(lessons), { ...answers, replaceDraft: true }, crowd.now);
  });

  it('are not those of another draft; work for a draft that is another by now stops and keeps nothing', async () => {
    await draft('c', 'a', 'b', 'd', 'e', 'f');
    expect(await look()).toMatchObject({ asOf: null, underway: 0 });
    await draft('d', 'a', 'b', 'c', 'e', 'f');
    await crowd.impact.reckon('sample', crowd.now); // whose figures nobody has looked for yet
    const kept = await house.db.query<unknown[]>('select people, figures from impact_reckonings');
    expect(kept).toEqual([{ people: 0, figures: null }]);
    expect(await look()).toMatchObject({ asOf: null, underway: 0 });
    await crowd.impact.reckon('sample', crowd.now);
    expect((await look()).changes).toMatchObject([{ lesson: 'd', people: expect.any(Number) }]);
  });
});
