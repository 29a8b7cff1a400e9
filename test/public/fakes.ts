import type { PublishedCourse } from '../../src/courses/course-settings.js';
import type { CourseReader } from '../../src/courses/course.reader.js';
import type { LessonPageReader } from '../../src/enrollments/lesson-page.reader.js';
import type { LeavingService } from '../../src/enrollments/leaving.service.js';
import type { RightsService } from '../../src/enrollments/rights.service.js';
import type { ManagePage, Walk, WalkReader } from '../../src/enrollments/walk.reader.js';
import type { WalkService } from '../../src/enrollments/walk.service.js';
import { HouseError } from '../../src/house-error.js';
import { RequestCounters } from '../../src/http/request-counter.store.js';
import type { LinkService } from '../../src/links/link.service.js';
import type { AddressChangeService } from '../../src/signup/address-change.service.js';
import type { Confirmed } from '../../src/signup/confirming.service.js';
import type { NewsletterConfirmed } from '../../src/signup/newsletter-confirming.service.js';
import type { CourseConfirmation, NewsletterConfirmation, SignupService } from '../../src/signup/signup.service.js';
import { Clock } from '../../src/schedule/clock.js';
import { sampleCourse } from './sample-course.js';

/** Monday morning, half past nine in London. */
export const monday = new Date('2026-11-23T09:30:00Z');

export class FixedClock extends Clock {
  now(): Date {
    return monday;
  }
}

/** Every call that would change something, by name: a GET must leave this empty. */
export class Deeds {
  readonly done: Array<{ name: string; with: unknown[] }> = [];

  note(name: string, ...given: unknown[]): void {
    this.done.push({ name, with: given });
  }

  names(): string[] {
    return this.done.map(({ name }) => name);
  }
}

export class FakeCourses implements Pick<CourseReader, 'list' | 'bySlug' | 'byId'> {
  courses: PublishedCourse[] = [sampleCourse];

  list(): Promise<PublishedCourse[]> {
    return Promise.resolve(this.courses);
  }

  bySlug(slug: string): Promise<PublishedCourse | null> {
    return Promise.resolve(this.courses.find((course) => course.slug === slug) ?? null);
  }

  byId(id: string): Promise<PublishedCourse | null> {
    return Promise.resolve(this.courses.find((course) => course.id === id) ?? null);
  }
}

export class FakeSignups implements Pick<
  SignupService,
  'signUp' | 'signUpForNewsletter' | 'confirmationPage' | 'confirm'
> {
  page: CourseConfirmation = {
    course: { slug: sampleCourse.slug, name: sampleCourse.settings.name, defaultHour: 420, zone: 'Europe/London' },
    maskedEmail: 'm…a@example.com',
    firstName: 'Maya',
    zone: 'Europe/Paris',
    hour: 390,
    newsletter: false,
    newsletterWords: sampleCourse.settings.page.newsletter,
    words: sampleCourse.settings.page.consent,
    confirmed: false,
    managePath: null,
  };
  /** Instead of the course's. */
  newsletter: NewsletterConfirmation | null = null;
  confirmed: Confirmed = {
    course: { slug: sampleCourse.slug, name: sampleCourse.settings.name },
    outcome: 'started',
    zone: 'Europe/Paris',
    first: 'now',
    next: { at: new Date('2026-11-24T05:30:00Z') },
    managePath: '/manage/token',
  };

  constructor(
    private readonly deeds: Deeds,
    private readonly links: LinkService,
  ) {}

  signUp(...given: Parameters<SignupService['signUp']>): Promise<void> {
    this.deeds.note('signUp', ...given);
    return Promise.resolve();
  }

  signUpForNewsletter(...given: Parameters<SignupService['signUpForNewsletter']>): Promise<void> {
    this.deeds.note('signUpForNewsletter', ...given);
    return Promise.resolve();
  }

  async confirmationPage(token: string, now: Date): Promise<CourseConfirmation | NewsletterConfirmation> {
    this.links.read('confirm', token, now);
    return Promise.resolve(this.newsletter ?? this.page);
  }

  async confirm(...given: Parameters<SignupService['confirm']>): Promise<Confirmed | NewsletterConfirmed> {
    this.links.read('confirm', given[0], given[3]);
    this.deeds.note('confirm', ...given);
    if (this.newsletter) return { course: null, outcome: 'started', managePath: '/manage/token' };
    return Promise.resolve(this.confirmed);
  }
}

