import type { PublishAnswers, RevisionStep, TouchedEnrollments } from '../courses/publish-effects.js';
import { sumOf } from './course-impact.js';
import type { GroupWalk } from './group-walk.js';
import { passedBy } from './published-walk.js';
import type { WalkGroup } from './walk-groups.js';

const isOpen = ({ state }: GroupWalk) => state === 'active' || state === 'paused';

/** Walks that hang on each answer: PublishEffects.count told for groups; a test compares. Pure. */
export function touchedOf(
  groups: readonly WalkGroup[],
  step: RevisionStep,
  answers: PublishAnswers,
): TouchedEnrollments {
  const { settings, lessons } = step.after;
  const closing = step.before.settings.moreComing && !settings.moreComing;
  const mayEnd = !settings.moreComing && (step.removed.length > 0 || closing);
  const furthest = ({ had }: GroupWalk) => lessons.findLastIndex(({ id }) => had.has(id));
  const isPast = (walk: GroupWalk) => passedBy(walk, step).length > 0;
  const liesBefore = (walk: GroupWalk) =>
    lessons.some(({ id }, index) => index > furthest(walk) && step.arrived.includes(id));
  const owesNothing = (walk: GroupWalk) => {
    const skipped = answers.inserted === 'newcomers' ? passedBy(walk, step) : [];
    return lessons.every(({ id }) => walk.had.has(id) || skipped.includes(id));
  };
  return {
    inserted: sumOf(groups, ({ walk }) => (walk.state !== 'finished' || answers.finishers === 'offer') && isPast(walk)),
    finishers: sumOf(groups, ({ walk }) => walk.mayReopen && liesBefore(walk)),
    end: mayEnd
      ? sumOf(groups, ({ walk }) => isOpen(walk) && (walk.waiting ? closing : loses(walk, step)) && owesNothing(walk))
      : 0,
  };
}

/** A removed lesson was still owed, or planned and not yet on its way. */
function loses({ had, open }: GroupWalk, step: RevisionStep): boolean {
  return step.removed.some((id) => !had.has(id) || (open?.withdrawable === true && open.lessonId === id));
}

/** How many people a difference between two revisions concerns; null: none who is here already. */
export function peopleConcerned(
  groups: readonly WalkGroup[],
  change: { kind: string; lessonId: string | null; setting?: string | undefined },
  step: RevisionStep,
  answers: PublishAnswers,
): number | null {
  const { kind, lessonId, setting } = change;
  if (lessonId !== null)
    return kind === 'removed'
      ? sumOf(groups, ({ walk }) => isOpen(walk) && loses(walk, { ...step, removed: [lessonId] }))
      : sumOf(groups, ({ walk }) => getsOne(walk, lessonId, step, answers));
  const everybody =
    kind === 'letter' || ['weekdays', 'skip_dates', 'late_limit_hours', 'starts_on'].includes(setting ?? '');
  return everybody ? sumOf(groups, ({ walk }) => isOpen(walk)) : null;
}

/** Whether a walk is owed a lesson once this is published. */
function getsOne(walk: GroupWalk, lessonId: string, step: RevisionStep, answers: PublishAnswers): boolean {
  const skipped = answers.inserted === 'newcomers' ? passedBy(walk, step) : [];
  const lacks = (id: string) => !walk.had.has(id) && !skipped.includes(id);
  const reopened = answers.finishers === 'offer' && walk.mayReopen && step.arrived.some(lacks);
  return (isOpen(walk) || reopened) && lacks(lessonId);
}

export function readersOf(groups: readonly WalkGroup[]): number {
  return sumOf(groups, ({ walk }) => isOpen(walk));
}
