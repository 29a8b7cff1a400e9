import { Injectable } from '@nestjs/common';
import { CourseReader } from '../courses/course.reader.js';
import type { PublishedCourse } from '../courses/course-settings.js';
import { HouseError } from '../house-error.js';
import { LinkService } from '../links/link.service.js';
import { maskAddress, readAddress } from '../mail/address.js';
import { ConfirmingService, type ConfirmChoices, type Confirmed } from './confirming.service.js';
import { type NewsletterConfirmed, NewsletterConfirmingService } from './newsletter-confirming.service.js';
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

/** The sentence that a sign-up for the newsletter alone agrees to. */
export const newsletterConsent = 'Send me the newsletter. I can leave it with one click in every letter.';

/** What somebody typed who wants the newsletter alone. */
export type NewsletterInput = Pick<SignupInput, 'email' | 'firstName' | 'zone'>;

/** What /confirm/:token shows before the one gesture: its own name, zone and hour, for correction. */
export type ConfirmationPage = CourseConfirmation | NewsletterConfirmation;

export interface CourseConfirmation extends AnyConfirmation {
  course: { slug: string; name: string; defaultHour: number; zone: string };
  zone: string;
  hour: number;
  newsletter: boolean;
  newsletterWords: string;
}

/** A sign-up for the newsletter alone; `zone` null: not known. */
export interface NewsletterConfirmation extends AnyConfirmation {
  course: null;
  zone: string | null;
}

interface AnyConfirmation {
  maskedEmail: string;
  firstName: string | null;
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
    private readonly newsletter: NewsletterConfirmingService,
    private readonly links: LinkService,
  ) {}

  /** Appends one row and does nothing else: same answer, same time for every address. Throws 'not-found' and 'gone' for the course. */
  async signUp(slug: string, input: SignupInput, clientAddress: string, now: Date): Promise<void> {
    const course = await this.courseBySlug(slug);
    if (course.settings.signups === 'closed')
      throw new HouseError('gone', 'This course is closed to sign-ups at present.');
    const { consent, newsletter } = course.settings.page;
    await this.append(input, { courseId: course.id, words: consent, newsletterWords: newsletter }, clientAddress, now);
  }

  /** As signUp, for the newsletter alone. */
  async signUpForNewsletter(input: NewsletterInput, clientAddress: string, now: Date): Promise<void> {
    const topic = { courseId: null, words: newsletterConsent, newsletterWords: newsletterConsent };
    await this.append({ ...input, hour: null, newsletter: true }, topic, clientAddress, now);
  }

  /** Throws 'not-found' for a tampered or foreign token, 'gone' for an expired or forgotten sign-up. Changes nothing. */
  async confirmationPage(token: string, now: Date): Promise<ConfirmationPage> {
    const { signup, course } = await this.open(token, now);
    const page = {
      maskedEmail: maskAddress(signup.email),
      firstName: signup.firstName,
      words: signup.words,
      confirmed: signup.confirmedAt !== null,
      managePath:
        signup.confirmedAt !== null && signup.subscriberId !== null ? this.links.manage(signup.subscriberId) : null,
    };
    if (course === null) return { ...page, course, zone: signup.zone };
    const { settings } = course;
    return {
      ...page,
      course: { slug: course.slug, name: settings.name, defaultHour: settings.hour, zone: settings.zone },
      zone: signup.zone ?? settings.zone,
      hour: signup.hour ?? settings.hour,
      newsletter: signup.newsletter,
      newsletterWords: signup.newsletterWords,
    };
  }

  /**
   * The one gesture. A second POST gives the same page again and changes nothing. Of the choices the newsletter heeds name and zone
   * alone, and there a null zone leaves the person's as it is.
   */
  async confirm(
    token: string,
    choices: Omit<ConfirmChoices, 'zone'> & { zone: string | null },
    clientAddress: string,
    now: Date,
  ): Promise<Confirmed | NewsletterConfirmed> {
    const { signup, course } = await this.open(token, now);
    if (course === null) return this.newsletter.confirm(signup.id, choices, clientAddress, now);
    const zone = choices.zone ?? signup.zone ?? course.settings.zone;
    return this.confirming.confirm(signup.id, course, { ...choices, zone }, clientAddress, now);
  }

  private async append(
    input: SignupInput,
    topic: { courseId: string | null; words: string; newsletterWords: string },
    clientAddress: string,
    now: Date,
  ): Promise<void> {
    const address = readAddress(input.email);
    if ('problem' in address) throw new HouseError('invalid', address.problem, { fields: { email: address.problem } });
    await this.signups.append({
      ...topic,
      email: address.email,
      emailKey: address.key,
      firstName: input.firstName,
      zone: input.zone,
      hour: input.hour,
      newsletter: input.newsletter,
      clientAddress,
      createdAt: now,
      expiresAt: new Date(now.getTime() + confirmWithinMs),
    });
  }

  /** `course` null: the newsletter alone. */
  private async open(token: string, now: Date): Promise<{ signup: Signup; course: PublishedCourse | null }> {
    const [signupId = ''] = this.links.read('confirm', token, now);
    const signup = await this.signups.byId(signupId);
    const course = signup?.courseId ? await this.courses.byId(signup.courseId) : null;
    const gone = !signup || (course === null && (signup.courseId !== null || !signup.newsletter));
    if (gone || (signup.confirmedAt === null && signup.expiresAt <= now))
      throw new HouseError('gone', 'This link has expired. Please sign up once more: it takes a minute.');
    return { signup, course };
  }

  private async courseBySlug(slug: string): Promise<PublishedCourse> {
    const course = await this.courses.bySlug(slug);
    if (!course) throw new HouseError('not-found', 'There is no such course here.');
    return course;
  }
}
