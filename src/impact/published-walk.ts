import type { PublishAnswers, RevisionStep } from '../courses/publish-effects.js';
import { completionWait } from '../enrollments/next-step.js';
import { hasDateOf, movedSlot, movesSlots, slotOfWoken } from '../enrollments/publish-slots.js';
import { type GroupWalk, standingOf } from './group-walk.js';

/** What a publish does to one walk beside giving it another slot. */
export type WalkEffect = 'skips' | 'withdrawn' | 'reopened' | 'woken' | 'waits' | 'moved';

export interface PublishedWalk {
  walk: GroupWalk;
  effects: WalkEffect[];
}

/**
 * The walk as a publish at `now` would leave it: PublishEffectsService told for one walk, in the same order, without a
 * database. A test publishes and compares. Pure.
 */
export function publishedWalk(
  before: GroupWalk,
  step: RevisionStep,
  answers: PublishAnswers,
  now: Date,
): PublishedWalk {
  const effects: WalkEffect[] = [];
  const { lessons, settings } = step.after;
  let walk = before;
  const arrivedOwed = () => step.arrived.some((id) => !walk.had.has(id));
  const lessonOwed = () => lessons.some(({ id }) => !walk.had.has(id));

  const passed = answers.inserted === 'newcomers' ? passedBy(walk, step) : [];
  if (passed.length > 0) {
    walk = { ...walk, had: new Set([...walk.had, ...passed]) };
    effects.push('skips');
  }
  if (goesFromLedger(walk, step, arrivedOwed())) {
    walk = withdrawn(walk);
    effects.push('withdrawn');
  }
  if (answers.finishers === 'offer' && walk.mayReopen && arrivedOwed()) {
    walk = { ...walk, state: 'active', waiting: false };
    walk = { ...walk, nextSlotAt: slotOfWoken(standingOf(walk, lessons), settings, now) ?? walk.nextSlotAt };
    effects.push('reopened');
  }
  const open = walk.state === 'active' || walk.state === 'paused';
  const ends = answers.end === 'finish' && !settings.moreComing;
  if (open && walk.waiting && (ends || (step.arrived.length > 0 && lessonOwed()))) {
    walk = { ...walk, waiting: false };
    walk = { ...walk, nextSlotAt: slotOfWoken(standingOf(walk, lessons), settings, now) ?? walk.nextSlotAt };
    effects.push('woken');
  }
  const waits = answers.end === 'wait' && !settings.moreComing;
  if (open && waits && !walk.waiting && losesLesson(walk, step) && !lessonOwed()) {
    walk = { ...walk, waiting: true, nextSlotAt: walk.state === 'active' ? null : walk.nextSlotAt };
    effects.push('waits');
  }
  const slot = otherSlot(walk, step, now);
  if (slot && slot.getTime() !== walk.nextSlotAt?.getTime()) {
    walk = { ...walk, nextSlotAt: slot };
    effects.push('moved');
  }
  return { walk, effects };
}

/** Arrived lessons that the walk lacks and has come past (rule 23). */
export function passedBy(walk: GroupWalk, step: RevisionStep): string[] {
  const furthest = step.after.lessons.findLastIndex(({ id }) => walk.had.has(id));
  return step.after.lessons
    .slice(0, Math.max(furthest, 0))
    .map(({ id }) => id)
    .filter((id) => step.arrived.includes(id) && !walk.had.has(id));
}

/** Its lesson is gone, or it is a completion letter and a new lesson goes first. */
function goesFromLedger({ open }: GroupWalk, step: RevisionStep, arrivedOwed: boolean): boolean {
  if (!open?.withdrawable) return false;
  return open.lessonId === null ? arrivedOwed : step.removed.includes(open.lessonId);
}

function withdrawn(walk: GroupWalk): GroupWalk {
  const { open } = walk;
  if (!open) return walk;
  return {
    ...walk,
    open: null,
    had: new Set([...walk.had].filter((id) => id !== open.lessonId)),
    hasCompletion: walk.hasCompletion && open.lessonId !== null,
    nextSlotAt: walk.state === 'active' ? (walk.nextSlotAt ?? open.slot) : walk.nextSlotAt,
  };
}

function losesLesson(walk: GroupWalk, step: RevisionStep): boolean {
  return step.removed.some((id) => !walk.had.has(id));
}

function otherSlot(walk: GroupWalk, step: RevisionStep, now: Date): Date | undefined {
  const whose = movesSlots(step);
  const open = walk.state === 'active' || walk.state === 'paused';
  if (whose === 'nobody' || !open || walk.nextSlotAt === null || walk.nextSlotAt <= now) return undefined;
  if (whose === 'lost-dates' && hasDateOf(step.after.settings, { ...walk, nextSlotAt: walk.nextSlotAt }))
    return undefined;
  const nextWait = (lessons: RevisionStep['after']['lessons']) =>
    standingOf(walk, lessons).nextWaitDays ?? completionWait;
  if (whose === 'other-waits' && nextWait(step.before.lessons) === nextWait(step.after.lessons)) return undefined;
  return movedSlot(standingOf(walk, step.after.lessons), step, now);
}
