import { Injectable } from '@nestjs/common';
import { CourseReader } from '../courses/course.reader.js';
import type { PublishedCourse } from '../courses/course-settings.js';
import { type LessonRow, DeliveryStore } from '../deliveries/delivery.store.js';
import { HouseError } from '../house-error.js';
import { LinkService } from '../links/link.service.js';
import { maskAddress } from '../mail/address.js';
import { type LocalDate, localDateOf } from '../schedule/wall-time.js';
import { SubscriberStore } from '../subscribers/subscriber.store.js';
import type { Enrollment } from './enrollment.store.js';
import { lessonFacts, streakOf } from './lesson-letter.js';
import { NextSlotService, type Standing } from './next-slot.service.js';
import { requestsADay } from './walk.service.js';

/** One enrollment as its reader sees it on /manage/:token. Instants are UTC; show them in `zone`. */
export interface Walk {
  enrollmentId: string;
  course: { slug: string; name: string };
  state: 'active' | 'paused' | 'left' | 'finished';
  /** Had every lesson; more are coming. */
  waiting: boolean;
  zone: string;
  /** Minutes after local midnight. */
  hour: number;
  /** The reader's own days; bit 0 is Monday. */
  weekdays: number;
  /** The days the course allows; a reader may choose among these only. */
  courseWeekdays: number;
  /** Local date on which a paused walk goes on; null: not paused, or until the reader says so. */
  pausedUntil: LocalDate | null;
  /** A letter that is already on its way (planned, claimed, being sent). */
  onItsWay: { subject: string; dueAt: Date } | null;
  /** What comes after that; null when nothing is owed or the walk is over. `at` is null when paused without end, waiting, or while a letter is on its way. */
  next: { lessonId: string; subject: string; at: Date | null } | null;
  /** Lessons had, of all this reader will have had (rule 10). */
  progress: { had: number; of: number; done: number; streak: number };
  /** Every lesson handed over, oldest first. */
  lessons: PastLesson[];
  /** Lessons still to be asked for today ("next one now"), 0–3. */
  requestsLeftToday: number;
  /** At the end: the course that its author offers then, while it takes readers and this reader never was in it. */
  offer: NextOffer | null;
  /** "Send me today's letter again" may be used: the latest lesson, once a day. */
  mayRepeat: boolean;
}

export interface NextOffer {
  slug: string;
  name: string;
  /** The author's words that offer it. */
  words: string;
  lead: string;
  /** The sentence that the button agrees to. */
  consent: string;
}

export interface PastLesson {
  deliveryId: string;
  day: number;
  subject: string;
  at: Date;
  /** Path of the letter in the browser: /lessons/TOKEN. */
  path: string;
  doneAt: Date | null;
}

export interface ManagePage {
  subscriberId: string;
  /** m…n@example.com; the whole address is never shown (rule 31). */
  maskedEmail: string;
  firstName: string | null;
  newsletter: boolean;
  /** Path of the archive, with the issues for readers alone. */
  issuesPath: string;
  /** Newest first. */
  walks: Walk[];
}

/** A page rests 90 days after the last walk ended (rule 30), unless issues that link to it still come. */
const restsAfterMs = 90 * 24 * 3_600_000;
/** Handed over, as far as the reader is concerned: the letter has come or is about to. */
const handedOver = new Set(['accepted', 'sending', 'in_doubt']);
const onTheWay = new Set(['planned', 'claimed', 'sending']);

/** What /manage/:token shows. Reads only. */
@Injectable()
export class WalkReader {
  constructor(
    private readonly subscribers: SubscriberStore,
    private readonly deliveries: DeliveryStore,
    private readonly courses: CourseReader,
    private readonly slots: NextSlotService,
    private readonly links: LinkService,
  ) {}

  /**
   * Throws 'not-found' when the person was erased, 'gone' when the page has rested: then it may mail a `fresh` link, which
   * opens it all the same (rule 30).
   */
  async managePage(subscriberId: string, now: Date, fresh = false): Promise<ManagePage> {
    const person = await this.subscribers.byId(subscriberId);
    if (!person) throw new HouseError('not-found', 'This page has ended: nothing is kept about you any more.');
    const walks = await this.slots.walksOf(subscriberId);
    const rested = walks.every(
      (walk) => walk.endedAt !== null && now.getTime() - walk.endedAt.getTime() > restsAfterMs,
    );
    const newsletter = await this.subscribers.hasNewsletter(subscriberId);
    if (rested && !fresh && !newsletter && walks.length > 0)
      throw new HouseError('gone', 'This link has rested for a long time.');
    return {
      subscriberId,
      maskedEmail: maskAddress(person.email),
      firstName: person.firstName,
      newsletter,
      issuesPath: this.links.issues(subscriberId),
      walks: await Promise.all(walks.map((walk) => this.walk(walk, walks, now))),
    };
  }

