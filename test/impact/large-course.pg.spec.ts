import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PublishAnswers } from '../../src/courses/publish-effects.js';
import { type CourseHouse, openCourseHouse } from '../courses/course-house.js';
import { course, type SampleLesson } from '../courses/course-sample.js';
import { Crowd, randomOf } from './crowd.js';

// LARGE_PEOPLE=100000 measures, and prints a line of JSON each; as it stands it only holds that the figures add up.
const people = Number(process.env.LARGE_PEOPLE ?? 1_000);

const lessons: SampleLesson[] = Array.from({ length: 14 }, (_, index) => ({
  id: `l${index}`,
  wait: index === 9 ? 2 : 1,
}));
const without = (id: string) => lessons.filter((lesson) => lesson.id !== id);
const changes: Array<[string, SampleLesson[], string, PublishAnswers]> = [
  ['other words', lessons.map((one) => (one.id === 'l5' ? { ...one, body: 'Other words.' } : one)), '', {}],
  ['a lesson moved', [...without('l8').slice(0, 2), { id: 'l8' }, ...without('l8').slice(2)], '', {}],
  ['another wait', lessons.map((one) => (one.id === 'l7' ? { ...one, wait: 3 } : one)), '', {}],
  ['inserted, everyone next', [{ id: 'x' }, ...lessons], '', { inserted: 'next', finishers: 'leave' }],
  [
    'inserted, newcomers',
    [...lessons.slice(0, 2), { id: 'y' }, ...lessons.slice(2)],
    '',
    { inserted: 'newcomers', finishers: 'leave' },
  ],
  ['removed', without('l6'), '', { end: 'finish', inserted: 'newcomers', finishers: 'leave' }],
  ['a date to rest', without('l6'), 'skip_dates: [2026-03-23]\n', {}],
  ['appended, offered', [...without('l6'), { id: 'z' }], 'skip_dates: [2026-03-23]\n', { finishers: 'offer' }],
];

describe(`a course with ${people} people in it`, () => {
  let house: CourseHouse;
  let crowd: Crowd;
  beforeAll(async () => {
    house = await openCourseHouse();
    crowd = new Crowd(house, '2026-03-20T05:00:00Z', randomOf(7));
    await house.push(course(lessons), {}, crowd.now);
    await crowd.gather(people);
  }, 600_000);
  afterAll(() => crowd.close());

  it.each(changes)(
    '%s: the impact is told and published',
    async (name, next, yaml, answers) => {
      const files = course(next, yaml);
      await house.push(files, { draftOnly: true, replaceDraft: true }, crowd.now);
      const began = performance.now();
      const view = await crowd.view(answers);
      const told = performance.now();
      expect(view.readers).toBe(await openWalks());
      const published = performance.now();
      const result = await house.push(files, { ...answers, replaceDraft: true }, crowd.now);
      const done = performance.now();
      expect(result).toMatchObject({ outcome: 'published' });
      const ms = { impact: Math.round(told - began), publish: Math.round(done - published) };
      if (process.env.LARGE_PEOPLE)
        process.stdout.write(`${JSON.stringify({ name, people, ...ms, effects: view.outcome?.effects })}\n`);
    },
    600_000,
  );

  async function openWalks(): Promise<number> {
    const [row] = await house.db.query<Array<{ count: number }>>(
      `select count(*)::int as count from enrollments where state in ('active', 'paused')`,
    );
    return row?.count ?? 0;
  }
});
