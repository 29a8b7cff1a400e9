import { Injectable } from '@nestjs/common';
import { CourseReader } from '../courses/course.reader.js';
import type { PublishedCourse } from '../courses/course-settings.js';
import { HouseError } from '../house-error.js';
import { LinkService } from '../links/link.service.js';
import { maskAddress, readAddress } from '../mail/address.js';
import { ConfirmingService, type ConfirmChoices, type Confirmed } from './confirming.service.js';
import { type Signup, SignupStore } from './signup.store.js';

const confirmWithinMs = 7 * 24 * 3_600_000;

/** `hour` in minutes after midnight; `zone` in Intl's spelling. */
export interface SignupInput {
  email: string;
  firstName: string | null;
  zone: string | null;
  hour: number | null;
  newsletter: boolean;
}

/** What /confirm/:token shows before the one gesture: its own name, zone and hour, for correction. */
export interface ConfirmationPage {
  course: { slug: string; name: string; defaultHour: number; zone: string };
  maskedEmail: string;
  firstName: string | null;
  zone: string;
  hour: number;
  newsletter: boolean;
  newsletterWords: string;
  /** The sentence that the button agrees to, as it stood where the form was filled in. */
  words: string;
  /** Already confirmed: the page says so and leads to `managePath`. */
  confirmed: boolean;
  managePath: string | null;
}

@Injectable()
export class SignupService {
  constructor(
    private readonly courses: CourseReader,
    private readonly signups: SignupStore,
    private readonly confirming: ConfirmingService,
    private readonly links: LinkService,
  ) {}

  /** Appends one row and does nothing else: same answer, same time for every address. Throws 'not-found' and 'gone' for the course. */
  async signUp(slug: string, input: SignupInput, clientAddress: string, now: Date): Promise<void> {
    const course = await this.courseBySlug(slug);
    if (course.settings.signups === 'closed')
      throw new HouseError('gone', 'This course is closed to sign-ups at present.');
    const address = readAddress(input.email);
    if ('problem' in address) throw new HouseError('invalid', address.problem, { fields: { email: address.problem } });
    await this.signups.append({
      courseId: course.id,
      email: address.email,
      emailKey: address.key,
      firstName: input.firstName,
      zone: input.zone,
      hour: input.hour,
      newsletter: input.newsletter,
      words: course.settings.page.consent,
      newsletterWords: course.settings.page.newsletter,
      clientAddress,
      createdAt: now,
      expiresAt: new Date(now.getTime() + confirmWithinMs),
    });
  }

  /** Throws 'not-found' for a tampered or foreign token, 'gone' for an expired or forgotten sign-up. Changes nothing. */
  async confirmationPage(token: string, now: Date): Promise<ConfirmationPage> {
    const { signup, course } = await this.open(token, now);
    const { settings } = course;
    return {
      course: { slug: course.slug, name: settings.name, defaultHour: settings.hour, zone: settings.zone },
      maskedEmail: maskAddress(signup.email),
      firstName: signup.firstName,
      zone: signup.zone ?? settings.zone,
      hour: signup.hour ?? settings.hour,
      newsletter: signup.newsletter,
      newsletterWords: signup.newsletterWords,
      words: signup.words,
      confirmed: signup.confirmedAt !== null,
      managePath:
        signup.confirmedAt !== null && signup.subscriberId !== null ? this.links.manage(signup.subscriberId) : null,
    };
  }

  /** The one gesture. A second POST gives the same page again and changes nothing. */
  async confirm(token: string, choices: ConfirmChoices, clientAddress: string, now: Date): Promise<Confirmed> {
    const { signup, course } = await this.open(token, now);
    return this.confirming.confirm(signup.id, course, choices, clientAddress, now);
  }

  private async open(token: string, now: Date): Promise<{ signup: Signup; course: PublishedCourse }> {
    const [signupId = ''] = this.links.read('confirm', token, now);
    const signup = await this.signups.byId(signupId);
    const course = signup?.courseId ? await this.courses.byId(signup.courseId) : null;
    if (!signup || !course || (signup.confirmedAt === null && signup.expiresAt <= now)) {
      throw new HouseError('gone', 'This link has expired. Please sign up once more: it takes a minute.');
    }
    return { signup, course };
  }

  private async courseBySlug(slug: string): Promise<PublishedCourse> {
    const course = await this.courses.bySlug(slug);
    if (!course) throw new HouseError('not-found', 'There is no such course here.');
    return course;
  }
}
