import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PublishedCourse } from '../courses/course-settings.js';
import { HouseError } from '../house-error.js';
import { everyDay } from '../schedule/weekdays.js';
import { SuppressionStore } from '../suppressions/suppression.store.js';
import { BeginWalkService } from './begin-walk.service.js';
import { type Enrollment, EnrollmentStore } from './enrollment.store.js';
import { NextSlotService } from './next-slot.service.js';

/** How a confirmed person stands in the course now. */
export interface Returned {
  outcome: 'started' | 'already-in' | 'went-on';
  zone: string;
  first: 'now' | { at: Date };
  next: { at: Date } | null;
}

interface Reader {
  subscriberId: string;
  addressHash: string;
  zone: string;
  hour: number;
}

/**
 * Who confirms enters the course: a new walk; the same walk again for who had left it; a new one for who had finished.
 * Confirming lifts an earlier "unsubscribed" or "forgotten", and nothing harder (rule 30).
 */
@Injectable()
export class ReturningService {
  constructor(
    private readonly enrollments: EnrollmentStore,
    private readonly beginning: BeginWalkService,
    private readonly slots: NextSlotService,
    private readonly suppressions: SuppressionStore,
  ) {}

  async enter(reader: Reader, course: PublishedCourse, now: Date, manager: EntityManager): Promise<Returned> {
    if (!(await this.suppressions.liftByConfirming(reader.addressHash, manager))) {
      throw new HouseError('forbidden', 'We cannot write to this address. Please ask the author of the course.');
    }
    const latest = await this.enrollments.latest(reader.subscriberId, course.id, manager);
    if (latest?.state === 'left') {
      const calendar = { zone: reader.zone, hour: reader.hour, weekdays: latest.weekdays };
      const at = await this.slots.reopen(latest, calendar, now, manager);
      return { outcome: 'went-on', zone: reader.zone, first: { at: at ?? now }, next: null };
    }
    if (latest && latest.state !== 'finished') return this.standing(latest);
    const walk = await this.beginning.begin(course, { ...reader, weekdays: everyDay }, now, manager);
    if (!walk) return this.present(reader, course, manager);
    return { outcome: 'started', zone: reader.zone, first: walk.first, next: walk.next };
  }

  /** Changes nothing: what the page says when the button is pressed a second time. */
  async present(reader: Reader, course: PublishedCourse, manager: EntityManager): Promise<Returned> {
    const latest = await this.enrollments.latest(reader.subscriberId, course.id, manager);
    if (!latest) throw new HouseError('gone', 'This sign-up has ended. Please sign up once more.');
    return this.standing(latest);
  }

  private standing(walk: Enrollment): Returned {
    return {
      outcome: 'already-in',
      zone: walk.zone,
      first: walk.nextSlotAt ? { at: walk.nextSlotAt } : 'now',
      next: null,
    };
  }
}
