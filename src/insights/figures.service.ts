import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CourseReader } from '../courses/course.reader.js';
import { JobQueue } from '../database/job-queue.js';
import { Clock } from '../schedule/clock.js';
import { FiguresStore, type Reckoned } from './figures.store.js';
import { forecast } from './forecast.js';

const freshMs = 5 * 60_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const job = 'reckon-figures';

/** Kept figures, for a page. */
export interface KeptFigures {
  forecast: Reckoned<'forecast'> | null;
  comings: (Reckoned<'comings'> & { signedUp: { lately: number; before: number } }) | null;
}

/**
 * Reckons the forecast and the comings and goings in a worker, when somebody looks and what is kept is over five minutes old: a
 * page only reads two rows. Sign-ups are counted at least now and then also when nobody looks (countSignUps).
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
    const [letters, comings] = await Promise.all([this.store.kept('forecast'), this.store.kept('comings')]);
    if (isOld(letters, now) || isOld(comings, now)) await this.queue.send(job, {});
    return { forecast: letters, comings: comings && { ...comings, signedUp: signedUp(comings, now) } };
  }

  /** Each look asks anew until there are figures; the first job serves them all, and the others find its work done. */
  private async reckonWhereOld(now: Date): Promise<void> {
    if (isOld(await this.store.kept('forecast'), now)) await this.reckon(now);
    else if (isOld(await this.store.kept('comings'), now)) await this.countComings(now);
  }

  /** Idempotent; a second one at the same time gives the same. */
  async reckon(now: Date): Promise<void> {
    // A day more than a week: the week of an admin east or west of here ends later or began earlier.
    const until = new Date(now.getTime() + 8 * dayMs);
    const courses = new Map((await this.courses.list()).map((course) => [course.id, course]));
    await this.store.keep('forecast', await forecast(await this.store.alikeWalks(until), courses, now, until), now);
    await this.countComings(now);
  }

  /** Sign-ups of the last days are counted anew, those of the days before stay as they were counted. */
  async countComings(now: Date): Promise<void> {
    const ago = (days: number) => new Date(now.getTime() - days * dayMs);
    const kept = (await this.store.kept('comings'))?.figures.signUpsByHour ?? {};
    const anewFrom = hourOf(ago(5));
    const older = Object.entries(kept).filter(([hour]) => hour < anewFrom && hour >= hourOf(ago(15)));
    const signUpsByHour = {
      ...Object.fromEntries(older),
      ...(await this.store.signUpsByHour(new Date(anewFrom))),
    };
    await this.store.keep(
      'comings',
      { signUpsByHour, ...(await this.store.endsAndConfirmations(ago(7), ago(14))) },
      now,
    );
  }
}

function isOld(kept: { reckonedAt: Date } | null, now: Date): boolean {
  return kept === null || now.getTime() - kept.reckonedAt.getTime() > freshMs;
}

function signedUp({ figures }: Reckoned<'comings'>, now: Date): { lately: number; before: number } {
  const week = hourOf(new Date(now.getTime() - 7 * dayMs));
  const fortnight = hourOf(new Date(now.getTime() - 14 * dayMs));
  let [lately, before] = [0, 0];
  for (const [hour, count] of Object.entries(figures.signUpsByHour)) {
    if (hour >= week) lately += count;
    else if (hour >= fortnight) before += count;
  }
  return { lately, before };
}

function hourOf(at: Date): string {
  return new Date(Math.floor(at.getTime() / hourMs) * hourMs).toISOString();
}
