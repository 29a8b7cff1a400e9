import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PublishedCourse } from '../courses/course-settings.js';
import { type Standing, NextSlotService } from '../enrollments/next-slot.service.js';
import { calendarOf } from '../enrollments/next-step.js';
import { HouseError } from '../house-error.js';
import { nextLessonSlot } from '../schedule/next-slot.js';
import { localDateOf } from '../schedule/wall-time.js';
import type { WhyAnswer } from './person.schema.js';
import { sayChange } from './timeline-words.js';
import { why, type WhyFacts, type WhyRow } from './why.js';

interface LessonRow {
  id: string;
  key: string;
  subject: string;
  since: { number: number; at: string } | null;
  removed: { number: number; at: string } | null;
}

interface WalkRow {
  startedAt: Date;
  endedAt: Date | null;
  signUp: { at: string; confirmedAt: string | null } | null;
  suppression: { reason: string; since: string } | null;
}

interface ChangeRow {
  at: Date;
  actor: string;
  action: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** Collects what bears on one lesson of one walk, and asks the rule (why.ts). Reads only; every query is for one person. */
@Injectable()
export class WhyReader {
  constructor(
    private readonly db: DataSource,
    private readonly slots: NextSlotService,
  ) {}

  /** Throws 'not-found' for a walk or a lesson that is not there. `key` is the lesson's own id in its course. */
  async answer(subscriberId: string, enrollmentId: string, key: string, now: Date): Promise<WhyAnswer> {
    const [walk] = await this.walkRow(subscriberId, enrollmentId);
    if (!walk) throw new HouseError('not-found', 'This person has no such course.');
    const standing = await this.slots.standing({ subscriberId, enrollmentId });
    const lesson = await this.lesson(standing.course, key);
    if (!lesson) throw new HouseError('not-found', 'This course has never had such a lesson.');
    const [rows, open, owed, changes] = await Promise.all([
      this.rows(subscriberId, enrollmentId, lesson.id),
      this.open(subscriberId, enrollmentId, lesson.id),
      this.owed(subscriberId, enrollmentId, standing.course),
      this.changes(subscriberId, enrollmentId),
    ]);
    const place = owed.findIndex(({ id }) => id === lesson.id);
    const before = place < 0 ? [] : owed.slice(0, place);
    const { state, waiting, nextSlotAt } = standing.facts;
    const facts: WhyFacts = {
      lesson: {
        subject: lesson.subject,
        published: standing.course.lessons.some(({ id }) => id === lesson.id),
        since: lesson.since && { number: lesson.since.number, at: new Date(lesson.since.at) },
        removed: lesson.removed && { number: lesson.removed.number, at: new Date(lesson.removed.at) },
      },
      suppression: walk.suppression && { ...walk.suppression, since: new Date(walk.suppression.since) },
      signUp: walk.signUp && {
        at: new Date(walk.signUp.at),
        confirmedAt: walk.signUp.confirmedAt === null ? null : new Date(walk.signUp.confirmedAt),
      },
      walk: { state, waiting, nextSlotAt, startedAt: walk.startedAt, endedAt: walk.endedAt },
      rows,
      before: before.map(({ subject }) => subject),
      open,
      changes: changes.map((one) => ({
        at: one.at,
        words: `${sayChange(one.action, one.before, one.after)}${one.actor === 'reader' ? ' by the reader' : ' by the team'}.`,
      })),
      expectedAt: place < 0 ? null : expectedAt(standing, open, owed.slice(0, place + 1), now),
    };
    const { verdict, decisions } = why(facts);
    return {
      zone: standing.facts.zone,
      lesson: { key: lesson.key, subject: lesson.subject },
      verdict: { ...verdict, at: verdict.at?.toISOString() ?? null },
      decisions: decisions.map(({ at, words, slot }) => ({
        at: at?.toISOString() ?? null,
        words,
        slot: slot?.toISOString() ?? null,
      })),
    };
  }

  private walkRow(subscriberId: string, enrollmentId: string): Promise<WalkRow[]> {
    return this.db.query<WalkRow[]>(
      `select e.started_at as "startedAt", e.ended_at as "endedAt",
              (select json_build_object('at', g.created_at, 'confirmedAt', g.confirmed_at) from signups g
               where g.subscriber_id = e.subscriber_id and g.course_id = e.course_id and g.confirmed_at <= e.started_at
               order by g.id desc limit 1) as "signUp",
              (select json_build_object('reason', x.reason, 'since', x.created_at) from subscribers s
               join suppressions x on x.address_hash = s.address_hash where s.id = e.subscriber_id) as suppression
       from enrollments e where e.subscriber_id = $1 and e.id = $2`,
      [subscriberId, enrollmentId],
    );
  }

