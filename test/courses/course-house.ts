import type { DataSource } from 'typeorm';
import { CourseReader } from '../../src/courses/course.reader.js';
import { CourseTies } from '../../src/courses/course-ties.js';
import { CourseStore } from '../../src/courses/course.store.js';
import { DraftStore } from '../../src/courses/draft.store.js';
import { type PublishOptions, PublishService, type PushResult } from '../../src/courses/publish.service.js';
import { DeliveryStore } from '../../src/deliveries/delivery.store.js';
import { EnrollmentStore } from '../../src/enrollments/enrollment.store.js';
import { LessonPlanningService } from '../../src/enrollments/lesson-planning.service.js';
import { PublishEffectsService } from '../../src/enrollments/publish-effects.service.js';
import { CourseSlotsStore } from '../../src/enrollments/course-slots.store.js';
import { PublishEffectsStore } from '../../src/enrollments/publish-effects.store.js';
import { WalkFactsStore } from '../../src/enrollments/walk-facts.store.js';
import { readConfig } from '../../src/config/config.js';
import { PictureStore } from '../../src/pictures/picture.store.js';
import { KnownSenders } from '../../src/settings/known-senders.js';
import { SenderStore } from '../../src/settings/sender.store.js';
import { openDatabase } from '../database.js';

/** Monday noon; everybody in these tests lives in UTC and reads at 07:00. */
export const monday = new Date('2026-03-02T12:00:00Z');
export const at = (day: number, time = '07:00') =>
  new Date(Date.parse(`2026-03-02T${time}:00Z`) + (day - 1) * 86_400_000);

export interface Person {
  subscriberId: string;
  enrollmentId: string;
}

/** Lessons had, one a morning up to and including Monday's; then what is open or next. */
export interface Place {
  had?: readonly string[];
  planned?: string;
  state?: 'active' | 'paused' | 'left' | 'finished';
  waiting?: boolean;
  completion?: 'planned' | 'accepted';
  nextSlotAt?: Date | null;
}

export async function openCourseHouse() {
  const database = await openDatabase();
  const db: DataSource = database.dataSource;
  const store = new CourseStore(db);
  const reader = new CourseReader(store);
  const enrollments = new EnrollmentStore(db);
  const facts = new WalkFactsStore(db);
  const effects = new PublishEffectsService(new PublishEffectsStore(), new CourseSlotsStore(), facts, enrollments);
  const senders = new KnownSenders(db, new SenderStore(db), readConfig({}));
  const ties = new CourseTies(new PictureStore(db), store, senders);
  const publish = new PublishService(db, store, new DraftStore(db), ties, effects);
  const planning = new LessonPlanningService(db, enrollments, facts, new DeliveryStore(db), reader);
  let people = 0;

  const push = (
    files: Map<string, Uint8Array>,
    options: Partial<PublishOptions> = {},
    now = monday,
  ): Promise<PushResult> => publish.push(files, { author: 'test', ...options }, now);

  async function walk(place: Place = {}): Promise<Person> {
    const course = await reader.bySlug('sample');
    if (!course) throw new Error('publish the course first');
    const lessonId = async (key: string) => {
      const [row] = await db.query<Array<{ id: string }>>('select id from lessons where key = $1 and course_id = $2', [
        key,
        course.id,
      ]);
      return row?.id;
    };
    const { had = [], planned, state = 'active', waiting = false, completion } = place;
    const open = planned !== undefined || completion === 'planned';
    const over = state === 'left' || state === 'finished';
    const next =
      place.nextSlotAt !== undefined ? place.nextSlotAt : open || over || waiting || state === 'paused' ? null : at(2);
    const email = `reader${++people}@example.com`;
    const [subscriber] = await db.query<Array<{ id: string }>>(
      `insert into subscribers (email, email_key, address_hash, state, created_at, confirmed_at) values ($1, $1, $1, 'confirmed', $2, $2) returning id`,
      [email, at(-30)],
    );
    const [enrollment] = await db.query<Array<{ id: string }>>(
      `insert into enrollments (subscriber_id, course_id, state, zone, hour, weekdays, next_slot_at, waiting, started_at, ended_at)
       values ($1, $2, $3, 'UTC', 420, 127, $4, $5, $6, $7) returning id`,
      [subscriber?.id, course.id, state, next, waiting, at(-30), over ? monday : null],
    );
    const person = { subscriberId: String(subscriber?.id), enrollmentId: String(enrollment?.id) };
    const row = (kind: string, rowState: string, slot: Date, lesson: string | undefined) =>
      db.query(
        `insert into deliveries (subscriber_id, kind, state, course_id, enrollment_id, lesson_id, scheduled, slot, local_date, due_at, leave_by, handed_over_at, created_at)
         values ($1, $2, $3, $4, $5, $6, true, $7, $8, $7, $9, $10, $7)`,
        [
          ...[
            person.subscriberId,
            kind,
            rowState,
            course.id,
            person.enrollmentId,
            lesson,
            slot,
            slot.toISOString().slice(0, 10),
          ],
          ...[new Date(slot.getTime() + 6 * 3_600_000), rowState === 'accepted' ? slot : null],
        ],
      );
    const first = (planned !== undefined || completion === 'accepted' ? 1 : 2) - had.length;
    for (const [index, key] of had.entries()) await row('lesson', 'accepted', at(first + index), await lessonId(key));
    if (planned !== undefined) await row('lesson', 'planned', at(1), await lessonId(planned));
    if (completion) await row('completion', completion, completion === 'planned' ? at(2) : at(1), undefined);
    return person;
  }

  /** The lesson keys of a walk's rows, as 'key:state', in order of writing; 'completion:state' for the last letter. */
  async function rowsOf({ subscriberId, enrollmentId }: Person): Promise<string[]> {
    const rows = await db.query<Array<{ row: string }>>(
      `select coalesce(l.key, d.kind) || ':' || d.state as row from deliveries d left join lessons l on l.id = d.lesson_id
       where d.subscriber_id = $1 and d.enrollment_id = $2 order by d.id`,
      [subscriberId, enrollmentId],
    );
    return rows.map(({ row }) => row);
  }

  async function enrollmentOf({ subscriberId, enrollmentId }: Person) {
    const [row] = await db.query<
      Array<{ state: string; nextSlotAt: Date | null; waiting: boolean; endedAt: Date | null }>
    >(
      `select state, next_slot_at as "nextSlotAt", waiting, ended_at as "endedAt" from enrollments where subscriber_id = $1 and id = $2`,
      [subscriberId, enrollmentId],
    );
    if (!row) throw new Error('the walk is gone');
    return row;
  }

  /** Everything in the database, for "it changed nothing". */
  async function snapshot(): Promise<string> {
    const tables = [
      'courses',
      'lessons',
      'revisions',
      'revision_lessons',
      'revision_files',
      'revision_pictures',
      'pictures',
      'drafts',
      'enrollments',
      'deliveries',
    ];
    const rows: unknown[] = [];
    for (const table of tables)
      rows.push(await db.query(`select to_jsonb(t) as row from ${table} t order by to_jsonb(t)::text`));
    return JSON.stringify(rows);
  }

  return { database, db, store, reader, publish, planning, enrollments, push, walk, rowsOf, enrollmentOf, snapshot };
}

export type CourseHouse = Awaited<ReturnType<typeof openCourseHouse>>;

/** A fresh course for the next test: people and courses go, the database stays. */
export async function empty({ db }: CourseHouse): Promise<void> {
  await db.query('truncate courses, subscribers, pictures cascade');
}
