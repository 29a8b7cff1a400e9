import type { OrderedLesson } from '../courses/publish-effects.js';
import type { StandingWalk } from '../enrollments/next-step.js';
import type { LocalDate } from '../schedule/wall-time.js';

/** A lesson or completion letter that is in the ledger and not settled yet. */
export interface OpenLetter {
  /** Null: the completion letter. */
  lessonId: string | null;
  slot: Date;
  localDate: LocalDate;
  dueAt: Date;
  leaveBy: Date;
  /** Planned or claimed, so that a publish may still withdraw it; otherwise it is being handed over, or in doubt. */
  withdrawable: boolean;
  /** Whether the twelve hours count from it (rule 7). */
  keepsTwelveHours: boolean;
  handedOverAt: Date | null;
}

/** The latest settled lesson of a walk, as the calendar rules want it. */
export interface LastLesson {
  /** The greatest local date of all counted rows. */
  localDate: LocalDate;
  slot: Date;
  handedOverAt: Date | null;
  keepsTwelveHours: boolean;
}

/** A walk, or all walks of a course that stand at the very same place and read by the same calendar. Immutable. */
export interface GroupWalk {
  state: 'active' | 'paused' | 'left' | 'finished';
  waiting: boolean;
  zone: string;
  hour: number;
  weekdays: number;
  nextSlotAt: Date | null;
  /** Ids of lessons in any state but withdrawn (rule 12), the open one and skipped ones included. */
  had: ReadonlySet<string>;
  last: LastLesson | null;
  /** The latest local date that a settled scheduled letter of any kind holds (rule 9). */
  heldDate: LocalDate | null;
  open: OpenLetter | null;
  hasCompletion: boolean;
  suppressed: boolean;
  /** Finished, and may be offered more: see PublishEffectsStore. */
  mayReopen: boolean;
}

/** The walk as the planning rules see it, under an order of lessons. */
export function standingOf(walk: GroupWalk, lessons: readonly OrderedLesson[]): StandingWalk {
  const next = lessons.find(({ id }) => !walk.had.has(id));
  const last = latest(walk);
  return {
    state: walk.state,
    zone: walk.zone,
    hour: walk.hour,
    weekdays: walk.weekdays,
    nextSlotAt: walk.nextSlotAt,
    waiting: walk.waiting,
    nextLessonId: next?.id ?? null,
    nextWaitDays: next?.waitDays ?? null,
    lastLocalDate: last?.localDate ?? null,
    lastSlot: last?.slot ?? null,
    lastHandedOverAt: last?.handedOverAt ?? null,
    lastKeepsTwelveHours: last?.keepsTwelveHours ?? false,
    hasCompletion: walk.hasCompletion,
    hasOpenLetter: walk.open !== null,
    suppressed: walk.suppressed,
  };
}

/** The latest counted lesson, an open one included: that with the greatest slot, with the greatest local date of all. */
function latest({ last, open }: GroupWalk): LastLesson | null {
  if (!open || open.lessonId === null) return last;
  if (!last) return open;
  const later = open.slot >= last.slot ? open : last;
  const localDate = open.localDate > last.localDate ? open.localDate : last.localDate;
  return { ...later, localDate };
}

/** The walk once its open letter has left at an instant: it has no next slot yet. */
export function settled(walk: GroupWalk, letter: OpenLetter, at: Date): GroupWalk {
  const left = { ...walk, open: { ...letter, handedOverAt: at } };
  const heldDate = walk.heldDate !== null && walk.heldDate > letter.localDate ? walk.heldDate : letter.localDate;
  return { ...left, last: latest(left), heldDate, open: null, nextSlotAt: null };
}
