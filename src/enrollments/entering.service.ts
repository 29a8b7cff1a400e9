import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PublishedCourse } from '../courses/course-settings.js';
import { everyDay } from '../schedule/weekdays.js';
import { SuppressionStore } from '../suppressions/suppression.store.js';
import { BeginWalkService } from './begin-walk.service.js';
import { EnrollmentStore } from './enrollment.store.js';

/** Entering a course by the word of the team instead of a confirmation: it lifts nothing and takes back no "no". */
@Injectable()
export class EnteringService {
  constructor(
    private readonly enrollments: EnrollmentStore,
    private readonly beginning: BeginWalkService,
    private readonly suppressions: SuppressionStore,
  ) {}

  hash(emailKey: string): string {
    return this.suppressions.hash(emailKey);
  }

  /** Why this address must not be written to, for the team; null: it may be. */
  async refusal(addressHash: string, manager: EntityManager): Promise<string | null> {
    const standing = await this.suppressions.find(addressHash, manager);
    if (!standing) return null;
    return standing.reason === 'unsubscribed' || standing.reason === 'forgotten'
      ? 'This person said no to our letters. Only they can take that back: by signing up on a course’s page.'
      : 'Nothing is sent to this address: it is among the suppressions. It can be lifted there, with a reason.';
  }

  /** Runs in the caller's transaction, which holds the person. */
  async enter(
    reader: { subscriberId: string; zone: string; hour: number },
    course: PublishedCourse,
    now: Date,
    manager: EntityManager,
  ): Promise<{ outcome: 'begun'; enrollmentId: string } | { outcome: 'already-in' | 'had-left' }> {
    const latest = await this.enrollments.latest(reader.subscriberId, course.id, manager);
    if (latest?.state === 'left') return { outcome: 'had-left' };
    const begun = await this.beginning.begin(course, { ...reader, weekdays: everyDay }, now, manager);
    return begun ? { outcome: 'begun', enrollmentId: begun.enrollmentId } : { outcome: 'already-in' };
  }
}
