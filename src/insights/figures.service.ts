import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CourseReader } from '../courses/course.reader.js';
import { JobQueue } from '../database/job-queue.js';
import { Clock } from '../schedule/clock.js';
import { FiguresStore, type Reckoned } from './figures.store.js';
import { forecast } from './forecast.js';

const freshMs = 5 * 60_000;
const dayMs = 24 * 3_600_000;
const job = 'reckon-figures';

/** Kept figures, for a page. */
export interface KeptFigures {
  forecast: Reckoned<'forecast'> | null;
  comings: Reckoned<'people'> | null;
}

/**
 * Reckons the forecast and the comings and goings in a worker, when somebody looks and what is kept is over five minutes old: a
 * page only reads two rows.
 */
@Injectable()
export class FiguresService implements OnModuleInit {
  constructor(
    private readonly store: FiguresStore,
    private readonly courses: CourseReader,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.queue.work(job, () => this.reckonWhereOld(this.clock.now()));
  }

  /** What is kept; asks for new figures where they are old. */
  async read(now: Date): Promise<KeptFigures> {
    const [letters, comings] = await Promise.all([this.store.kept('forecast'), this.store.kept('people')]);
    if (isOld(letters, now) || isOld(comings, now)) await this.queue.send(job, {});
    return { forecast: letters, comings };
  }

  /** Each look asks anew until there are figures; the first job serves them all, and the others find its work done. */
  private async reckonWhereOld(now: Date): Promise<void> {
    if (isOld(await this.store.kept('forecast'), now)) await this.reckon(now);
    else if (isOld(await this.store.kept('people'), now)) await this.countComings(now);
  }

  /** Idempotent; a second one at the same time gives the same. */
  async reckon(now: Date): Promise<void> {
    // A day more than a week: the week of an admin east or west of here ends later or began earlier.
    const until = new Date(now.getTime() + 8 * dayMs);
    const courses = new Map((await this.courses.list()).map((course) => [course.id, course]));
    await this.store.keep('forecast', await forecast(await this.store.alikeWalks(until), courses, now, until), now);
    await this.countComings(now);
  }

  private async countComings(now: Date): Promise<void> {
    const ago = (days: number) => new Date(now.getTime() - days * dayMs);
    await this.store.keep('people', await this.store.comings(ago(7), ago(14)), now);
  }
}

function isOld(kept: { reckonedAt: Date } | null, now: Date): boolean {
  return kept === null || now.getTime() - kept.reckonedAt.getTime() > freshMs;
}
