import type { EntityManager } from 'typeorm';
import type { PublishAnswers } from '../../src/courses/publish-effects.js';
import { NextRevisionReader } from '../../src/courses/next-revision.reader.js';
import { DraftStore } from '../../src/courses/draft.store.js';
import { WalkKeeperService } from '../../src/enrollments/walk-keeper.service.js';
import { WalkFactsStore } from '../../src/enrollments/walk-facts.store.js';
import type { SettledDelivery } from '../../src/deliveries/delivery.store.js';
import { ExamplePeopleReader } from '../../src/impact/example-people.reader.js';
import type { ImpactView } from '../../src/impact/impact.schema.js';
import { ImpactService } from '../../src/impact/impact.service.js';
import { ReckoningService } from '../../src/impact/reckoning.service.js';
import { ReckoningStore } from '../../src/impact/reckoning.store.js';
import { WalkGroupsReader } from '../../src/impact/walk-groups.reader.js';
import { PgBossQueue } from '../../src/database/pg-boss-queue.js';
import { inTransaction } from '../../src/database/transaction.js';
import { firstSlot, nextLessonSlot, type Slot } from '../../src/schedule/next-slot.js';
import { addDays, instantAt, localDateOf } from '../../src/schedule/wall-time.js';
import type { CourseHouse } from '../courses/course-house.js';

/** Numbers between 0 and 1 that come again with the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const calendars = [
  { zone: 'UTC', hour: 420, weekdays: 127 },
  { zone: 'Europe/London', hour: 90, weekdays: 127 },
  { zone: 'America/New_York', hour: 390, weekdays: 31 },
  { zone: 'Pacific/Kiritimati', hour: 450, weekdays: 127 },
  { zone: 'Asia/Kathmandu', hour: 1380, weekdays: 85 },
  { zone: 'Pacific/Honolulu', hour: 0, weekdays: 127 },
];

/** A house in which letters are planned and walks go on as always, and the mail server takes everything at once. */
export class Crowd {
  readonly impact: ImpactService;
  readonly walks = new WalkGroupsReader();
  private readonly queue: PgBossQueue;
  private readonly keeper: WalkKeeperService;
  now: Date;

  constructor(
    readonly house: CourseHouse,
    start: string,
    private readonly random: () => number,
  ) {
    const { db, store, reader, enrollments } = house;
    const facts = new WalkFactsStore(db);
    this.keeper = new WalkKeeperService(facts, enrollments, reader);
    this.queue = new PgBossQueue(db, { works: false });
    const reckoning = new ReckoningService(db, this.walks, new ReckoningStore(db), this.queue);
    const next = new NextRevisionReader(store, new DraftStore(db));
    this.impact = new ImpactService(db, next, reckoning, new ExamplePeopleReader());
    this.now = new Date(start);
  }

  /** People at random places of the published course: some lessons had, one a date up to yesterday. */
  async gather(count: number): Promise<void> {
    const course = await this.house.reader.bySlug('sample');
    if (!course) throw new Error('publish the course first');
    const people = Array.from({ length: count }, (_, index) => this.someone(index, course.lessons));
    await this.house.db.query(
      `with people as (select * from jsonb_to_recordset($1) as p(email text, zone text, hour int, weekdays int, state text, waiting boolean,
           slot timestamptz, rows jsonb)),
       added as (insert into subscribers (email, email_key, address_hash, state, created_at, confirmed_at)
         select email, email, email, 'confirmed', $2, $2 from people returning id, email),
       walks as (insert into enrollments (subscriber_id, course_id, state, zone, hour, weekdays, next_slot_at, waiting, started_at, ended_at)
         select a.id, $3, p.state, p.zone, p.hour, p.weekdays, p.slot, p.waiting, $2::timestamptz - interval '60 days',
                case when p.state in ('left', 'finished') then $2::timestamptz - interval '1 hour' end
         from people p join added a using (email) returning subscriber_id, id)
       insert into deliveries (subscriber_id, kind, state, course_id, enrollment_id, lesson_id, scheduled, slot, local_date, due_at, leave_by,
                               handed_over_at, settled_at, created_at)
       select w.subscriber_id, r.kind, 'accepted', $3, w.id, r."lessonId", true, r.slot, r."localDate", r.slot, r.slot + interval '6 hours',
              r.slot, r.slot, r.slot
       from people p join added a using (email) join walks w on w.subscriber_id = a.id,
         jsonb_to_recordset(p.rows) as r(kind text, "lessonId" bigint, slot timestamptz, "localDate" date)`,
      [JSON.stringify(people), this.now, course.id],
    );
    await this.house.db.query('analyze enrollments, deliveries, subscribers');
  }

