import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { seedFirstCourse } from '../src/cli/first-course.js';
import { addMadeUpReaders } from '../src/cli/made-up-readers.js';
import { groundOf, NoTransport } from '../src/cli/opened-house.js';
import { readConfig } from '../src/config/config.js';
import { CourseReader } from '../src/courses/course.reader.js';
import { openDataSource } from '../src/database/data-source.js';
import {
  type EmbeddedPostgres,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../src/database/embedded-postgres.js';
import { migrate } from '../src/database/migrate.js';
import { LessonPlanningService } from '../src/enrollments/lesson-planning.service.js';
import { HouseModule } from '../src/house.module.js';
import { Clock, SystemClock } from '../src/schedule/clock.js';

/** The rooms of a house on one bench database; nothing listens, nothing beats. */
export interface BenchRooms {
  rooms: INestApplicationContext;
  db: DataSource;
  url: string;
  now: Date;
  close(): Promise<void>;
}

/**
 * A throw-away PostgreSQL (embedded, durable as in production, or DATABASE_URL's server) with seeded databases that each round
 * clones, so that every round meets the same morning.
 */
export class BenchDatabase {
  private clones = 0;

  private constructor(
    private readonly serverUrl: string,
    private readonly embedded: EmbeddedPostgres | null,
    readonly dataDir: string,
  ) {}

  /** Whether the server is a throw-away one of ours. */
  get isOurs(): boolean {
    return this.embedded !== null;
  }

  /** Starts it again should it have died. */
  async revive(): Promise<void> {
    await this.embedded?.revive();
  }

  static async open(): Promise<BenchDatabase> {
    const dataDir = await mkdtemp(join(tmpdir(), 'coursepost-bench-'));
    const given = process.env['DATABASE_URL'] || null;
    const embedded = given ? null : await startEmbeddedPostgres({ dataDir });
    return new BenchDatabase(given ?? embedded?.url ?? '', embedded, dataDir);
  }

  /** A database with `due` readers who have had two lessons and whose third, the real day-3 letter, is due, planned or not. */
  async seed(name: string, due: number, options: { plan: boolean }): Promise<void> {
    await this.asAdmin(`create database ${name}`);
    const house = await this.rooms(name, { migrated: false });
    try {
      await seedFirstCourse(house.rooms, house.now);
      const course = await house.rooms.get(CourseReader).bySlug('strong-glutes');
      if (!course) throw new Error('the course that ships is missing');
      await addMadeUpReaders(
        house.rooms,
        { count: due, enrolled: due, course, places: 'due-now' },
        house.now,
        () => undefined,
      );
      for (const [index, lesson] of course.lessons.slice(0, 2).entries()) {
        await house.db.query(
          `insert into deliveries (subscriber_id, kind, state, course_id, enrollment_id, lesson_id, scheduled, slot, local_date, due_at,
                                   leave_by, created_at, handed_over_at, settled_at, attempts, reply_code, reply, done_at)
           select subscriber_id, 'lesson', 'accepted', course_id, id, $1, true, $2, $2::timestamptz::date, $2, $2::timestamptz + interval '6 hours',
                  $2, $2, $2, 1, 250, 'Ok', case when subscriber_id % 3 > 0 then $2::timestamptz end
           from enrollments`,
          [lesson.id, new Date(house.now.getTime() - (3 - index) * 86_400_000)],
        );
      }
      if (options.plan) {
        const planning = house.rooms.get(LessonPlanningService);
        while ((await planning.plan(house.rooms.get(Clock).now())).more);
      }
      await house.db.query('analyze');
    } finally {
      await house.close();
    }
  }

  /**
   * Enrollments without letters: `due` of them due at the instant it gives, as many again at each of the next minutes, `mornings` times,
   * and the others a day later. What planning and idling are measured on.
   */
  async seedWalks(name: string, walks: number, due: number, mornings: number): Promise<Date> {
    await this.asAdmin(`create database ${name}`);
    const house = await this.rooms(name, { migrated: false });
    try {
      await seedFirstCourse(house.rooms, house.now);
      await house.db.query(
        `with people as (
           insert into subscribers (email, email_key, address_hash, state, first_name, zone, made_up, created_at, confirmed_at)
           select 'reader.' || n || '@example.com', 'reader.' || n || '@example.com', md5(n::text), 'confirmed', 'Ada', 'Europe/London',
                  true, $2, $2 from generate_series(1, $1::integer) n returning id),
         numbered as (select id, (row_number() over (order by id) % ($1::integer / $3::integer))::integer as morning from people)
         insert into enrollments (subscriber_id, course_id, state, zone, hour, weekdays, next_slot_at, started_at)
         select id, (select id from courses limit 1), 'active', 'Europe/London', 420, 127,
                $2::timestamptz + case when morning < $4 then morning * interval '1 minute' else interval '1 day' end, $2 from numbered`,
        [walks, house.now, due, mornings],
      );
      await house.db.query('vacuum analyze');
      return house.now;
    } finally {
      await house.close();
    }
  }

  /** A copy of a seeded database; gives its name. */
  async clone(name: string): Promise<string> {
    const copy = `${name}_${++this.clones}`;
    await this.asAdmin(`create database ${copy} template ${name} strategy file_copy`);
    await this.asAdmin('checkpoint');
    return copy;
  }

  async drop(name: string): Promise<void> {
    await this.asAdmin(`drop database if exists ${name} with (force)`);
  }

  urlOf(name: string): string {
    const url = new URL(this.serverUrl);
    url.pathname = `/${name}`;
    return url.toString();
  }

  async rooms(name: string, options: { migrated: boolean } = { migrated: true }): Promise<BenchRooms> {
    const url = this.urlOf(name);
    const db = await openDataSource(url);
    if (!options.migrated) await migrate(db);
    const config = readConfig({ LOG_LEVEL: 'error', DATA_DIR: this.dataDir, DATABASE_URL: url });
    const ground = await groundOf(config, db, new NoTransport(), new SystemClock());
    const rooms = await NestFactory.createApplicationContext(
      HouseModule.of(ground, { web: false, worker: true, heartbeatMs: null }),
      { logger: ['error', 'warn'], abortOnError: false },
    );
    const close = async () => {
      await rooms.close();
      if (db.isInitialized) await db.destroy();
    };
    return { rooms, db, url, now: rooms.get(Clock).now(), close };
  }

  async close(): Promise<void> {
    await this.embedded?.stop();
    if (this.embedded) await removeEmbeddedPostgres({ dataDir: this.dataDir });
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async asAdmin(statement: string): Promise<void> {
    const admin = new pg.Client({ connectionString: this.serverUrl });
    await admin.connect();
    try {
      await admin.query(statement);
    } finally {
      await admin.end();
    }
  }
}
