import { expect } from '@jest/globals';
import { NextRevisionReader } from '../../src/courses/next-revision.reader.js';
import { DraftStore } from '../../src/courses/draft.store.js';
import type { PublishAnswers, RevisionStep } from '../../src/courses/publish-effects.js';
import { type CourseImpact, courseImpact } from '../../src/impact/course-impact.js';
import { lessonsOf } from '../../src/impact/impact-figures.js';
import type { ImpactView } from '../../src/impact/impact.schema.js';
import type { Crowd } from './crowd.js';

export interface Prediction {
  view: ImpactView;
  step: RevisionStep | null;
  impact: CourseImpact | null;
  /** The questions without an answer. */
  open: Array<{ option: string; enrollments: number | null }>;
  keys: ReadonlyMap<string, string>;
}

/** What the publish page says of the draft, whole. */
export async function predict(crowd: Crowd, answers: PublishAnswers): Promise<Prediction> {
  const { house, walks, now } = crowd;
  const next = await new NextRevisionReader(house.store, new DraftStore(house.db)).read('sample', house.db.manager);
  const view = await crowd.view(answers);
  const open = view.choices
    .filter(({ answer }) => answer === null)
    .map(({ option, enrollments }) => ({ option, enrollments }));
  const { step } = next;
  const keys = new Map(
    [
      ...(next.before?.lessons ?? []),
      ...next.after.lessons.map(({ key }, at) => ({ key, id: step?.after.lessons[at]?.id ?? '' })),
    ].map(({ id, key }) => [id, key]),
  );
  if (!step) return { view, step, open, keys, impact: null };
  const course = { courseId: step.courseId, lessonIds: lessonsOf(step), withEnded: step.arrived.length > 0 };
  const groups = await house.db.transaction('REPEATABLE READ', (db) => walks.read(db, course, now, { batch: 100 }));
  return { view, step, open, keys, impact: await courseImpact(groups ?? [], step, answers, now) };
}

/** Compares with what really left in [from, until): all people's letters by date and lesson, and the five people's one by one. */
export async function expectPreviewCameTrue(crowd: Crowd, told: Prediction, from: Date, until: Date): Promise<void> {
  const { db } = crowd.house;
  const rows = await db.query<Array<{ letter: string; people: number }>>(
    `select d.local_date::text || ' ' || coalesce(l.key, 'completion') as letter, count(*)::int as people
     from deliveries d left join lessons l on l.id = d.lesson_id
     where d.state = 'accepted' and d.settled_at >= $1 and d.settled_at < $2 group by 1 order by 1`,
    [from, until],
  );
  const foretold = new Map<string, number>();
  for (const { people, after } of told.impact?.groups ?? [])
    for (const letter of after.filter(({ at }) => at < until)) {
      const name = `${letter.localDate} ${letter.lessonId === null ? 'completion' : told.keys.get(letter.lessonId)}`;
      foretold.set(name, (foretold.get(name) ?? 0) + people);
    }
  expect(Object.fromEntries(foretold)).toEqual(Object.fromEntries(rows.map(({ letter, people }) => [letter, people])));

  for (const person of told.view.outcome?.people ?? []) {
    const letters = await db.query<Array<{ lesson: string | null; localDate: string; at: Date }>>(
      `select l.key as lesson, d.local_date::text as "localDate", d.handed_over_at as at
       from deliveries d left join lessons l on l.id = d.lesson_id
       where d.subscriber_id = $1 and d.state = 'accepted' and d.settled_at >= $2 and d.settled_at < $3 order by d.settled_at`,
      [person.subscriberId, from, until],
    );
    expect(
      person.after
        .filter(({ at }) => new Date(at) < until)
        .map(({ lesson, localDate, at }) => ({ lesson, localDate, at })),
    ).toEqual(letters.map(({ lesson, localDate, at }) => ({ lesson, localDate, at: at.toISOString() })));
  }
}