/** One walk in its fourth lesson. */
export function sampleWalk(change: Partial<Walk> = {}): Walk {
  const lessons = sampleCourse.lessons.slice(0, 4).map((lesson, index) => ({
    deliveryId: String(100 + index),
    day: index + 1,
    subject: lesson.subject,
    at: new Date(Date.parse('2026-11-20T07:00:00Z') + index * 86_400_000),
    path: `/lessons/token-${index}`,
    doneAt: index < 3 ? monday : null,
  }));
  return {
    enrollmentId: '7',
    course: { slug: sampleCourse.slug, name: sampleCourse.settings.name },
    state: 'active',
    waiting: false,
    zone: 'Europe/London',
    hour: 420,
    weekdays: 31,
    courseWeekdays: 127,
    pausedUntil: null,
    onItsWay: null,
    next: { lessonId: '5', subject: 'A dog and a donkey', at: new Date('2026-11-24T07:00:00Z') },
    progress: { had: 4, of: 14, done: 3, streak: 3 },
    lessons,
    offer: null,
    requestsLeftToday: 3,
    mayRepeat: true,
    ...change,
  };
}

export class FakeWalkReader implements Pick<WalkReader, 'managePage'> {
  /** The page was put away (rule 30). */
  rested = false;
  page: ManagePage = {
    subscriberId: '42',
    maskedEmail: 'm…a@example.com',
    firstName: 'Maya',
    newsletter: false,
    issuesPath: '/issues?reader=token',
    walks: [sampleWalk()],
  };

  async managePage(): Promise<ManagePage> {
    if (this.rested) throw new HouseError('gone', 'This page was put away.');
    return Promise.resolve(this.page);
  }
}

type WalkDeeds = 'changeCalendar' | 'pause' | 'resume' | 'nextNow' | 'restart' | 'repeatLatest' | 'markDone';

export class FakeWalks implements Pick<WalkService, WalkDeeds> {
  constructor(private readonly deeds: Deeds) {}

  private did<T>(name: string, given: unknown[], outcome: T): Promise<T> {
    this.deeds.note(name, ...given);
    return Promise.resolve(outcome);
  }

  changeCalendar(...given: Parameters<WalkService['changeCalendar']>): ReturnType<WalkService['changeCalendar']> {
    return this.did('changeCalendar', given, { outcome: 'changed', nextAt: null });
  }

  pause(...given: Parameters<WalkService['pause']>): ReturnType<WalkService['pause']> {
    return this.did('pause', given, { outcome: 'paused' });
  }

  resume(...given: Parameters<WalkService['resume']>): ReturnType<WalkService['resume']> {
    return this.did('resume', given, { outcome: 'resumed', nextAt: null });
  }

  nextNow(...given: Parameters<WalkService['nextNow']>): ReturnType<WalkService['nextNow']> {
    return this.did('nextNow', given, { outcome: 'on-its-way' });
  }

  restart(...given: Parameters<WalkService['restart']>): ReturnType<WalkService['restart']> {
    return this.did('restart', given, { outcome: 'restarted' });
  }

  repeatLatest(...given: Parameters<WalkService['repeatLatest']>): ReturnType<WalkService['repeatLatest']> {
    return this.did('repeatLatest', given, { outcome: 'on-its-way' });
  }

  markDone(...given: Parameters<WalkService['markDone']>): ReturnType<WalkService['markDone']> {
    return this.did('markDone', given, { outcome: 'done' });
  }
}

