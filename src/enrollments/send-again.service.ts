import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CourseReader } from '../courses/course.reader.js';
import { inTransaction } from '../database/transaction.js';
import { DeliveryStore } from '../deliveries/delivery.store.js';
import { HouseError } from '../house-error.js';
import { localDateOf } from '../schedule/wall-time.js';
import { SuppressionStore } from '../suppressions/suppression.store.js';
import { type EnrollmentKey, EnrollmentStore } from './enrollment.store.js';

const repeatsADay = 3;
const usefulMs = 24 * 3_600_000;

/** Sends a lesson somebody has had once more because the team says so: a repeat row, which counts for no rule (rule 12). */
@Injectable()
export class SendAgainService {
  constructor(
    private readonly db: DataSource,
    private readonly enrollments: EnrollmentStore,
    private readonly deliveries: DeliveryStore,
    private readonly suppressions: SuppressionStore,
    private readonly courses: CourseReader,
  ) {}

  /**
   * One transaction that holds the walk, so of two at once the second finds the first one's letter. Throws 'not-found' for a letter of another walk, 'conflict' where nothing may be sent
   * or the letter has not left yet.
   */
  sendAgain(
    key: EnrollmentKey,
    deliveryId: string,
    now: Date,
  ): Promise<{ outcome: 'on-its-way' | 'under-way' | 'enough-for-today'; lesson: string }> {
    return inTransaction(this.db, async (manager) => {
      const walk = await this.enrollments.take(key, manager);
      const rows = walk ? await this.deliveries.lessonsOf(walk, manager) : [];
      const row = rows.find(({ id }) => id === deliveryId);
      if (!walk || !row) throw new HouseError('not-found', 'This letter is not one of this course.');
      if (walk.state === 'left') throw new HouseError('conflict', 'This person has left the course: nothing is sent.');
      if (await this.suppressions.isSuppressed(key.subscriberId, manager))
        throw new HouseError('conflict', 'Nothing is sent to this address at present.');
      if (!['accepted', 'refused', 'closed', 'in_doubt'].includes(row.state))
        throw new HouseError('conflict', 'This letter has not left yet.');
      const lesson = await this.keyOf(row.lessonId, walk.courseId);
      if (await this.deliveries.isRepeatUnderWay(walk, row.lessonId, manager)) return { outcome: 'under-way', lesson };
      const localDate = localDateOf(now, walk.zone);
      if ((await this.deliveries.repeatsOn(walk, localDate, manager)) >= repeatsADay)
        return { outcome: 'enough-for-today', lesson };
      const leaveBy = new Date(now.getTime() + usefulMs);
      const repeat = { kind: 'lesson' as const, lessonId: row.lessonId, repeatOf: row.id, requested: true };
      await this.deliveries.plan([{ ...walk, ...repeat, localDate, dueAt: now, leaveBy }], now, manager);
      return { outcome: 'on-its-way', lesson };
    });
  }

  private async keyOf(lessonId: string, courseId: string): Promise<string> {
    const course = await this.courses.byId(courseId);
    return course?.lessons.find(({ id }) => id === lessonId)?.key ?? lessonId;
  }
}
