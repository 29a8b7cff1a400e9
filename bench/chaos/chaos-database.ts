import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { localDateOf, minuteOfDay } from '../../src/schedule/wall-time.js';
import { zonesOfTheWorld } from '../../src/cli/made-up-readers.js';
import { EnrollmentStore } from '../../src/enrollments/enrollment.store.js';
import { BenchDatabase, type BenchRooms } from '../bench-database.js';

const dayMs = 86_400_000;
/** A window must last as long as the run with all its clock steps. */
const windowHours = 9;

/** A day-3 morning that falls due slice by slice. */
export class ChaosDatabase {
  private constructor(
    readonly bench: BenchDatabase,
    private readonly name: string,
    readonly house: BenchRooms,
    readonly lessonId: string,
  ) {}

  static async open(letters: number, leaseSeconds: number): Promise<ChaosDatabase> {
    const bench = await BenchDatabase.open();
    const name = `chaos_${randomBytes(4).toString('hex')}`;
    await bench.seed(name, letters, { plan: false });
    const house = await bench.rooms(name);
    const [lesson] = await house.db.query<Array<{ id: string }>>(
      `select rl.lesson_id as id from revision_lessons rl join courses c on c.published_revision_id = rl.revision_id
       where rl.position = (select min(position) + 2 from revision_lessons x where x.revision_id = rl.revision_id)`,
    );
    const wide = zonesOfTheWorld.filter((zone) => {
      const until = new Date(house.now.getTime() + windowHours * 3_600_000);
      return localDateOf(house.now, zone) === localDateOf(until, zone);
    });
    await house.db.query(
      `update enrollments e set zone = z.zone, hour = z.hour, next_slot_at = $3
       from unnest($1::text[], $2::smallint[]) with ordinality as z(zone, hour, place) where e.id % cardinality($1) = z.place - 1`,
      [wide, wide.map((zone) => minuteOfDay(house.now, zone)), new Date(house.now.getTime() + dayMs)],
    );
    await house.db.query(witness(leaseSeconds));
    return new ChaosDatabase(bench, name, house, lesson?.id ?? '');
  }

  get url(): string {
    return this.house.url;
  }

  /** Enrollments whose letter was not due yet in this run, at most so many. */
  async next(letters: number): Promise<string[]> {
    const rows = await this.query<{ id: string }>(
      `select e.id from enrollments e where e.state = 'active' and e.next_slot_at is not null
       and not exists (select 1 from deliveries d where d.subscriber_id = e.subscriber_id and d.enrollment_id = e.id and d.lesson_id = $2)
       order by e.id limit $1`,
      [letters, this.lessonId],
    );
    return rows.map((row) => row.id);
  }

  async makeDue(enrollments: readonly string[], at: Date): Promise<void> {
    await this.query('update enrollments set next_slot_at = $1 where id = any($2::bigint[])', [at, enrollments]);
  }

  /** The postmaster of the embedded PostgreSQL; null when DATABASE_URL named a server of somebody's. */
  async postmaster(): Promise<number | null> {
    if (!this.bench.isOurs) return null;
    const { dataDir } = JSON.parse(await readFile(join(this.bench.dataDir, 'postgres.json'), 'utf8')) as {
      dataDir: string;
    };
    return Number((await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  }

  /** kill -9 of the whole server, and `downMs` later its start. Where it is not ours to kill, every connection is cut. */
  async kill(downMs: number): Promise<'killed' | 'cut'> {
    const pid = await this.postmaster();
    if (pid === null) {
      await this.cutConnections();
      return 'cut';
    }
    process.kill(pid, 'SIGKILL');
    await pause(downMs);
    for (let tries = 0; ; tries++) {
      try {
        await this.bench.revive();
        return 'killed';
      } catch (error) {
        // Its children may still be dying, and hold its memory.
        if (tries > 40) throw error;
        await pause(250);
      }
    }
  }

  async cutConnections(): Promise<void> {
    await this.bench.asAdmin(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${this.name}' and pid <> pg_backend_pid()`,
    );
  }

  /** PostgreSQL may have been killed a moment ago: asks until it answers. */
  async query<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    for (let tries = 0; ; tries++) {
      try {
        return await this.house.db.query<T[]>(sql, parameters);
      } catch (error) {
        if (tries > 100) throw error;
        await pause(100);
      }
    }
  }

  /** Rule 13, counted. */
  async lostWalks(): Promise<number> {
    for (let tries = 0; ; tries++) {
      try {
        return await this.house.rooms.get(EnrollmentStore).countLost();
      } catch (error) {
        if (tries > 100) throw error;
        await pause(100);
      }
    }
  }

  /** The most letters that any one worker ever had in state `sending`. */
  async mostSending(): Promise<number> {
    const [row] = await this.query<{ most: number | null }>('select max(letters) as most from chaos_most_sending');
    return row?.most ?? 0;
  }

  /** Letters of this round that came into doubt because their worker had been silent for a lease: killed, frozen, or on a machine too busy. */
  async givenUp(): Promise<string[]> {
    return (await this.query<{ id: string }>('select id from chaos_given_up')).map(({ id }) => id);
  }

  /** The round before is over. */
  async forget(): Promise<void> {
    await this.query('truncate chaos_most_sending, chaos_given_up');
  }

  async close(): Promise<void> {
    await this.house.close();
    await this.bench.drop(this.name);
    await this.bench.close();
  }
}

/**
 * Counts, at the end of each statement that writes letters, how many are `sending` for one worker, and keeps the most (rule 18).
 * Writes only when there are more than ever before, or a worker's two turns would wait for each other here. And notes which letters
 * came into doubt when their worker had not beaten for a lease.
 */
const witness = (leaseSeconds: number) => /* sql */ `
  create table chaos_given_up (id bigint not null);
  create table chaos_most_sending (worker_id bigint not null, letters integer not null, primary key (worker_id, letters));
  create function chaos_watch() returns trigger language plpgsql as $$
  begin
    insert into chaos_most_sending (worker_id, letters)
    select c.worker_id, c.letters
    from (select s.worker_id, (select count(*) from deliveries d where d.worker_id = s.worker_id and d.state = 'sending') as letters
          from (select distinct worker_id from written where state = 'sending') s) c
    where c.letters > coalesce((select max(m.letters) from chaos_most_sending m where m.worker_id = c.worker_id), 0)
    on conflict do nothing;
    insert into chaos_given_up (id)
    select b.id from before b join written d on d.subscriber_id = b.subscriber_id and d.id = b.id join workers w on w.id = b.worker_id
    where b.state = 'sending' and d.state = 'in_doubt' and w.beat_at < clock_timestamp() - make_interval(secs => ${leaseSeconds});
    return null;
  end $$;
  create trigger chaos_watch after update on deliveries referencing old table as before new table as written for each statement execute function chaos_watch();
`;
