import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PublishedCourse } from '../../courses/course-settings.js';
import { LetterWriter } from '../../deliveries/letter-writer.service.js';
import { calendarOf } from '../../enrollments/next-step.js';
import { firstSlot, nextLessonSlot, type Slot } from '../../schedule/next-slot.js';
import { leaveBy } from '../../schedule/slot-window.js';
import { addDays, localDateOf } from '../../schedule/wall-time.js';

/** People began on this many different days, today the latest. */
const startDays = 10;

interface MadeUpWalk {
  subscriberId: string;
  enrollmentId: string;
  firstName: string;
  zone: string;
  hour: number;
  weekdays: number;
}

/** A lesson had before the demo began, as a ledger row. */
interface HadLesson extends Slot {
  lessonId: string;
  leaveBy: Date;
  composed: unknown;
  doneAt: Date | null;
}

/**
 * Gives the made-up readers a past: they began on different days, and had a lesson on each of their mornings since, most
 * of them marked "I did it". The rows are what the ledger would hold, so that "Day 6 of 14" is right and nothing comes
 * twice. For a database that nobody works in yet. Gives their enrollments.
 */
export async function beginEarlier(
  rooms: INestApplicationContext,
  course: PublishedCourse,
  now: Date,
): Promise<string[]> {
  const db = rooms.get(DataSource);
  const writer = rooms.get(LetterWriter);
  const walks = await db.query<MadeUpWalk[]>(
    `select e.subscriber_id as "subscriberId", e.id as "enrollmentId", s.first_name as "firstName", e.zone, e.hour, e.weekdays
     from enrollments e join subscribers s on s.id = e.subscriber_id where s.made_up and e.course_id = $1 order by e.id`,
    [course.id],
  );
  const pasts = walks.map((walk, index) => ({ walk, ...pastOf(walk, index, course, writer, now) }));
  await db.transaction(async (manager) => {
    await manager.query(
      `with walks as (
         select * from jsonb_to_recordset($1) as w("subscriberId" bigint, "enrollmentId" bigint, "startedAt" timestamptz, "nextSlotAt" timestamptz)),
       people as (
         update subscribers s set created_at = w."startedAt", confirmed_at = w."startedAt" from walks w where s.id = w."subscriberId")
       update enrollments e set started_at = w."startedAt", next_slot_at = w."nextSlotAt" from walks w
       where e.subscriber_id = w."subscriberId" and e.id = w."enrollmentId"`,
      [JSON.stringify(pasts.map(({ walk, startedAt, nextSlotAt }) => ({ ...walk, startedAt, nextSlotAt })))],
    );
    await manager.query(
      `insert into deliveries (subscriber_id, kind, state, course_id, enrollment_id, lesson_id, scheduled, slot, local_date, due_at,
                               leave_by, attempts, revision_id, composed, reply_code, reply, created_at, handed_over_at, settled_at, done_at)
       select "subscriberId", 'lesson', 'accepted', $2, "enrollmentId", "lessonId", true, at, "localDate", at,
              "leaveBy", 1, $3, composed, 250, 'had before the demo began', at, at, at, "doneAt"
       from jsonb_to_recordset($1) as r("subscriberId" bigint, "enrollmentId" bigint, "lessonId" bigint, at timestamptz,
            "localDate" date, "leaveBy" timestamptz, composed jsonb, "doneAt" timestamptz)
       order by at`,
      [
        JSON.stringify(pasts.flatMap(({ walk, had }) => had.map((lesson) => ({ ...walk, ...lesson })))),
        course.id,
        course.revisionId,
      ],
    );
  });
  return walks.map((walk) => walk.enrollmentId);
}

function pastOf(walk: MadeUpWalk, index: number, course: PublishedCourse, writer: LetterWriter, now: Date) {
  const { settings, lessons } = course;
  const calendar = calendarOf(walk, settings);
  const had: HadLesson[] = [];
  const marks: boolean[] = [];
  let slot = firstSlot(calendar, addDays(localDateOf(now, walk.zone), -(index % startDays)), null);
  const startedAt = slot.at < now ? slot.at : now;
  for (const lesson of lessons.slice(0, -1)) {
    if (slot.at >= now) break;
    const facts = { name: walk.firstName, day: had.length + 1, of: lessons.length, done: [...marks] };
    const done = (index + had.length) % 6 !== 5;
    const doneAt = new Date(slot.at.getTime() + 40 * 60_000);
    had.push({
      ...slot,
      lessonId: lesson.id,
      leaveBy: leaveBy(slot, walk.zone, settings.lateLimitHours),
      composed: writer.compose(facts, slot.at),
      doneAt: done && doneAt < now ? doneAt : null,
    });
    marks.push(done && doneAt < now);
    const next = lessons[had.length];
    if (next) slot = nextLessonSlot(calendar, slot, next.waitDays);
  }
  return { had, startedAt, nextSlotAt: slot.at };
}
