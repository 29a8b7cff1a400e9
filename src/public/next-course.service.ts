import { Injectable } from '@nestjs/common';
import { WalkReader } from '../enrollments/walk.reader.js';
import { HouseError } from '../house-error.js';
import { formatHour } from '../schedule/hour.js';
import { SubscriberStore } from '../subscribers/subscriber.store.js';
import type { Holder } from './manage-form.service.js';
import { SignupFormService } from './signup-form.service.js';

/** From the end of one course into the next. */
@Injectable()
export class NextCourseService {
  constructor(
    private readonly reader: WalkReader,
    private readonly subscribers: SubscriberStore,
    private readonly form: SignupFormService,
  ) {}

  /**
   * Signs the reader up for the course that the ended walk offers, as the form would: a second course needs its own
   * confirmation (rule 29), also because a forwarded letter hands this page on. Throws 'not-found' when nothing is offered there.
   */
  async begin({ subscriberId, fresh }: Holder, enrollmentId: string, address: string, now: Date): Promise<void> {
    const page = await this.reader.managePage(subscriberId, now, fresh);
    const walk = page.walks.find((each) => each.enrollmentId === enrollmentId);
    const person = await this.subscribers.byId(subscriberId);
    if (!walk?.offer || !person) throw new HouseError('not-found', 'This course is not offered here any more.');
    const fields = { email: person.email, first_name: person.firstName, zone: walk.zone, hour: formatHour(walk.hour) };
    await this.form.signUp(walk.offer.slug, fields, address, now);
  }
}
