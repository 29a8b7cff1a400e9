import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Admin, seesAddresses } from '../accounts/admin.js';
import { type LessonRow, DeliveryStore } from '../deliveries/delivery.store.js';
import type { Enrollment } from '../enrollments/enrollment.store.js';
import { NextSlotService, type Standing } from '../enrollments/next-slot.service.js';
import { HouseError } from '../house-error.js';
import { addressFor, wordsFor } from '../mail/shown-address.js';
import { formatHour } from '../schedule/hour.js';
import { formatWeekdays } from '../schedule/weekdays.js';
import { liftedByConfirming, type SuppressionReason } from '../suppressions/suppression-reason.js';
import type { Person, PersonWalk } from './person.schema.js';

interface Head extends Omit<
  Person,
  'walks' | 'consents' | 'joinedAt' | 'confirmedAt' | 'suppressed' | 'newsletter' | 'tags'
> {
  joinedAt: Date;
  confirmedAt: Date | null;
  tags: string[];
  reason: SuppressionReason | null;
  note: string | null;
  since: Date | null;
}

interface ConsentRow extends Omit<Person['consents'][number], 'signedUpAt' | 'confirmedAt' | 'withdrawnAt'> {
  signedUpAt: Date;
  confirmedAt: Date;
  withdrawnAt: Date | null;
}

/** What the page of one person shows at once. Reads only; every query is served by a key that begins with the person's id. */
@Injectable()
export class PersonReader {
  constructor(
    private readonly db: DataSource,
    private readonly slots: NextSlotService,
    private readonly deliveries: DeliveryStore,
  ) {}

  /** Addresses, also in words, masked for those who may not see them, and no client’s told. Throws 'not-found' for somebody who is not there, or not any more. */
  async person(id: string, admin: Pick<Admin, 'permissions'>): Promise<Person> {
    const [head] = await this.db.query<Head[]>(
      `select s.id, s.email, s.first_name as "firstName", s.zone, s.state, s.created_at as "joinedAt", s.confirmed_at as "confirmedAt",
              coalesce((select json_agg(t.tag order by t.tag) from subscriber_tags t where t.subscriber_id = s.id), '[]') as tags,
              x.reason, x.note, x.created_at as since
       from subscribers s left join suppressions x on x.address_hash = s.address_hash where s.id = $1`,
      [id],
    );
    if (!head) throw new HouseError('not-found', 'There is no such subscriber, or they have been erased.');
    const { reason, note, since, ...facts } = head;
    const [consents, walks] = await Promise.all([this.consents(id), this.slots.walksOf(id)]);
    return {
      ...facts,
      email: addressFor(admin, head.email),
      firstName: wordsFor(admin, head.firstName),
      joinedAt: head.joinedAt.toISOString(),
      confirmedAt: head.confirmedAt?.toISOString() ?? null,
      newsletter: consents.some((one) => one.purpose === 'newsletter' && one.withdrawnAt === null),
      suppressed:
        reason && since
          ? {
              reason,
              note: note ?? '',
              since: since.toISOString(),
              liftable: !liftedByConfirming.includes(reason),
            }
          : null,
      consents: consents.map((one) => ({
        ...one,
        words: wordsFor(admin, one.words),
        from: seesAddresses(admin) ? one.from : null,
        signedUpAt: one.signedUpAt.toISOString(),
        confirmedAt: one.confirmedAt.toISOString(),
        withdrawnAt: one.withdrawnAt?.toISOString() ?? null,
      })),
      walks: await Promise.all(walks.map((walk) => this.walk(walk))),
    };
  }

  private consents(id: string): Promise<ConsentRow[]> {
    return this.db.query<ConsentRow[]>(
      `select n.purpose, r.settings ->> 'name' as course, n.words, n.signed_up_at as "signedUpAt", n.confirmed_from as "from",
              n.confirmed_at as "confirmedAt", n.withdrawn_at as "withdrawnAt"
       from consents n left join courses c on c.id = n.course_id left join revisions r on r.id = c.published_revision_id
       where n.subscriber_id = $1 order by n.id desc`,
      [id],
    );
  }

  private async walk(walk: Enrollment): Promise<PersonWalk> {
    const standing = await this.slots.standing(walk);
    const { course, facts } = standing;
    const rows = await this.deliveries.lessonsOf(walk);
    const lessons = lessonsOf(rows, standing);
    const open = rows.find((row) => underWay.has(row.state) || (row.state === 'in_doubt' && facts.hasOpenLetter));
    const isOpen = walk.state === 'active' || walk.state === 'paused';
    const next = course.lessons.find((lesson) => lesson.id === facts.nextLessonId);
    const had = lessons.filter(({ place }) => place === 'had' || place === 'under-way').length;
    const owed = lessons.filter(({ place }) => place === 'owed').length;
    return {
      id: walk.enrollmentId,
      course: { slug: course.slug, name: course.settings.name },
      state: walk.state === 'active' && walk.waiting ? 'waiting' : walk.state,
      zone: walk.zone,
      hour: formatHour(walk.hour),
      weekdays: formatWeekdays(walk.weekdays),
      courseWeekdays: formatWeekdays(course.settings.weekdays),
      startedAt: walk.startedAt.toISOString(),
      endedAt: walk.endedAt?.toISOString() ?? null,
      had: had - (open ? 1 : 0),
      of: had + (isOpen ? owed : 0),
      underWay: open
        ? { subject: subjectOf(open, standing), dueAt: open.dueAt.toISOString(), state: open.state }
        : null,
      next:
        isOpen && next
          ? { subject: next.subject, at: facts.suppressed ? null : (walk.nextSlotAt?.toISOString() ?? null) }
          : null,
      pausedUntil: walk.state === 'paused' ? (walk.nextSlotAt?.toISOString() ?? null) : null,
      lessons: isOpen ? lessons : lessons.filter(({ place }) => place !== 'owed'),
    };
  }
}

const underWay = new Set(['planned', 'claimed', 'sending']);

/** In the order of the course; lessons had that are no longer in it come first, in the order in which they came. */
function lessonsOf(rows: readonly LessonRow[], { course }: Standing): PersonWalk['lessons'] {
  const inCourse = new Set(course.lessons.map(({ id }) => id));
  const gone = rows.filter(({ lessonId }) => !inCourse.has(lessonId)).map((row) => placeOf(row, 'a lesson of before'));
  const present = course.lessons.map((lesson) => {
    const row = rows.find(({ lessonId }) => lessonId === lesson.id);
    if (row) return { ...placeOf(row, lesson.subject), key: lesson.key };
    const { key, subject } = lesson;
    return { key, subject, place: 'owed' as const, deliveryId: null, state: null, at: null, done: false };
  });
  return [...gone, ...present];
}

function placeOf(row: LessonRow, subject: string): PersonWalk['lessons'][number] {
  const place = row.state === 'skipped' ? 'skipped' : underWay.has(row.state) ? 'under-way' : 'had';
  const at = row.state === 'skipped' ? null : (row.handedOverAt ?? row.dueAt);
  return {
    key: row.lessonId,
    subject,
    place,
    deliveryId: row.id,
    state: row.state,
    at: at?.toISOString() ?? null,
    done: row.doneAt !== null,
  };
}

function subjectOf(row: LessonRow, { course }: Standing): string {
  return course.lessons.find(({ id }) => id === row.lessonId)?.subject ?? 'A lesson';
}
