import { Injectable } from '@nestjs/common';
import type { Admin } from '../accounts/admin.js';
import { AuditStore } from '../audit/audit.store.js';
import { LeavingService } from '../enrollments/leaving.service.js';
import { SendAgainService } from '../enrollments/send-again.service.js';
import { WalkService } from '../enrollments/walk.service.js';
import { formatHour } from '../schedule/hour.js';
import { formatWeekdays } from '../schedule/weekdays.js';
import { MovingService } from './moving.service.js';
import { audited, type Change } from './audited.js';
import type { ActDone, CalendarBody, MoveBody, PauseBody } from './person-acts.schema.js';

/** Whose walk, by whom, when. */
export interface WalkAct {
  subscriberId: string;
  enrollmentId: string;
  admin: Admin;
  now: Date;
}

/** What the team does with somebody's walk: what readers do themselves on their page, and the same code. */
@Injectable()
export class WalkActsService {
  constructor(
    private readonly walks: WalkService,
    private readonly leaving: LeavingService,
    private readonly again: SendAgainService,
    private readonly audit: AuditStore,
    private readonly moving: MovingService,
  ) {}

  /** Forward skips what lies between; back gives skipped lessons again (rule 25). */
  async move(act: WalkAct, { lesson }: MoveBody): Promise<ActDone> {
    const result = await this.moving.move(act, lesson, act.admin.actor, act.now);
    if (result.outcome !== 'moved') return nothing(notMoved[result.outcome]);
    const skipped = result.skipped > 0 ? ` ${result.skipped} skipped.` : '';
    return done(
      `Moved: this lesson comes next.${skipped}${result.restored > 0 ? ` ${result.restored} come again.` : ''}`,
    );
  }

  async pause(act: WalkAct, { until }: PauseBody): Promise<ActDone> {
    const { outcome } = await this.audited(
      act,
      (result: { outcome: string }) =>
        result.outcome === 'paused'
          ? { action: 'enrollment.paused', after: { ...of(act), until: until ?? null } }
          : null,
      () => this.walks.pause(act.subscriberId, act.enrollmentId, until ?? null, act.now, 'paused by the team'),
    );
    return outcome === 'paused'
      ? done(until ? `Paused until ${until}.` : 'Paused until somebody resumes it.')
      : nothing('This course is over; there is nothing to pause.');
  }

  async resume(act: WalkAct): Promise<ActDone> {
    const { outcome } = await this.audited(
      act,
      (result: { outcome: string }) =>
        result.outcome === 'resumed' ? { action: 'enrollment.resumed', after: of(act) } : null,
      () => this.walks.resume(act.subscriberId, act.enrollmentId, act.now),
    );
    return outcome === 'resumed' ? done('Resumed.') : nothing('It is not paused.');
  }

  /** Ends the course for the reader, and takes the consent for it back. */
  async leave(act: WalkAct): Promise<ActDone> {
    const { outcome } = await this.audited(
      act,
      (result: { outcome: string }) =>
        result.outcome === 'left' ? { action: 'enrollment.left', after: of(act) } : null,
      () => this.leaving.course(act.subscriberId, act.enrollmentId, 'unsubscribed by the team', act.now),
    );
    return outcome === 'left' ? done('Unsubscribed from this course.') : nothing('This course was over already.');
  }

  async calendar(act: WalkAct, calendar: CalendarBody): Promise<ActDone> {
    const said = { zone: calendar.zone, hour: formatHour(calendar.hour), weekdays: formatWeekdays(calendar.weekdays) };
    await this.audited(
      act,
      () => ({ action: 'enrollment.calendar', after: { ...of(act), ...said } }),
      () => this.walks.changeCalendar(act.subscriberId, act.enrollmentId, calendar, act.now),
    );
    return done('Changed. It holds from the next letter on; one that is planned keeps its time.');
  }

  /** A repeat: a letter of its own, which counts for no rule. */
  async sendAgain(act: WalkAct, deliveryId: string): Promise<ActDone> {
    const { outcome } = await this.audited(
      act,
      (result: { outcome: string; lesson?: string }) =>
        result.outcome === 'on-its-way'
          ? { action: 'lesson.repeated', after: { ...of(act), lesson: result.lesson ?? null, delivery: deliveryId } }
          : null,
      () => this.again.sendAgain(act, deliveryId, act.now),
    );
    if (outcome === 'on-its-way') return done('On its way once more, as a repeat.');
    if (outcome === 'under-way') return nothing('It is on its way once more already.');
    return nothing('Three repeats have gone to this person today. Tomorrow there can be more.');
  }

  private audited<T>(act: WalkAct, changeOf: (result: T) => Change | null, work: () => Promise<T>): Promise<T> {
    return audited(this.audit, act, changeOf, work);
  }
}

const notMoved = {
  'there-already': 'It is the next one as it is.',
  'on-its-way': 'This lesson is on its way at this moment.',
  'had-before': 'They have had this lesson. It comes again only when it is sent once more.',
  over: 'This course is over.',
};

const of = ({ enrollmentId }: WalkAct) => ({ enrollment: enrollmentId });
const done = (said: string): ActDone => ({ said, changed: true });
const nothing = (said: string): ActDone => ({ said, changed: false });
