import type { PublishAnswers, RevisionStep } from '../courses/publish-effects.js';
import { addDays, type LocalDate, localDateOf, startOfDate } from '../schedule/wall-time.js';
import type { GroupWalk } from './group-walk.js';
import { publishedWalk, type WalkEffect } from './published-walk.js';
import { type ComingLetter, walkForward } from './walk-forward.js';
import type { WalkGroup } from './walk-groups.reader.js';

export const daysShown = 7;

/** One place where people stand, and what a publish makes of them. */
export interface GroupImpact {
  people: number;
  example: WalkGroup['example'];
  walk: GroupWalk;
  published: GroupWalk;
  effects: readonly WalkEffect[];
  /** Letters of the days shown, as things are, and after the publish. */
  before: readonly ComingLetter[];
  after: readonly ComingLetter[];
  /** How many days from now the first letter lies that is another one, or comes at another time; null: none of those shown. */
  differsIn: number | null;
}

/** Letters that leave on a date of the course's own zone. */
export interface DayOfLetters {
  date: LocalDate;
  before: number;
  after: number;
}

export interface CourseImpact {
  groups: GroupImpact[];
  days: DayOfLetters[];
  /** People under each effect. */
  effects: Record<WalkEffect, number>;
}

/**
 * What a publish at `now` would do to everybody: each place is walked forward twice, as things are and as they would be.
 * People who join in the meantime are not among them. Pure; the cost is the number of places, not of people.
 */
export function courseImpact(
  groups: readonly WalkGroup[],
  step: RevisionStep,
  answers: PublishAnswers,
  now: Date,
): CourseImpact {
  const { zone } = step.before.settings;
  const today = localDateOf(now, zone);
  const until = startOfDate(zone, addDays(today, daysShown));
  const days = Array.from({ length: daysShown }, (_, index) => ({ date: addDays(today, index), before: 0, after: 0 }));
  const byDate = new Map(days.map((day) => [day.date, day]));
  const effects: CourseImpact['effects'] = { skips: 0, withdrawn: 0, reopened: 0, woken: 0, waits: 0, moved: 0 };

  const impacts = groups.map(({ people, walk, example }): GroupImpact => {
    const published = publishedWalk(walk, step, answers, now);
    const before = walkForward(walk, step.before, now, until);
    const after = walkForward(published.walk, step.after, now, until);
    for (const effect of published.effects) effects[effect] += people;
    for (const { at } of before) (byDate.get(localDateOf(at, zone)) ?? { before: 0 }).before += people;
    for (const { at } of after) (byDate.get(localDateOf(at, zone)) ?? { after: 0 }).after += people;
    const differsIn = firstDifference(before, after, now);
    return { people, example, walk, published: published.walk, effects: published.effects, before, after, differsIn };
  });
  return { groups: impacts, days, effects };
}

function firstDifference(before: readonly ComingLetter[], after: readonly ComingLetter[], now: Date): number | null {
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    const [was, is] = [before[index], after[index]];
    if (was && is && was.lessonId === is.lessonId && was.at.getTime() === is.at.getTime()) continue;
    const first = Math.min(...[was, is].flatMap((letter) => letter?.at.getTime() ?? []));
    return Math.floor((first - now.getTime()) / 86_400_000);
  }
  return null;
}

/** Five places that tell most: the soonest differences first, each of another kind, then where most people stand. */
export function tellingPlaces(groups: readonly GroupImpact[], most = 5): GroupImpact[] {
  const ranked = groups
    .filter(({ before, after }) => before.length > 0 || after.length > 0)
    .sort((a, b) => (a.differsIn ?? 99) - (b.differsIn ?? 99) || b.people - a.people);
  const chosen: GroupImpact[] = [];
  for (const kindOf of [kindOfDifference, (group: GroupImpact) => `${group.walk.had.size}`, () => null]) {
    const seen = new Set(chosen.map(kindOf));
    for (const group of ranked) {
      if (chosen.length >= most) break;
      const kind = kindOf(group);
      if (chosen.includes(group) || (kind !== null && seen.has(kind))) continue;
      seen.add(kind);
      chosen.push(group);
    }
  }
  return chosen.sort((a, b) => ranked.indexOf(a) - ranked.indexOf(b));
}

/** What happens to a walk, and what comes first of it: two groups of one kind tell the same story. */
function kindOfDifference({ effects, differsIn, before, after }: GroupImpact): string {
  const first = (letters: readonly ComingLetter[]) => letters[0]?.lessonId ?? 'none';
  return differsIn === null ? 'same' : [...effects, first(before), first(after)].join(' ');
}

/** How many people a difference between two revisions concerns; null: none who is here already. */
export function peopleTouched(
  groups: readonly GroupImpact[],
  change: { kind: string; lessonId: string | null; setting?: string | undefined },
): number | null {
  const open = ({ state }: GroupWalk) => state === 'active' || state === 'paused';
  const { kind, lessonId, setting } = change;
  if (lessonId !== null) {
    const lacks = (walk: GroupWalk) => open(walk) && !walk.had.has(lessonId);
    const loses = (walk: GroupWalk) =>
      lacks(walk) || (open(walk) && walk.open?.withdrawable === true && walk.open.lessonId === lessonId);
    return sumOf(groups, kind === 'removed' ? ({ walk }) => loses(walk) : ({ published }) => lacks(published));
  }
  const everybody =
    kind === 'letter' || ['weekdays', 'skip_dates', 'late_limit_hours', 'starts_on'].includes(setting ?? '');
  return everybody ? sumOf(groups, ({ walk }) => open(walk)) : null;
}

export function sumOf(groups: readonly GroupImpact[], which: (group: GroupImpact) => boolean): number {
  return groups.reduce((sum, group) => sum + (which(group) ? group.people : 0), 0);
}
