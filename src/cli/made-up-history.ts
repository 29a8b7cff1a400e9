import type { INestApplicationContext } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PublishedCourse } from '../courses/course-settings.js';
import type { ComposedFacts } from '../deliveries/letter-composer.js';
import { LetterWriter } from '../deliveries/letter-writer.service.js';
import { addDays, type LocalDate, landingOf, localDateOf } from '../schedule/wall-time.js';

interface Place {
  had: number;
  state: 'active' | 'paused' | 'left' | 'finished';
}

interface MadeUpWalk extends Place {
  email: string;
  zone: string;
  hour: number;
  slot: Date;
}

/** Letters that made-up readers have had: a morning each, accepted by the mail server, some of them marked. */
export class MadeUpHistory {
  private constructor(
    private readonly course: PublishedCourse,
    private readonly composed: ComposedFacts,
    private readonly now: Date,
  ) {}

  static of(rooms: INestApplicationContext, course: PublishedCourse, now: Date): MadeUpHistory {
    return new MadeUpHistory(course, rooms.get(LetterWriter).compose(null, now), now);
  }

  /** Of a hundred, eighty are under way, five pause, five have left, ten are through; a number always gives the same. */
  placeOf(number: number): Place {
    const { length } = this.course.lessons;
    const luck = (number * 7919) % 100;
    if (luck < 10) return { had: length, state: 'finished' };
    const had = (number * 104_729) % Math.max(length, 1);
    return { had, state: luck < 15 ? 'left' : luck < 20 ? 'paused' : 'active' };
  }

  /** The rows of the ledger for walks just added, tags for everybody, and here and there somebody who unsubscribed. */
  async add(
    walks: readonly MadeUpWalk[],
    others: ReadonlyArray<{ email: string; hash: string }>,
    manager: EntityManager,
  ): Promise<void> {
    await manager.query(
      `insert into deliveries (subscriber_id, kind, state, course_id, enrollment_id, lesson_id, scheduled, slot, local_date, due_at, leave_by,
         attempts, revision_id, composed, reply_code, reply, created_at, handed_over_at, settled_at, done_at)
       select s.id, case when l.id is null then 'completion' else 'lesson' end, 'accepted', $3, e.id, l.id, true, m.slot, m."localDate",
              m.slot, m.slot + interval '6 hours', 1, $4,
              $5::jsonb || jsonb_build_object('date', m.slot, 'facts', l.facts || jsonb_build_object('name', s.first_name)),
              250, '250 2.0.0 Ok: taken', m.slot, m.slot, m.slot,
              case when l.id is not null and (s.id + l.place) % 5 < 3 then m.slot + interval '2 hours' end
       from jsonb_to_recordset($1) as w(email text, zone text, hour smallint, slot timestamptz, had smallint, state text)
       join subscribers s on s.email_key = w.email
       join enrollments e on e.subscriber_id = s.id
       join jsonb_to_recordset($2) as l(id bigint, place smallint, days smallint, facts jsonb)
         on l.place <= w.had or (l.id is null and w.state = 'finished')
       join jsonb_to_recordset($6) as h(had smallint, days smallint) on h.had = w.had
       join jsonb_to_recordset($7) as m(zone text, hour smallint, next timestamptz, back smallint, slot timestamptz, "localDate" date) on m.zone = w.zone and m.hour = w.hour and m.next = w.slot
         and m.back = greatest(h.days - l.days, 1)
       order by m.slot`,
      [
        JSON.stringify(walks),
        JSON.stringify(this.lessons),
        this.course.id,
        this.course.revisionId,
        JSON.stringify(this.composed),
        JSON.stringify(this.days.map((days, had) => ({ had, days }))),
        JSON.stringify(this.morningsOf(walks)),
      ],
    );
    await this.addTags([...walks, ...others], manager);
    await manager.query(
      `insert into suppressions (address_hash, reason, created_at) select hash, 'unsubscribed', $2 from unnest($1::text[]) as hash on conflict do nothing`,
      [others.filter((_, index) => index % 100 === 0).map(({ hash }) => hash), this.now],
    );
  }

  private async addTags(people: ReadonlyArray<{ email: string }>, manager: EntityManager): Promise<void> {
    const tags = { runner: 3, trail: 10, coach: 100 };
    for (const [tag, every] of Object.entries(tags)) {
      await manager.query('insert into tags (name, created_at) values ($1, $2) on conflict do nothing', [
        tag,
        this.now,
      ]);
      await manager.query(
        `insert into subscriber_tags (subscriber_id, tag, tagged_at)
         select id, $2, $3 from subscribers where email_key = any($1) and id % $4 = 0 on conflict do nothing`,
        [people.map(({ email }) => email), tag, this.now, every],
      );
    }
  }

  /** After `had` lessons: days from the first one to the next one. */
  private get days(): number[] {
    const days = [0];
    for (let had = 1; had <= this.course.lessons.length; had++)
      days.push((days.at(-1) ?? 0) + (this.course.lessons[had]?.waitDays ?? 2));
    return days;
  }

  /** What each letter keeps of its reader (lesson-letter.ts), but the name; the completion letter last. */
  private get lessons() {
    const { days } = this;
    const of = this.course.lessons.length;
    const done = Array.from({ length: of }, (_, index) => index % 5 < 3);
    return [
      ...this.course.lessons.map(({ id }, index) => ({
        id,
        place: index + 1,
        days: days[index],
        facts: { day: index + 1, of, done: done.slice(0, index) },
      })),
      {
        id: null,
        place: of + 1,
        days: (days[of] ?? 1) - 1,
        facts: { done: done.filter(Boolean).length, of, streak: 0 },
      },
    ];
  }

  /** The mornings before each next slot, once for all who share zone, hour and slot. */
  private morningsOf(walks: readonly MadeUpWalk[]) {
    const back = Array.from({ length: Math.max(...this.days) }, (_, index) => index + 1);
    const kinds = new Map(walks.map((walk) => [`${walk.zone} ${walk.hour} ${walk.slot.getTime()}`, walk]));
    return [...kinds.values()].flatMap(({ zone, hour, slot }) => {
      const next: LocalDate = localDateOf(slot, zone);
      return back.map((days) => {
        const { at, localDate } = landingOf(zone, addDays(next, -days), hour);
        return { zone, hour, next: slot, back: days, slot: at, localDate };
      });
    });
  }
}