  private async walk(walk: Enrollment, all: readonly Enrollment[], now: Date): Promise<Walk> {
    const standing = await this.slots.standing(walk);
    const { course } = standing;
    const rows = await this.deliveries.lessonsOf(walk);
    const had = rows.filter((row) => row.state !== 'skipped');
    const past = had.filter((row) => handedOver.has(row.state));
    const open = had.find((row) => onTheWay.has(row.state));
    const today = localDateOf(now, walk.zone);
    const owed = course.lessons.filter((lesson) => !rows.some((row) => row.lessonId === lesson.id)).length;
    const done = past.map((row) => row.doneAt !== null);
    return {
      enrollmentId: walk.enrollmentId,
      course: { slug: course.slug, name: course.settings.name },
      state: walk.state,
      waiting: walk.waiting,
      zone: walk.zone,
      hour: walk.hour,
      weekdays: walk.weekdays,
      courseWeekdays: course.settings.weekdays,
      pausedUntil: walk.state === 'paused' && walk.nextSlotAt ? localDateOf(walk.nextSlotAt, walk.zone) : null,
      onItsWay: open ? { subject: this.subjectOf(open, standing), dueAt: open.dueAt } : null,
      next: nextOf(walk, standing),
      progress: { had: past.length, of: had.length + owed, done: done.filter(Boolean).length, streak: streakOf(done) },
      lessons: await Promise.all(
        past.map((row, index) => this.pastLesson(walk.subscriberId, row, index + 1, standing)),
      ),
      requestsLeftToday: Math.max(
        requestsADay - (await this.deliveries.requestedOn(walk.subscriberId, walk.courseId, today)),
        0,
      ),
      offer: walk.state === 'finished' ? await this.offer(course, all) : null,
      mayRepeat: walk.state !== 'left' && past.length > 0 && (await this.deliveries.repeatsOn(walk, today)) === 0,
    };
  }

  private async offer({ settings }: PublishedCourse, walks: readonly Enrollment[]): Promise<NextOffer | null> {
    const next = settings.next ? await this.courses.bySlug(settings.next.course) : null;
    if (!settings.next || next?.settings.signups !== 'open') return null;
    if (walks.some(({ courseId }) => courseId === next.id)) return null;
    const { name, page } = next.settings;
    return { slug: next.slug, name, words: settings.next.words, lead: page.lead, consent: page.consent };
  }

  private async pastLesson(
    subscriberId: string,
    row: LessonRow,
    place: number,
    standing: Standing,
  ): Promise<PastLesson> {
    const facts = lessonFacts.safeParse(row.composed?.facts);
    return {
      deliveryId: row.id,
      day: facts.success ? facts.data.day : place,
      subject: await this.sentSubject(row, standing),
      at: row.handedOverAt ?? row.dueAt,
      path: this.links.lesson(subscriberId, row.id),
      doneAt: row.doneAt,
    };
  }

  /** The subject it left with, even if the lesson has been renamed or removed since. */
  private async sentSubject(row: LessonRow, standing: Standing): Promise<string> {
    if (row.revisionId === null) return this.subjectOf(row, standing);
    const sent = await this.courses.byRevision(row.revisionId);
    return sent.lessons.find((lesson) => lesson.id === row.lessonId)?.subject ?? this.subjectOf(row, standing);
  }

  private subjectOf(row: LessonRow, { course }: Standing): string {
    return course.lessons.find((lesson) => lesson.id === row.lessonId)?.subject ?? 'A lesson';
  }
}

function nextOf(walk: Enrollment, { facts, course }: Standing): Walk['next'] {
  if (walk.state === 'left' || walk.state === 'finished') return null;
  const lesson = course.lessons.find((one) => one.id === facts.nextLessonId);
  return lesson ? { lessonId: lesson.id, subject: lesson.subject, at: walk.nextSlotAt } : null;
}