export class FakeLeaving implements Pick<
  LeavingService,
  'page' | 'byLetter' | 'course' | 'everything' | 'setNewsletter'
> {
  what: 'course' | 'newsletter' | 'everything' = 'course';

  constructor(private readonly deeds: Deeds) {}

  page(): ReturnType<LeavingService['page']> {
    return Promise.resolve({
      what: this.what,
      courseId: this.what === 'course' ? '1' : null,
      maskedEmail: 'm…a@example.com',
    });
  }

  byLetter(...given: Parameters<LeavingService['byLetter']>): ReturnType<LeavingService['byLetter']> {
    this.deeds.note('byLetter', ...given);
    return Promise.resolve({ what: this.what, courseId: this.what === 'course' ? '1' : null });
  }

  course(...given: Parameters<LeavingService['course']>): ReturnType<LeavingService['course']> {
    this.deeds.note('course', ...given);
    return Promise.resolve({ outcome: 'left' });
  }

  everything(...given: Parameters<LeavingService['everything']>): Promise<void> {
    this.deeds.note('everything', ...given);
    return Promise.resolve();
  }

  setNewsletter(...given: Parameters<LeavingService['setNewsletter']>): Promise<void> {
    this.deeds.note('setNewsletter', ...given);
    return Promise.resolve();
  }
}

export class FakeRights implements Pick<RightsService, 'sendLink' | 'download' | 'forget'> {
  /** The link was used before. */
  used = false;

  constructor(private readonly deeds: Deeds) {}

  sendLink(...given: Parameters<RightsService['sendLink']>): Promise<void> {
    this.deeds.note('sendLink', ...given);
    return Promise.resolve();
  }

  proven(): Promise<unknown> {
    return this.used ? Promise.reject(new HouseError('gone', 'This link has been used.')) : Promise.resolve({});
  }

  download(...given: Parameters<RightsService['download']>): ReturnType<RightsService['download']> {
    this.deeds.note('download', ...given);
    return Promise.resolve({ email: 'maya@example.com', letters: [] });
  }

  forget(...given: Parameters<RightsService['forget']>): Promise<void> {
    this.deeds.note('forget', ...given);
    return Promise.resolve();
  }
}

export class FakeAddresses implements Pick<AddressChangeService, 'request' | 'page' | 'askNewAddress' | 'change'> {
  constructor(private readonly deeds: Deeds) {}

  request(...given: Parameters<AddressChangeService['request']>): Promise<void> {
    this.deeds.note('requestAddressChange', ...given);
    return Promise.resolve();
  }

  page(): Promise<{ maskedEmail: string }> {
    return Promise.resolve({ maskedEmail: 'n…w@example.org' });
  }

  askNewAddress(...given: Parameters<AddressChangeService['askNewAddress']>): Promise<void> {
    this.deeds.note('askNewAddress', ...given);
    return Promise.resolve();
  }

  change(...given: Parameters<AddressChangeService['change']>): Promise<void> {
    this.deeds.note('changeAddress', ...given);
    return Promise.resolve();
  }
}

export class FakeLessons implements Pick<LessonPageReader, 'lessonPage'> {
  doneAt: Date | null = null;

  lessonPage(): ReturnType<LessonPageReader['lessonPage']> {
    return Promise.resolve({
      html: '<!doctype html><html lang="en"><head><title>A lesson</title></head><body style="margin:0"><h1>The clam</h1></body></html>',
      subject: 'Day 4 of 14 · The clam, and the golden rule',
      doneAt: this.doneAt,
      day: 4,
      of: 14,
      courseName: sampleCourse.settings.name,
      managePath: '/manage/token',
    });
  }
}

/** Counts in memory and never forgets. */
export class FakeCounters extends RequestCounters {
  private readonly counts = new Map<string, number>();

  count(key: string, limit: number, seconds: number): Promise<number> {
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return Promise.resolve(count > limit ? seconds : 0);
  }
}
