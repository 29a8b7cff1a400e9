import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** The global send rate, shared by all workers through one-second windows kept in PostgreSQL (rule 22). Elapsed time. */
@Injectable()
export class RateStore {
  constructor(private readonly db: DataSource) {}

  /**
   * Takes up to `wanted` letters of the present second's share; gives how many, 0 when the second is used up.
   * One row lock a call; two workers never take the same share.
   */
  async take(scope: string, wanted: number, perSecond: number): Promise<number> {
    const [row] = await this.db.query<Array<{ granted: number }>>(
      `with share as (
         select scope, case when window_started_at < date_trunc('second', clock_timestamp()) then 0 else taken end as used
         from send_slices where scope = $1 for update),
       taken as (
         update send_slices s
         set taken = share.used + least($2::integer, greatest($3::integer - share.used, 0)),
             window_started_at = greatest(s.window_started_at, date_trunc('second', clock_timestamp()))
         from share where s.scope = share.scope
         returning least($2::integer, greatest($3::integer - share.used, 0)) as granted)
       select granted from taken`,
      [scope, wanted, perSecond],
    );
    if (row) return row.granted;
    await this.db.query(
      `insert into send_slices (scope, window_started_at, taken) values ($1, clock_timestamp(), 0) on conflict do nothing`,
      [scope],
    );
    return this.take(scope, wanted, perSecond);
  }
}
