import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CourseReader } from '../courses/course.reader.js';
import { inTransaction } from '../database/transaction.js';
import { DeliveryStore, type PlannedDelivery } from '../deliveries/delivery.store.js';
import { nextWindow, slotToPlan } from '../schedule/slot-to-plan.js';
import { EnrollmentStore, type NextStep } from './enrollment.store.js';
import { calendarOf, owedNext, slotOfNext } from './next-step.js';
import { type WalkFacts, WalkFactsStore } from './walk-facts.store.js';

const batch = 500;

/** A lesson's or completion's row: it always has its enrollment and its slot. */
type PlannedLesson = PlannedDelivery & { enrollmentId: string; slot: Date; localDate: string };

/**
 * Plans the lessons that are due: rows in the ledger, never letters. Set-based, a transaction a batch; running it twice,
 * or on ten machines at once, plans nothing twice.
 */
@Injectable()
export class LessonPlanningService {
  constructor(
    private readonly db: DataSource,
    private readonly enrollments: EnrollmentStore,
    private readonly facts: WalkFactsStore,
    private readonly deliveries: DeliveryStore,
    private readonly courses: CourseReader,
  ) {}

  /** Plans everything due at `now`; gives how many rows were planned. Sending may already run beside it. */
  async plan(now: Date): Promise<number> {
    let planned = 0;
    for (;;) {
      const { taken, rows } = await this.planBatch(now);
      planned += rows;
      if (taken < batch) return planned;
    }
  }

  private planBatch(now: Date): Promise<{ taken: number; rows: number }> {
    return inTransaction(this.db, async (manager) => {
      const due = await this.enrollments.takeDue(batch, now, manager);
      const walks = await this.facts.read(due, manager);
      const rows: PlannedLesson[] = [];
      const steps: NextStep[] = [];
      for (const walk of walks) {
        const decision = await this.decide(walk, now);
        if ('kind' in decision) rows.push(decision);
        else steps.push(decision);
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
