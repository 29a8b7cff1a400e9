import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import type { Admin } from '../accounts/admin.js';
import { AuditStore } from '../audit/audit.store.js';
import { CourseReader } from '../courses/course.reader.js';
import type { PublishedCourse } from '../courses/course-settings.js';
import { inTransaction } from '../database/transaction.js';
import { EnteringService } from '../enrollments/entering.service.js';
import { HouseError } from '../house-error.js';
import { readAddress } from '../mail/address.js';
import { type Subscriber, SubscriberStore } from '../subscribers/subscriber.store.js';
import { entryFor } from './audited.js';
import type { ActDone, Added, EnrollBody, NewSubscriber } from './person-acts.schema.js';

interface Choices {
  zone: string | null;
  hour: number | null;
  consent: string;
}

/**
 * People whom the team adds or enrolls, saying in words how they agreed. Somebody's "no" is never turned into a "yes" here:
 * who unsubscribed, or has left the course, comes back by signing up (rule 30).
 */
@Injectable()
export class EnrollingService {
  constructor(
    private readonly db: DataSource,
    private readonly subscribers: SubscriberStore,
    private readonly courses: CourseReader,
    private readonly entering: EnteringService,
    private readonly audit: AuditStore,
  ) {}

  /** Throws 'invalid' on the field that is wrong: an address that is known, or that must not be written to. */
  async add(body: NewSubscriber, admin: Admin, now: Date): Promise<Added> {
    const course = body.course === null ? null : await this.course(body.course);
    const address = readAddress(body.email);
    if ('problem' in address) throw wrong('email', address.problem);
    return inTransaction(this.db, async (manager) => {
      const known = await this.subscribers.byEmailKey(address.key, manager);
      if (known?.state === 'confirmed')
        throw wrong('email', 'This person is here already. Open their page to enroll them.');
      const hash = this.entering.hash(address.key);
      const no = await this.entering.refusal(hash, manager);
      if (no) throw wrong('email', no);
      const [person] = await this.subscribers.findOrAdd(
        [{ email: address.email, emailKey: address.key, addressHash: hash }],
        now,
        manager,
      );
      if (!person) throw new Error('a subscriber was not written');
      const zone = body.zone ?? course?.settings.zone ?? 'UTC';
      await this.subscribers.confirm(person.id, { firstName: body.firstName, zone }, now, manager);
      const after = { course: course?.slug ?? null, newsletter: body.newsletter, consent: body.consent };
      await this.audit.record(manager, entryFor(person.id, { action: 'subscriber.added', after }, admin, now));
      if (body.newsletter) await this.consent(person.id, null, body.consent, admin, now, manager);
      if (course) await this.enter({ ...person, zone }, course, body, admin, now, manager);
      return { id: person.id, said: course ? `Added, and enrolled in ${course.settings.name}.` : 'Added.' };
    });
  }

  async enroll(subscriberId: string, body: EnrollBody, admin: Admin, now: Date): Promise<ActDone> {
    const course = await this.course(body.course);
    return inTransaction(this.db, async (manager) => {
      const person = await this.subscribers.take(subscriberId, manager);
      if (!person) throw new HouseError('not-found', 'There is no such subscriber, or they have been erased.');
      if (person.state === 'unconfirmed')
        throw new HouseError('conflict', 'This person has not confirmed their address yet.');
      const no = await this.entering.refusal(person.addressHash, manager);
      if (no) throw new HouseError('conflict', no);
      const began = await this.enter(person, course, body, admin, now, manager);
      return began
        ? { said: `Enrolled in ${course.settings.name}.`, changed: true }
        : { said: 'They are in this course already.', changed: false };
    });
  }

  /** Null-safe about calendars: the reader's own, then the person's, then the course's. False: they are in it already. */
  private async enter(
    person: Subscriber,
    course: PublishedCourse,
    { zone, hour, consent }: Choices,
    admin: Admin,
    now: Date,
    manager: EntityManager,
  ): Promise<boolean> {
    const calendar = {
      zone: zone ?? person.zone ?? course.settings.zone,
      hour: hour ?? course.settings.hour,
    };
    const entered = await this.entering.enter({ subscriberId: person.id, ...calendar }, course, now, manager);
    if (entered.outcome === 'had-left')
      throw new HouseError(
        'conflict',
        'This person has left this course. Only they can come back: by signing up on its page.',
      );
    if (entered.outcome !== 'begun') return false;
    await this.consent(person.id, course.id, consent, admin, now, manager);
    const after = { enrollment: entered.enrollmentId, course: course.slug, consent };
    await this.audit.record(manager, entryFor(person.id, { action: 'enrollment.begun', after }, admin, now));
    return true;
  }

  /** The record says that the team stated it, and who. */
  private consent(
    subscriberId: string,
    courseId: string | null,
    words: string,
    admin: Admin,
    now: Date,
    manager: EntityManager,
  ): Promise<void> {
    const from = admin.actor;
    const record = { subscriberId, courseId, words, signedUpAt: now, signedUpFrom: from, confirmedFrom: from };
    return this.subscribers.addConsent(record, now, manager);
  }

  private async course(slug: string): Promise<PublishedCourse> {
    const course = await this.courses.bySlug(slug);
    if (course) return course;
    throw wrong('course', 'This course is not published.');
  }
}

function wrong(field: string, problem: string): HouseError {
  return new HouseError('invalid', problem, { fields: { [field]: problem } });
}
