import type { RevisionStep } from '../courses/publish-effects.js';
import { completionWait } from './next-step.js';

/** A place in the old order: behind one lesson, owed the next; null: before the first, and owed none any more. */
export interface StandingPlace {
  behind: string | null;
  owed: string | null;
}

/**
 * The places of the old order at which a walk may find its next letter with another wait now: the same lesson with a new wait,
 * or another lesson, whatever the walk has had by then. A walk that stands elsewhere keeps its slot, so only these places need
 * a look; where all waits are alike, and were, there are none. Both orders as they stand. Pure.
 */
export function changedWaits({ before, after }: Pick<RevisionStep, 'before' | 'after'>): StandingPlace[] {
  const [old, now] = [placesOf(before.lessons), placesOf(after.lessons)];
  const [oldEnd, nowEnd] = [before.lessons.length, after.lessons.length];
  return [...before.lessons, null].flatMap((owed, place): StandingPlace[] => {
    const waitWas = owed?.waitDays ?? completionWait;
    const differs = [...after.lessons, null].some((next, nextPlace) => {
      if ((next?.waitDays ?? completionWait) === waitWas) return false;
      // Owed the one before and the other now: neither stands in front of the other in the order in which that one is owed.
      const stillAhead = owed === null ? nowEnd : (now.get(owed.id) ?? nowEnd);
      const wasAhead = next === null ? oldEnd : (old.get(next.id) ?? oldEnd);
      return stillAhead >= nextPlace && wasAhead >= place;
    });
    return differs ? [{ behind: before.lessons[place - 1]?.id ?? null, owed: owed?.id ?? null }] : [];
  });
}

function placesOf(lessons: ReadonlyArray<{ id: string }>): Map<string, number> {
  return new Map(lessons.map(({ id }, place) => [id, place]));
}
