import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/**
 * How fast letters may leave, shared by all workers through a row a scope (rule 22): 'all', and the providers that asked for
 * fewer. Elapsed time. A row whose times lie ahead was written before PostgreSQL's clock was stepped back, and counts for nothing.
 */
@Injectable()
export class RateStore {
  constructor(private readonly db: DataSource) {}

  /**
   * Takes up to `wanted` letters of the present second's share; gives how many, 0 when the second is used up.
   * One row lock a call; two workers never take the same share. (Of two at a second's edge the later may read the earlier clock.)
   */
  async take(scope: string, wanted: number, perSecond: number): Promise<number> {
    const [row] = await this.db.query<Array<{ granted: number }>>(
      `with share as (
         select scope, ${sameSecond} as same, case when ${sameSecond} then taken else 0 end as used from send_slices where scope = $1 for update),
       taken as (
         update send_slices s
         set taken = share.used + least($2::integer, greatest($3::integer - share.used, 0)),
             window_started_at = case when share.same then s.window_started_at else date_trunc('second', clock_timestamp()) end
         from share where s.scope = share.scope
         returning least($2::integer, greatest($3::integer - share.used, 0)) as granted)
       select granted from taken`,
      [scope, wanted, perSecond],
    );
    if (row) return row.granted;
    await this.db.query(
      `insert into send_slices (scope, window_started_at, taken) values ($1, date_trunc('second', clock_timestamp()), 0)
       on conflict do nothing`,
      [scope],
    );
    return this.take(scope, wanted, perSecond);
  }

  /** What was taken of the present second and is not used after all is there for other workers; of seconds gone by, nothing. */
  async giveBack(scope: string, unused: number): Promise<void> {
    await this.db.query(
      `update send_slices set taken = greatest(taken - $2, 0)
       where scope = $1 and window_started_at = date_trunc('second', clock_timestamp())`,
      [scope, unused],
    );
  }

  /**
   * Somebody asked for fewer letters than `seen` a second: from now on half of that, or of what is allowed at present, for all workers, one
   * a second at least. Gives that rate; null when it was slowed in the last ten seconds already, since one wave of answers is one wish.
   */
  async slowDown(scope: string, seen: number): Promise<number | null> {
    const [row] = await this.db.query<Array<{ perSecond: number }>>(
      `insert into send_slices as s (scope, window_started_at, taken, slowed_to, slowed_at)
       values ($1, date_trunc('second', clock_timestamp()), 0, greatest(1, $2::real / 2), clock_timestamp())
       on conflict (scope) do update
       set slowed_to = greatest(1, least($2::real, coalesce(${allowed}, $2::real)) / 2), slowed_at = clock_timestamp()
       where s.slowed_at is null or s.slowed_at not between clock_timestamp() - interval '10 seconds' and clock_timestamp()
       returning slowed_to as "perSecond"`,
      [scope, seen],
    );
    return row?.perSecond ?? null;
  }

  /** Scopes that are slowed still, and to how many letters a second: twice as many with every minute. Few rows. */
  async slowed(): Promise<Map<string, number>> {
    const rows = await this.db.query<Array<{ scope: string; perSecond: number }>>(
      `select s.scope, ${allowed} as "perSecond" from send_slices s where ${isSlowed}`,
    );
    return new Map(rows.map(({ scope, perSecond }) => [scope, perSecond]));
  }
}

const sameSecond = `window_started_at between date_trunc('second', clock_timestamp()) and date_trunc('second', clock_timestamp()) + interval '1 second'`;
/** After twenty minutes a rate has grown a million-fold. */
const isSlowed = `s.slowed_at between clock_timestamp() - interval '20 minutes' and clock_timestamp()`;
const allowed = `case when ${isSlowed} then s.slowed_to * power(2, extract(epoch from clock_timestamp() - s.slowed_at) / 60)::real end`;
