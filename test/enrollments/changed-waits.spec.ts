import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CourseSettings } from '../../src/courses/course-settings.js';
import { changedWaits } from '../../src/enrollments/changed-waits.js';
import { completionWait } from '../../src/enrollments/next-step.js';

const settings = {} as CourseSettings;
/** 'a b2 c': lessons in their order, each with its wait where that is not a day. */
const order = (words: string) => {
  const lessons = words.split(' ').map((word, index) => ({
    id: word[0] ?? '',
    position: index + 1,
    waitDays: Number(word[1] ?? 1),
  }));
  return { lessons, settings };
};
const placesOf = (before: string, after: string) =>
  changedWaits({ before: order(before), after: order(after) }).map(({ behind, owed }) => `${behind}>${owed}`);

describe('the next letter has another wait', () => {
  it.each([
    ['nowhere, where a lesson moves among others of the same wait', 'a b c d e2', 'a d b c e2', []],
    ['nowhere, where a lesson goes and all waits are alike', 'a b c', 'a c', []],
    ['nowhere, where only words are others', 'a b2 c', 'a b2 c', []],
    ['where it is owed, of a lesson that waits longer now', 'a b c', 'a b2 c', ['a>b']],
    ['in front of it and behind it, where a lesson of another wait moves', 'a b c d2', 'a d2 b c', ['a>b', 'b>c']],
    ['where the last lesson goes, and the completion letter comes sooner', 'a b3', 'a', ['a>b']],
    ['for who had everything, where one of two days is appended', 'a b', 'a b c2', ['b>null']],
    ['for who has had nothing, where another one of two days begins', 'a b', 'x2 a b', ['null>a', 'a>b', 'b>null']],
  ])('%s', (_, before, after, places) => expect(placesOf(before, after)).toEqual(places)); // prettier-ignore

  it('never elsewhere, whatever a walk has had by then', () => {
    const lessons = fc.uniqueArray(fc.record({ id: fc.constantFrom(...'abcdefg'), waitDays: fc.integer({ min: 1, max: 2 }) }), {
      selector: ({ id }) => id,
    }); // prettier-ignore
    fc.assert(
      fc.property(lessons, lessons, fc.uniqueArray(fc.constantFrom(...'abcdefg')), (before, after, had) => {
        const placed = (some: typeof before) => ({
          lessons: some.map((lesson, index) => ({ ...lesson, position: index + 1 })),
          settings,
        });
        const owedOf = (some: typeof before) => some.find(({ id }) => !had.includes(id));
        const [was, is] = [owedOf(before), owedOf(after)];
        if ((was?.waitDays ?? completionWait) === (is?.waitDays ?? completionWait)) return;
        const behind = before[(was ? before.indexOf(was) : before.length) - 1]?.id ?? null;
        expect(changedWaits({ before: placed(before), after: placed(after) })).toContainEqual({
          behind,
          owed: was?.id ?? null,
        });
      }),
    );
  });
});