  private someone(index: number, lessons: ReadonlyArray<{ id: string; waitDays: number }>) {
    const reader = calendars[Math.floor(this.random() * calendars.length)] ?? calendars[0]!;
    const calendar = { ...reader, skipDates: new Set<string>() };
    const yesterday = addDays(localDateOf(this.now, reader.zone), -1);
    const dice = this.random();
    const finished = dice > 0.93;
    const had = finished ? lessons.length : Math.floor(this.random() * lessons.length);
    const kinds = [...lessons.slice(0, had).map(({ id }) => id), ...(finished ? [null] : [])];
    const rows = kinds.map((lessonId, place) => {
      const localDate = addDays(yesterday, place + 1 - kinds.length);
      const slot = instantAt(reader.zone, localDate, reader.hour);
      return { kind: lessonId === null ? 'completion' : 'lesson', lessonId, slot, localDate };
    });
    const last = rows.at(-1);
    const latest: Slot | null = last ? { at: last.slot, localDate: last.localDate } : null;
    const next = latest
      ? nextLessonSlot(calendar, latest, lessons[had]?.waitDays ?? 1)
      : firstSlot(calendar, yesterday, this.now);
    const state = finished ? 'finished' : dice > 0.89 ? 'left' : dice > 0.82 ? 'paused' : 'active';
    const pausedUntil = this.random() > 0.5 ? new Date(next.at.getTime() + 2 * 86_400_000) : null;
    const slot = state === 'active' ? next.at : state === 'paused' ? pausedUntil : null;
    return { email: `reader${index}@example.com`, ...reader, state, waiting: false, slot, rows };
  }

  /** Everything that falls due before the instant, one slot after the other. The clock ends there. */
  async liveUntil(until: Date, afterPlanning: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    for (;;) {
      await this.plan();
      await afterPlanning();
      const settled = await this.settle();
      if (settled > 0) continue;
      const [next] = await this.house.db.query<Array<{ at: Date | null }>>(
        `select least((select min(next_slot_at) from enrollments), (select min(due_at) from deliveries where state = 'planned')) as at`,
      );
      if (!next?.at || next.at >= until) break;
      if (next.at > this.now) this.now = next.at;
    }
    this.now = until;
  }

  /** The publish page's words, by figures of this very moment: a worker has been at it. */
  async view(answers: PublishAnswers): Promise<ImpactView> {
    const look = () => this.impact.view('sample', answers, { permissions: ['subscribers.write'] }, this.now);
    const first = await look();
    if (first.asOf === this.now.toISOString()) return first;
    await this.impact.reckon('sample', this.now);
    return look();
  }

  async close(): Promise<void> {
    await this.queue.beforeApplicationShutdown();
    await this.house.database.close();
  }

  async plan(): Promise<void> {
    while ((await this.house.planning.plan(this.now)).more);
  }

  private settle(): Promise<number> {
    return inTransaction(this.house.db, async (db: EntityManager) => {
      const due = `state = 'planned' and due_at <= $1`;
      await db.query(`update deliveries set state = 'claimed' where ${due}`, [this.now]);
      await db.query(`update deliveries set state = 'sending', handed_over_at = $1 where state = 'claimed'`, [
        this.now,
      ]);
      const [rows] = await db.query<[SettledDelivery[], number]>(
        `update deliveries set state = 'accepted', settled_at = $1 where state = 'sending'
         returning subscriber_id as "subscriberId", id, kind, state, enrollment_id as "enrollmentId", repeat_of as "repeatOf", held`,
        [this.now],
      );
      await this.keeper.goOn(rows, this.now, db);
      return rows.length;
    });
  }
}
