import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AlikeWalks, Forecast } from './forecast.js';

export interface Figures {
  forecast: Forecast;
  people: Comings;
}

/** People, each once, as the lists that these numbers lead to show them: who has gone again is in neither. */
export interface Comings {
  signedUp: Pair;
  confirmed: Pair;
  finished: Pair;
  departed: Pair;
}
interface Pair {
  lately: number;
  before: number;
}

export interface Reckoned<Name extends keyof Figures> {
  reckonedAt: Date;
  figures: Figures[Name];
}

/** Figures that are reckoned in the background: what they are made of, and what was kept. The only writer of house_figures. */
@Injectable()
export class FiguresStore {
  constructor(private readonly db: DataSource) {}

  /** By primary key; null: never reckoned. */
  async kept<Name extends keyof Figures>(name: Name): Promise<Reckoned<Name> | null> {
    const [row] = await this.db.query<Array<Reckoned<Name>>>(
      `select reckoned_at as "reckonedAt", figures from house_figures where name = $1`,
      [name],
    );
    return row ?? null;
  }

  /** Of two processes that reckon at once the later one's stays. */
  async keep<Name extends keyof Figures>(name: Name, figures: Figures[Name], now: Date): Promise<void> {
    await this.db.query(
      `insert into house_figures (name, reckoned_at, figures) values ($1, $2, $3)
       on conflict (name) do update set reckoned_at = excluded.reckoned_at, figures = excluded.figures`,
      [name, now, JSON.stringify(figures)],
    );
  }

  /**
   * Walks under way whose next letter falls due before `until`, those that stand alike counted together. One pass over the
   * open enrollments with one step into deliveries_enrollment each: for the background, not for a page. Locks nothing.
   */
  async alikeWalks(until: Date): Promise<AlikeWalks[]> {
    return this.db.query<AlikeWalks[]>(
      `select e.course_id as "courseId", e.zone, e.hour, e.weekdays, coalesce(e.next_slot_at, last.slot) as at,
              last.lesson_id as "lastLessonId", e.next_slot_at is null as "isOpen", count(*)::int as walks
       from enrollments e
       left join lateral (
         select d.lesson_id, coalesce(d.slot, d.due_at) as slot from deliveries d
         where d.subscriber_id = e.subscriber_id and d.enrollment_id = e.id and d.kind = 'lesson'
           and d.state not in ('withdrawn', 'skipped') and d.repeat_of is null
         order by d.id desc limit 1) last on true
       where e.state in ('active', 'paused') and not e.waiting and (e.state = 'active' or e.next_slot_at is not null)
         and coalesce(e.next_slot_at, last.slot) < $1
       group by 1, 2, 3, 4, 5, 6, 7`,
      [until],
    );
  }

  /**
   * Who came and went since `before`, those since `lately` apart, with the bounds of a filter's "days ago" (expression-sql.ts); served
   * by subscribers_joined, consents_confirmed and enrollments_ended.
   */
  async comings(lately: Date, before: Date): Promise<Comings> {
    const pair = (person: string, at: string) =>
      `json_build_object('lately', count(distinct ${person}) filter (where ${at} > $1), 'before', count(distinct ${person}) filter (where ${at} <= $1))`;
    const ended = (state: string) =>
      `(select ${pair('subscriber_id', 'ended_at')} from enrollments where ended_at > $2 and state = '${state}')`;
    const [row] = await this.db.query<[Comings]>(
      `select (select ${pair('id', 'created_at')} from subscribers where created_at > $2) as "signedUp",
              (select ${pair('subscriber_id', 'confirmed_at')} from consents
               where confirmed_at > $2 and purpose = 'course' and withdrawn_at is null) as confirmed,
              ${ended('finished')} as finished, ${ended('left')} as departed`,
      [lately, before],
    );
    return row;
  }
}
