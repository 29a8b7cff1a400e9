import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { NextRevision } from '../courses/next-revision.reader.js';
import type { RevisionStep } from '../courses/publish-effects.js';
import { JobQueue } from '../database/job-queue.js';
import { type ImpactFigures, impactFigures, lessonsOf } from './impact-figures.js';
import { type Reckoned, ReckoningStore } from './reckoning.store.js';
import { type CourseWalks, WalkGroupsReader } from './walk-groups.reader.js';

/** Data: { slug }. */
export const reckoningJob = 'reckon-impact';

/** Figures as a page may show them. */
export interface PresentFigures {
  /** Null: not reckoned yet, or there is nobody to be touched. */
  figures: ImpactFigures | null;
  /** The moment of which they are exact; null: they are still to come. */
  asOf: Date | null;
  /** How many people a reckoning that is under way has read so far; null: none is. */
  underway: number | null;
  /** They have been wanted for a minute and are not there: no worker may be running. Nobody need wait for them. */
  overdue: boolean;
}

/** So many people are reckoned at once, whoever asks; for more a worker does it, and its figures are kept. */
const fewPeople = 500;
const freshMs = 2 * 60_000;
const patienceMs = 60_000;

/**
 * What publishing a draft would do, reckoned over everybody in the course: a house with a few hundred readers sees it at once;
 * in a large one a worker reads all of them, in batches of one snapshot, when somebody looks and what is kept is of another
 * draft or over two minutes old. Publishing itself never goes by these figures.
 */
@Injectable()
export class ReckoningService {
  constructor(
    private readonly db: DataSource,
    private readonly walks: WalkGroupsReader,
    private readonly store: ReckoningStore,
    private readonly queue: JobQueue,
  ) {}

  async present(slug: string, next: NextRevision, now: Date): Promise<PresentFigures> {
    const { step } = next;
    if (!step) return { figures: null, asOf: now, underway: null, overdue: false };
    if (await this.walks.areAtMost(this.db.manager, walksOf(step), fewPeople)) {
      const groups = await this.db.transaction('REPEATABLE READ', (db) =>
        this.walks.read(db, walksOf(step), now, { batch: 25 }),
      );
      const figures = await impactFigures(groups ?? [], next, step, now);
      return { figures, asOf: now, underway: null, overdue: false };
    }
    const what = whatOf(next);
    let kept = await this.store.kept(what);
    const isOld = !kept?.reckonedAt || now.getTime() - kept.reckonedAt.getTime() > freshMs;
    if (isOld && (await this.ask(slug, what, now))) kept = await this.store.kept(what);
    const { figures = null, reckonedAt = null, askedAt = now, wantedAt = now, people = 0 } = kept ?? {};
    const underway = reckonedAt === null || askedAt > reckonedAt ? people : null;
    const overdue = reckonedAt === null && now.getTime() - wantedAt.getTime() >= patienceMs;
    return { figures, asOf: reckonedAt, underway, overdue };
  }

  /** A worker's part. Stops when the draft has become another; may be done twice. */
  async reckon(next: NextRevision, now: Date): Promise<void> {
    const { step } = next;
    if (!step) return;
    const what = whatOf(next);
    const groups = await this.db.transaction('REPEATABLE READ', async (db) => {
      if (!(await this.store.alone(db, what))) return null;
      const goesOn = (people: number) => this.store.progress(what, people);
      return this.walks.read(db, walksOf(step), now, { batch: 500, goesOn });
    });
    if (groups) await this.store.keep(what, await impactFigures(groups, next, step, now), now);
  }

  private ask(slug: string, what: Reckoned, now: Date): Promise<boolean> {
    return this.db.transaction(async (db) => {
      const isFirst = await this.store.ask(db, what, now);
      if (isFirst) await this.queue.send(reckoningJob, { slug }, { db });
      return isFirst;
    });
  }
}

function walksOf(step: RevisionStep): CourseWalks {
  return { courseId: step.courseId, lessonIds: lessonsOf(step), withEnded: step.arrived.length > 0 };
}

function whatOf({ courseId, version, before }: NextRevision): Reckoned {
  return { courseId, version, revisionId: before?.revisionId ?? '0' };
}
