import type { EntityManager } from 'typeorm';
import type { CourseSettings } from './course-settings.js';

/** The author's answers, for the people whom a publish touches (rules 23 and 24). */
export interface PublishAnswers {
  /** A lesson put in front of where people stand: everyone gets it next, or only those who have not come that far. */
  inserted?: 'next' | 'newcomers' | undefined;
  /** People who have finished: offer them what is new, or leave them alone. */
  finishers?: 'offer' | 'leave' | undefined;
  /** People whom this publish would finish early: let them wait for more lessons, or finish. */
  end?: 'wait' | 'finish' | undefined;
}

/** How many enrollments hang on each answer. */
export interface TouchedEnrollments {
  inserted: number;
  finishers: number;
  end: number;
}

export interface OrderedLesson {
  id: string;
  position: number;
  waitDays: number;
}

/** The step from one revision to the next, as far as people's walks are concerned. Ids are bigints as text. */
export interface RevisionStep {
  courseId: string;
  /** The new revision; null while it is only counted who is touched. */
  revisionId: string | null;
  before: { lessons: readonly OrderedLesson[]; settings: CourseSettings };
  after: { lessons: readonly OrderedLesson[]; settings: CourseSettings };
  /** Lessons of `after` that `before` lacks, and the other way round. */
  arrived: readonly string[];
  removed: readonly string[];
}

/** Whether a publish may bring people to the end of the course who had lessons to come, or were waiting for more. Pure. */
export function mayEnd({ before, after, removed }: Pick<RevisionStep, 'before' | 'after' | 'removed'>): boolean {
  return !after.settings.moreComing && (removed.length > 0 || before.settings.moreComing);
}

/** What was done to people's rows: numbers of enrollments. */
export interface DoneEffects {
  /** `skipped` rows written for people who have come past an inserted lesson. */
  skipped: number;
  /** Planned letters withdrawn (their lesson is gone, or a lesson goes before the completion letter). */
  withdrawn: number;
  /** Finished walks that go on. */
  reopened: number;
  /** Walks that waited and go on, to a lesson or to their end. */
  woken: number;
  /** Walks that now wait at the end. */
  waiting: number;
  /** Next slots that moved because waits or the course's calendar changed. */
  moved: number;
}

/**
 * Port: publishing a course knows nothing of people; the room above that keeps their walks fills this. Both methods run in
 * the publishing transaction, which holds the course row for update: the planner, which takes it for share, stands still
 * for this course, while letters already planned are claimed and settled beside it. Set-based: the cost is that of the
 * enrollments touched, and nothing is asked when lessons only changed their words.
 */
export abstract class PublishEffects {
  /** Whom the answers would touch. `answers` counts too: who is finished early hangs on who skips what. */
  abstract count(db: EntityManager, step: RevisionStep, answers: PublishAnswers): Promise<TouchedEnrollments>;
  /** Carries the answers out; one that was not asked for may be absent. */
  abstract apply(db: EntityManager, step: RevisionStep, answers: PublishAnswers, now: Date): Promise<DoneEffects>;
}
