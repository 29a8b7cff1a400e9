import type { DataSource } from 'typeorm';

/** How far the people of the demo are. */
export interface Standing {
  /** Letters accepted since the demo began. */
  letters: number;
  finished: number;
  /** Neither finished, nor left, nor paused without an end. */
  underWay: number;
}

/** A ledger row of somebody the demo follows. `position` is the lesson's place in the course; null: no lesson. */
export interface FollowedLetter {
  id: string;
  enrollmentId: string | null;
  kind: string;
  state: string;
  position: number | null;
  repeat: boolean;
  handedOverAt: Date | null;
}

/** A walk the demo follows. */
export interface FollowedWalk {
  enrollmentId: string;
  email: string;
  state: 'active' | 'paused' | 'left' | 'finished';
}

/** What the demo asks of the database, one query each. Changes nothing. */
export class WalksReader {
  constructor(
    private readonly db: DataSource,
    /** Calendar time at which the demo began; rows handed over before are made-up past. */
    readonly began: Date,
  ) {}

  async enrollmentOf(email: string): Promise<string | null> {
    const [row] = await this.db.query<Array<{ id: string }>>(
      'select e.id from enrollments e join subscribers s on s.id = e.subscriber_id where s.email = $1',
      [email],
    );
    return row?.id ?? null;
  }

  async standing(enrollmentIds: readonly string[]): Promise<Standing> {
    const [row] = await this.db.query<Standing[]>(
      `select (select count(*)::int from deliveries where state = 'accepted' and handed_over_at >= $2) as letters,
              count(*) filter (where state = 'finished')::int as finished,
              count(*) filter (where state = 'active' or (state = 'paused' and next_slot_at is not null))::int as "underWay"
       from enrollments where id = any($1)`,
      [enrollmentIds, this.began],
    );
    return row ?? { letters: 0, finished: 0, underWay: 0 };
  }

  walks(enrollmentIds: readonly string[]): Promise<FollowedWalk[]> {
    return this.db.query(
      `select e.id as "enrollmentId", s.email, e.state from enrollments e join subscribers s on s.id = e.subscriber_id
       where e.id = any($1) order by e.id`,
      [enrollmentIds],
    );
  }

  /** Walks that nobody follows: of people who signed up while the demo ran, or began again. */
  async others(enrollmentIds: readonly string[]): Promise<{ walks: number; underWay: number }> {
    const [row] = await this.db.query<Array<{ walks: number; underWay: number }>>(
      `select count(*)::int as walks, count(*) filter (where state in ('active', 'paused'))::int as "underWay"
       from enrollments where id <> all($1)`,
      [enrollmentIds],
    );
    return row ?? { walks: 0, underWay: 0 };
  }

  /** The whole ledger, in the order of hand-over. */
  letters(): Promise<FollowedLetter[]> {
    return this.db.query(
      `select d.id, d.enrollment_id as "enrollmentId", d.kind, d.state, rl.position, d.repeat_of is not null as repeat,
              d.handed_over_at as "handedOverAt"
       from deliveries d left join courses c on c.id = d.course_id
       left join revision_lessons rl on rl.revision_id = c.published_revision_id and rl.lesson_id = d.lesson_id
       order by d.handed_over_at, d.id`,
    );
  }
}
