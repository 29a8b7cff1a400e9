import type { CourseSettings } from '../courses/course-settings.js';
import type { OrderedLesson } from '../courses/publish-effects.js';
import { calendarOf, owedNext, slotOfNext } from '../enrollments/next-step.js';
import { laterOf } from '../schedule/next-slot.js';
import { nextWindow, slotToPlan } from '../schedule/slot-to-plan.js';
import type { LocalDate } from '../schedule/wall-time.js';
import { type GroupWalk, type OpenLetter, settled, standingOf } from './group-walk.js';

/** A letter that will leave. */
export interface ComingLetter {
  /** Null: the completion letter. */
  lessonId: string | null;
  /** The reader's own date. */
  localDate: LocalDate;
  /** When it leaves, should the mail server take it at once. */
  at: Date;
}

export interface CourseOrder {
  lessons: readonly OrderedLesson[];
  settings: CourseSettings;
}

/**
 * The letters of a walk that leave in [now, until), if nothing disturbs it: the planner and the settling of letters, told
 * without a database. Made of the very rules they are made of. Throws CalendarWithoutSlot.
 */
export function walkForward(from: GroupWalk, course: CourseOrder, now: Date, until: Date): ComingLetter[] {
  const letters: ComingLetter[] = [];
  if (from.suppressed) return letters;
  let walk: GroupWalk | null = from;
  for (let at = now; walk;) {
    if (!walk.open) {
      if (!walk.nextSlotAt || walk.state === 'left' || walk.state === 'finished') break;
      at = laterOf(at, walk.nextSlotAt);
      if (at >= until) break;
      walk = planned(walk, course, at);
      continue;
    }
    const letter = inItsWindow(walk, walk.open, course, at);
    at = laterOf(at, letter.dueAt);
    if (at >= until) break;
    letters.push({ lessonId: letter.lessonId, localDate: letter.localDate, at });
    walk = goneOn(settled(walk, letter, at), course, at);
  }
  return letters;
}

/** What a planner makes of a walk whose slot has come: an open letter, a later slot, or null where the walk rests. */
function planned(walk: GroupWalk, { lessons, settings }: CourseOrder, now: Date): GroupWalk | null {
  const owed = owedNext(standingOf(walk, lessons), settings);
  if (!('waitDays' in owed) || !walk.nextSlotAt) return null;
  const calendar = calendarOf(walk, settings);
  const found = slotToPlan(calendar, walk.nextSlotAt, now, settings.lateLimitHours);
  if (found.outcome === 'wait') return { ...walk, nextSlotAt: found.slot.at };
  const { at: slot, localDate } = found.slot;
  if (localDate === walk.heldDate) {
    const { slot: next } = nextWindow(calendar, { slot, localDate }, now, settings.lateLimitHours);
    return { ...walk, nextSlotAt: next.at };
  }
  const lessonId = owed.kind === 'lesson' ? owed.lessonId : null;
  return {
    ...walk,
    state: 'active',
    waiting: false,
    nextSlotAt: null,
    had: lessonId === null ? walk.had : new Set([...walk.had, lessonId]),
    hasCompletion: walk.hasCompletion || lessonId === null,
    open: {
      lessonId,
      slot,
      localDate,
      dueAt: slot,
      leaveBy: found.leaveBy,
      withdrawable: true,
      keepsTwelveHours: true,
      handedOverAt: null,
    },
  };
}

/** A letter past its window moves to the next one as the same row (rule 5). */
function inItsWindow(walk: GroupWalk, open: OpenLetter, { settings }: CourseOrder, now: Date): OpenLetter {
  if (laterOf(now, open.dueAt) < open.leaveBy) return open;
  const localDate = walk.last !== null && walk.last.localDate > open.localDate ? walk.last.localDate : open.localDate;
  const missed = laterOf(now, open.leaveBy);
  const { slot, leaveBy } = nextWindow(
    calendarOf(walk, settings),
    { slot: open.slot, localDate },
    missed,
    settings.lateLimitHours,
  );
  return { ...open, slot: slot.at, localDate: slot.localDate, dueAt: slot.at, leaveBy };
}

/** After a letter: the slot of what is owed next; null where the walk waits, ends, or is not active. */
function goneOn(walk: GroupWalk, { lessons, settings }: CourseOrder, now: Date): GroupWalk | null {
  if (walk.state !== 'active') return null;
  const standing = standingOf(walk, lessons);
  const slot = slotOfNext(standing, settings, owedNext(standing, settings), now);
  return slot && { ...walk, nextSlotAt: slot.at };
}
