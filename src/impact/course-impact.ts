import type { PublishAnswers, RevisionStep } from '../courses/publish-effects.js';
import { addDays, type LocalDate, localDateOf, startOfDate } from '../schedule/wall-time.js';
import type { GroupWalk } from './group-walk.js';
import { publishedWalk, type WalkEffect } from './published-walk.js';
import { type ComingLetter, walkForward } from './walk-forward.js';
import type { WalkGroup } from './walk-groups.js';

export const daysShown = 7;

/** One place where people stand, and what a publish makes of them. */
export interface GroupImpact {
  people: number;
  examples: WalkGroup['examples'];
  walk: GroupWalk;
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

const groupsAtOnce = 50;

/** What a publish at `now` with these answers would do to everybody: each place is walked forward as things are and as they
 * would be. People who join in the meantime are not among them. The cost is the number of places, not of people; now and
 * then it lets others have the processor, letters that are being sent above all.
 */
export async function courseImpact(
  groups: readonly WalkGroup[],
  step: RevisionStep,
  answers: PublishAnswers,
  now: Date,
): Promise<CourseImpact> {
  const { zone } = step.before.settings;
  const today = localDateOf(now, zone);
  const until = startOfDate(zone, addDays(today, daysShown));
  const days = Array.from({ length: daysShown }, (_, index) => ({ date: addDays(today, index), before: 0, after: 0 }));
  const byDate = new Map(days.map((day) => [day.date, day]));
  const effects: CourseImpact['effects'] = { skips: 0, withdrawn: 0, reopened: 0, woken: 0, waits: 0, moved: 0 };
  const impacts: GroupImpact[] = [];
  for (const { people, walk, examples } of groups) {
    const published = publishedWalk(walk, step, answers, now);
    const before = walkForward(walk, step.before, now, until);
    const after = walkForward(published.walk, step.after, now, until);
    for (const effect of published.effects) effects[effect] += people;
    for (const { at } of before) (byDate.get(localDateOf(at, zone)) ?? { before: 0 }).before += people;
    for (const { at } of after) (byDate.get(localDateOf(at, zone)) ?? { after: 0 }).after += people;
    const differsIn = firstDifference(before, after, now);
    impacts.push({ people, examples, walk, effects: published.effects, before, after, differsIn });
    if (impacts.length % groupsAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
  }
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

export function sumOf<T extends { people: number }>(groups: readonly T[], which: (group: T) => boolean): number {
  return groups.reduce((sum, group) => sum + (which(group) ? group.people : 0), 0);
}