  /** With its latest words, and the revisions in which it came and went. Served by the keys of lessons and revision_lessons. */
  private async lesson(course: PublishedCourse, key: string): Promise<LessonRow | undefined> {
    const [row] = await this.db.query<LessonRow[]>(
      `with shown as (
         select r.number, r.published_at as at, rl.subject from revisions r
         join lessons l on l.course_id = r.course_id and l.key = $2
         left join revision_lessons rl on rl.revision_id = r.id and rl.lesson_id = l.id where r.course_id = $1)
       select l.id, l.key, coalesce((select subject from shown where subject is not null order by number desc limit 1), l.key) as subject,
              (select json_build_object('number', number, 'at', at) from shown where subject is not null order by number limit 1) as since,
              (select json_build_object('number', number, 'at', at) from shown where subject is null
               and number > (select max(number) from shown where subject is not null) order by number limit 1) as removed
       from lessons l where l.course_id = $1 and l.key = $2`,
      [course.id, key],
    );
    return row;
  }

  private rows(subscriberId: string, enrollmentId: string, lessonId: string): Promise<WhyRow[]> {
    return this.db.query<WhyRow[]>(
      `select d.state, d.requested, d.repeat_of is not null as repeat, d.created_at as "createdAt", d.slot, d.settled_at as "settledAt",
              r.number as revision, d.reply, d.because, d.failed_slots as "failedSlots", d.deferrals, d.doubts, d.held
       from deliveries d left join revisions r on r.id = d.revision_id
       where d.subscriber_id = $1 and d.enrollment_id = $2 and d.lesson_id = $3 order by d.id`,
      [subscriberId, enrollmentId, lessonId],
    );
  }

  /** The letter of the walk that is under way, if it is not this lesson's. */
  private async open(
    subscriberId: string,
    enrollmentId: string,
    lessonId: string,
  ): Promise<{ subject: string; dueAt: Date } | null> {
    const [row] = await this.db.query<Array<{ subject: string; dueAt: Date }>>(
      `select coalesce(rl.subject, 'The last letter') as subject, d.due_at as "dueAt" from deliveries d
       join courses c on c.id = d.course_id
       left join revision_lessons rl on rl.revision_id = c.published_revision_id and rl.lesson_id = d.lesson_id
       where d.subscriber_id = $1 and d.enrollment_id = $2 and d.lesson_id is distinct from $3
         and d.kind in ('lesson', 'completion') and d.repeat_of is null and d.decided_at is null
         and (d.state in ('planned', 'claimed', 'sending') or (d.state = 'in_doubt' and not d.held))`,
      [subscriberId, enrollmentId, lessonId],
    );
    return row ?? null;
  }

  /** What is owed, in the order of the course. */
  private async owed(
    subscriberId: string,
    enrollmentId: string,
    course: PublishedCourse,
  ): Promise<Array<{ id: string; subject: string; waitDays: number }>> {
    return this.db.query(
      `select rl.lesson_id as id, rl.subject, rl.wait_days as "waitDays" from revision_lessons rl
       where rl.revision_id = $3 and not exists (
         select 1 from deliveries d where d.subscriber_id = $1 and d.enrollment_id = $2 and d.lesson_id = rl.lesson_id
           and d.kind = 'lesson' and d.state <> 'withdrawn' and d.repeat_of is null)
       order by rl.position`,
      [subscriberId, enrollmentId, course.revisionId],
    );
  }

  private changes(subscriberId: string, enrollmentId: string): Promise<ChangeRow[]> {
    return this.db.query<ChangeRow[]>(
      `select at, actor, action, before, after from audit_entries
       where (subject_kind = 'subscriber' and subject_id = $1 and after ->> 'enrollment' = $2)
          or (subject_kind = 'enrollment' and subject_id = $2) order by id limit 100`,
      [subscriberId, enrollmentId],
    );
  }
}

/** When the last of these lessons would come, one slot after the other; null while the walk stands still. */
function expectedAt(
  { facts, course }: Standing,
  open: { dueAt: Date } | null,
  owed: ReadonlyArray<{ waitDays: number }>,
  now: Date,
): Date | null {
  if (facts.suppressed || (facts.state !== 'active' && facts.nextSlotAt === null)) return null;
  const calendar = calendarOf(facts, course.settings);
  const first = open?.dueAt ?? facts.nextSlotAt;
  if (first === null || owed.length === 0) return null;
  const from = first < now ? now : first;
  let slot = { at: from, localDate: localDateOf(from, calendar.zone) };
  // The first slot is that of the open letter, which all of these follow, or of the first lesson owed.
  for (const { waitDays } of open ? owed : owed.slice(1)) slot = nextLessonSlot(calendar, slot, waitDays);
  return slot.at;
}
