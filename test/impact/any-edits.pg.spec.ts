import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PublishAnswers } from '../../src/courses/publish-effects.js';
import { type CourseHouse, openCourseHouse } from '../courses/course-house.js';
import { course, type SampleLesson } from '../courses/course-sample.js';
import { Crowd, randomOf } from './crowd.js';
import { expectPreviewCameTrue, predict } from './preview.js';

// The same edits each time; EDITS_SEED=… makes others, and a failure names its seed. EDITS_PEOPLE and EDITS_STEPS make the history as large as one likes.
const seed = Number(process.env.EDITS_SEED ?? 20261125);
const people = Number(process.env.EDITS_PEOPLE ?? 1_000);
const steps = Number(process.env.EDITS_STEPS ?? 6);

type Lesson = SampleLesson & { id: string; wait: number };

describe(`whatever an author edits while people are in mid-course (EDITS_SEED=${seed})`, () => {
  let house: CourseHouse;
  let crowd: Crowd;
  const random = randomOf(seed);
  beforeAll(async () => {
    house = await openCourseHouse();
    crowd = new Crowd(house, '2026-03-20T05:00:00Z', random);
  });
  afterAll(() => crowd.close());

  it('nobody gets a lesson twice, loses one, is dropped, or has two on a date; and every preview comes true', async () => {
    const pick = (count: number) => Math.floor(random() * count);
    const history: Lesson[][] = [];
    let lessons: Lesson[] = Array.from({ length: 10 }, (_, index) => ({
      id: `l${index}`,
      wait: index % 4 === 3 ? 2 : 1,
    }));
    const publish = async (next: Lesson[], yaml: string): Promise<void> => {
      const answers: PublishAnswers = {};
      const files = course(next, yaml);
      await house.push(files, { draftOnly: true, replaceDraft: true }, crowd.now);
      for (;;) {
        const prediction = await predict(crowd, answers);
        const result = await house.push(files, { ...answers, replaceDraft: true }, crowd.now);
        if (result.outcome === 'choice-due') {
          expect(prediction.open).toEqual(result.choices.map(({ option, enrollments }) => ({ option, enrollments })));
          for (const { option, answers: both } of result.choices) Object.assign(answers, { [option]: both[pick(2)] });
          continue;
        }
        expect(result.outcome).toMatch(/^(un)?(published|changed)$/);
        history.push(next);
        lessons = next;
        alreadyThere = await newestRow(); // a letter planned before the publish goes, whatever moved before it
        const days = 1 + pick(3);
        const until = new Date(crowd.now.getTime() + days * 86_400_000 + pick(24) * 3_600_000);
        const from = crowd.now;
        await crowd.liveUntil(until, expectOrder);
        if (prediction.step) await expectPreviewCameTrue(crowd, prediction, from, until);
        return;
      }
    };

    await house.push(course(lessons), {}, crowd.now);
    history.push(lessons);
    await crowd.gather(people);
    for (let step = 0; step < steps; step++) {
      if (pick(4) === 0) crowd.now = new Date(crowd.now.getTime() + pick(60) * 3_600_000); // a house that stood still
      if (pick(2) === 0) await crowd.plan(); // letters planned and not yet claimed
      const [next, yaml] = edited(lessons, history, pick);
      await publish(next, yaml);
      await expectNothingLost(crowd);
    }
    await crowd.liveUntil(new Date(crowd.now.getTime() + 60 * 86_400_000), expectOrder);
    await expectNothingLost(crowd);
    await expectEverybodyAtTheirEnd();
  });

  /** One to three edits: a move, a new lesson, one taken out, one brought back, other words, another wait; or an old revision. */
  function edited(lessons: Lesson[], history: Lesson[][], pick: (count: number) => number): [Lesson[], string] {
    if (pick(8) === 0) return [history[pick(history.length)] ?? lessons, ''];
    const next = [...lessons];
    for (let edits = 1 + pick(3); edits > 0; edits--) {
      const at = pick(next.length);
      const lesson = next[at];
      switch (pick(6)) {
        case 0:
          next.splice(at, 1);
          next.splice(pick(next.length + 1), 0, ...(lesson ? [lesson] : []));
          break;
        case 1:
          next.splice(pick(next.length + 1), 0, { id: `n${history.length}-${edits}`, wait: 1 + pick(2) });
          break;
        case 2:
          if (next.length > 3) next.splice(at, 1);
          break;
        case 3: {
          const gone = history.flat().find(({ id }) => !next.some((one) => one.id === id));
          if (gone) next.splice(pick(next.length + 1), 0, gone);
          break;
        }
        case 4:
          if (lesson) next[at] = { ...lesson, body: `Words ${history.length}-${edits}` };
          break;
        case 5:
          if (lesson) next[at] = { ...lesson, wait: 1 + pick(3) };
          break;
      }
    }
    const yaml = [
      '',
      '',
      '',
      'more_coming: true\n',
      'skip_dates: [2026-03-26, 2026-04-02]\n',
      'weekdays: [mon, tue, wed, thu, fri, sat]\n',
    ][pick(6)];
    return [next, yaml ?? ''];
  }

  let alreadyThere = '0';
  const newestRow = async () =>
    (await house.db.query<Array<{ id: string }>>('select coalesce(max(id), 0)::text as id from deliveries'))[0]?.id ??
    '0';
  const query = (sql: string, parameters: unknown[] = []) => house.db.query<unknown[]>(sql, parameters);

  /** What is planned is the first lesson, in the order of this moment, that the walk does not have; a completion letter comes last. */
  async function expectOrder(): Promise<void> {
    const skipped = await query(
      `select d.id, rl.lesson_id from deliveries d
       join courses c on c.id = d.course_id
       left join revision_lessons mine on mine.revision_id = c.published_revision_id and mine.lesson_id = d.lesson_id
       join revision_lessons rl on rl.revision_id = c.published_revision_id and rl.position < coalesce(mine.position, 1000)
       where d.state = 'planned' and d.id > $1 and not exists (
         select 1 from deliveries h where h.subscriber_id = d.subscriber_id and h.enrollment_id = d.enrollment_id
           and h.lesson_id = rl.lesson_id and h.state <> 'withdrawn')`,
      [alreadyThere],
    );
    expect(skipped).toEqual([]);
  }

  async function expectNothingLost(crowd: Crowd): Promise<void> {
    const rows = `from deliveries where state <> 'withdrawn' and repeat_of is null group by subscriber_id, enrollment_id`;
    expect(await query(`select lesson_id, kind ${rows}, lesson_id, kind having count(*) > 1`)).toEqual([]);
    expect(
      await query(`select local_date ${rows}, local_date, state having state <> 'skipped' and count(*) > 1`),
    ).toEqual([]);
    expect(await house.enrollments.countLost()).toBe(0);
    expect(crowd.now.getTime()).toBeGreaterThan(0);
  }

  /** Who finished had, or was to skip, every lesson of the course as it was then; others wait for more, pause or have left. */
  async function expectEverybodyAtTheirEnd(): Promise<void> {
    const lost = await query(
      `select e.id, rl.lesson_id from enrollments e
       join lateral (select r.id from revisions r where r.course_id = e.course_id and r.published_at <= e.ended_at
                     order by r.number desc limit 1) shown on true
       join revision_lessons rl on rl.revision_id = shown.id
       where e.state = 'finished' and not exists (
         select 1 from deliveries d where d.subscriber_id = e.subscriber_id and d.enrollment_id = e.id
           and d.lesson_id = rl.lesson_id and d.state in ('accepted', 'skipped'))`,
    );
    expect(lost).toEqual([]);
    expect(await query(`select id from enrollments where state = 'active' and not waiting`)).toEqual([]);
    const [count] = await house.db.query<Array<{ people: number }>>('select count(*)::int as people from enrollments');
    expect(count?.people).toBe(people);
  }
});
