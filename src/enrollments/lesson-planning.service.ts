import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CourseReader } from '../courses/course.reader.js';
import { inTransaction } from '../database/transaction.js';
import { DeliveryStore, type PlannedDelivery } from '../deliveries/delivery.store.js';
import { nextWindow, slotToPlan } from '../schedule/slot-to-plan.js';
import { EnrollmentStore, type NextStep } from './enrollment.store.js';
import { calendarOf, owedNext, slotOfNext, stepLater } from './next-step.js';
import { type WalkFacts, WalkFactsStore } from './walk-facts.store.js';

const batch = 500;
const batchesACall = 20;

/** A lesson's or completion's row: it always has its enrollment and its slot. */
type PlannedLesson = PlannedDelivery & { enrollmentId: string; slot: Date; localDate: string };

/**
 * Plans the lessons that are due: rows in the ledger, never letters. Set-based, a transaction a batch; running it twice,
 * or on ten machines at once, plans nothing twice.
 */
@Injectable()
export class LessonPlanningService {
  private readonly log = new Logger('planning');

  constructor(
    private readonly db: DataSource,
    private readonly enrollments: EnrollmentStore,
    private readonly facts: WalkFactsStore,
    private readonly deliveries: DeliveryStore,
    private readonly courses: CourseReader,
  ) {}

  /**
   * Plans what is due at `now`, up to 10,000 walks a call, so that sign-ups and late letters have their turn in a morning of
   * a million. `more`: there is more to do at once. Sending may already run beside it.
   */
  async plan(now: Date): Promise<{ planned: number; more: boolean }> {
    let planned = 0;
    if (!(await this.enrollments.anyDue(now))) return { planned, more: false };
    for (let batches = 0; batches < batchesACall; batches++) {
      const { taken, rows } = await this.planBatch(now);
      planned += rows;
      if (taken < batch) return { planned, more: false };
    }
    return { planned, more: true };
  }

  private planBatch(now: Date): Promise<{ taken: number; rows: number }> {
    return inTransaction(this.db, async (manager) => {
      const due = await this.enrollments.takeDue(batch, now, manager);
      const walks = await this.facts.read(due, manager);
      const rows: PlannedLesson[] = [];
      const steps: NextStep[] = [];
      for (const walk of walks) {
        const decision = await this.decide(walk, now).catch((error: unknown) => this.lookAgainLater(walk, error, now));
        if ('kind' in decision) rows.push(decision);
        else steps.push({ ...decision, resumes: walk.state === 'paused' });
      }
      const planned = await this.deliveries.plan(rows, now, manager);
      const inLedger = new Set(planned.map((row) => row.enrollmentId));
      await this.enrollments.handToLedger(
        rows.filter((row) => inLedger.has(row.enrollmentId)),
        manager,
      );
      for (const row of rows.filter((one) => !inLedger.has(one.enrollmentId)))
        steps.push(await this.nextDate(row, walks, now));
      await this.enrollments.step(steps, manager);
      return { taken: due.length, rows: planned.length };
    });
  }

  /** A row for the ledger, or a later step: the window has passed (rule 6), nothing may be sent, or nothing is owed any more. */
  private async decide(walk: WalkFacts, now: Date): Promise<PlannedLesson | NextStep> {
    const { settings } = await this.courses.byRevision(walk.revisionId);
    const key = { subscriberId: walk.subscriberId, enrollmentId: walk.enrollmentId };
    const owed = owedNext(walk, settings);
    if (owed.kind === 'wait') return { ...key, nextSlotAt: null, waiting: true, finishedAt: null };
    if (owed.kind === 'end') return { ...key, nextSlotAt: null, waiting: false, finishedAt: now };
    if (walk.suppressed)
      return {
        ...key,
        nextSlotAt: slotOfNext(walk, settings, owed, now)?.at ?? null,
        waiting: false,
        finishedAt: null,
      };
    const found = slotToPlan(calendarOf(walk, settings), walk.nextSlotAt ?? now, now, settings.lateLimitHours);
    if (found.outcome === 'wait') return { ...key, nextSlotAt: found.slot.at, waiting: false, finishedAt: null };
    return {
      ...key,
      kind: owed.kind,
      courseId: walk.courseId,
      ...(owed.kind === 'lesson' ? { lessonId: owed.lessonId } : {}),
      scheduled: true,
      slot: found.slot.at,
      localDate: found.slot.localDate,
      dueAt: found.slot.at,
      leaveBy: found.leaveBy,
    };
  }

  /** One walk that cannot be planned must not hold up the morning of the others. */
  private lookAgainLater(walk: WalkFacts, error: unknown, now: Date): NextStep {
    this.log.error(
      `enrollment ${walk.enrollmentId} waits an hour: ${error instanceof Error ? error.message : String(error)}`,
    );
    return stepLater(walk, now);
  }

  /** The ledger took no row: this enrollment had its letter on that local date already (rule 9). Its next one has the next date. */
  private async nextDate(row: PlannedLesson, walks: readonly WalkFacts[], now: Date): Promise<NextStep> {
    const walk = walks.find((one) => one.enrollmentId === row.enrollmentId);
    if (!walk) throw new Error(`enrollment ${row.enrollmentId} was planned without being read`);
    const { settings } = await this.courses.byRevision(walk.revisionId);
    const { slot } = nextWindow(calendarOf(walk, settings), row, now, settings.lateLimitHours);
    return {
      subscriberId: row.subscriberId,
      enrollmentId: row.enrollmentId,
      nextSlotAt: slot.at,
      waiting: false,
      finishedAt: null,
    };
  }
}
