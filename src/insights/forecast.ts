import type { PublishedCourse } from '../courses/course-settings.js';
import { quarterMs, quarterOf } from '../deliveries/quarter.js';
import { calendarOf } from '../enrollments/next-step.js';
import { nextLessonSlot, type Slot } from '../schedule/next-slot.js';
import { localDateOf } from '../schedule/wall-time.js';

/** Walks that stand alike: same course, calendar, next slot and last lesson. */
export interface AlikeWalks {
  courseId: string;
  zone: string;
  hour: number;
  weekdays: number;
  /** The slot of the next letter, or of the one that is open. */
  at: Date;
  /** The lesson had last, the open one included; null: none yet. */
  lastLessonId: string | null;
  /** The letter at `at` is that lesson, planned already. */
  isOpen: boolean;
  walks: number;
}

/** Letters by quarters of an hour, from `from` on. */
export interface Forecast {
  from: string;
  quarters: number[];
}

type Remembered = Map<string, Slot | null>;

/**
 * Letters to come between `from` and `until`, if nobody changes anything: each walk goes on from its next slot with the
 * lesson after the last one it had, by the functions that plan real letters; the completion letter comes a day after. What is
 * overdue counts for now. Days that no calendar allows are left out. Pure, but lets others have a turn now and then.
 */
export async function forecast(
  groups: readonly AlikeWalks[],
  courses: ReadonlyMap<string, PublishedCourse>,
  from: Date,
  until: Date,
): Promise<Forecast> {
  const start = quarterOf(from);
  const quarters = new Array<number>(Math.ceil((until.getTime() - start.getTime()) / quarterMs)).fill(0);
  const slots: Remembered = new Map();
  for (const [index, group] of groups.entries()) {
    if (index % 500 === 499) await new Promise(setImmediate);
    const course = courses.get(group.courseId);
    if (!course) continue;
    for (const at of lettersOf(group, course, until, slots)) {
      const quarter = Math.max(0, Math.floor((at.getTime() - start.getTime()) / quarterMs));
      quarters[quarter] = (quarters[quarter] ?? 0) + group.walks;
    }
  }
  return { from: start.toISOString(), quarters };
}

function* lettersOf(group: AlikeWalks, course: PublishedCourse, until: Date, slots: Remembered): Generator<Date> {
  const { lessons, settings } = course;
  const had = lessons.findIndex((lesson) => lesson.id === group.lastLessonId);
  // A last lesson that is no longer in the course: its walk's next letter is known, the rest is not.
  let next = had >= 0 || group.lastLessonId === null ? had + (group.isOpen ? 0 : 1) : lessons.length;
  let slot: Slot | null = { at: group.at, localDate: localDateOf(group.at, group.zone) };
  const last = settings.moreComing ? lessons.length - 1 : lessons.length; // the place after the last lesson is the completion letter's
  for (; slot && slot.at < until && next <= Math.max(last, lessons.length - 1); next++) {
    yield slot.at;
    if (next >= last) return;
    slot = slotAfter(slot, lessons[next + 1]?.waitDays ?? 1, group, course, slots);
  }
}

function slotAfter(
  slot: Slot,
  waitDays: number,
  group: AlikeWalks,
  course: PublishedCourse,
  slots: Remembered,
): Slot | null {
  const { zone, hour, weekdays } = group;
  const key = `${course.id} ${zone} ${hour} ${weekdays} ${slot.localDate} ${slot.at.getTime()} ${waitDays}`;
  const known = slots.get(key);
  if (known !== undefined) return known;
  const found = slotOrNull(group, course, slot, waitDays);
  slots.set(key, found);
  return found;
}

function slotOrNull(group: AlikeWalks, { settings }: PublishedCourse, slot: Slot, waitDays: number): Slot | null {
  try {
    return nextLessonSlot(calendarOf(group, settings), slot, waitDays);
  } catch {
    return null; // no allowed date within 400 days
  }
}

/** Of a forecast, what lies in each of these spans: the sum, and its fullest quarter of an hour. Pure. */
export function spansOf(
  { from, quarters }: Forecast,
  spans: ReadonlyArray<{ from: Date; to: Date }>,
): Array<{ letters: number; fullest: number }> {
  const start = new Date(from).getTime();
  return spans.map((span) => {
    const first = Math.max(0, Math.ceil((span.from.getTime() - start) / quarterMs));
    const inside = quarters.slice(first, Math.max(0, Math.ceil((span.to.getTime() - start) / quarterMs)));
    return { letters: inside.reduce((sum, one) => sum + one, 0), fullest: Math.max(0, ...inside) };
  });
}
