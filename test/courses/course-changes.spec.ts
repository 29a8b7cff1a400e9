import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changesBetween } from '../../src/courses/course-changes.js';
import type { CourseDocument } from '../../src/courses/course-document.js';
import { gapWithoutSlot } from '../../src/courses/course-calendar.js';
import { readCourseFiles } from '../../src/courses/course-files.js';
import type { PublishedCourse } from '../../src/courses/course-settings.js';
import { simulatedCourse } from '../../src/courses/simulated-course.js';
import { simulate } from '../../src/schedule/simulate.js';
import { addDays, daysBetween, weekdayBit } from '../../src/schedule/wall-time.js';
import { course } from './course-sample.js';

function documentOf(files: Map<string, Uint8Array>): CourseDocument {
  const reading = readCourseFiles(files);
  if ('faults' in reading) throw new Error(JSON.stringify(reading.faults));
  return reading.course;
}

/** As it would come out of the database. */
function published(document: CourseDocument): PublishedCourse {
  const lessons = document.lessons.map((lesson, index) => ({ ...lesson, id: lesson.key, position: index + 1 }));
  return { ...document, id: '1', revisionId: '1', revisionNumber: 1, lessons };
}

describe('what changed between two revisions', () => {
  const keys = ['a', 'b', 'c', 'd', 'e', 'f'];

  it('is nothing for the same course', () => {
    const same = documentOf(course(keys));
    expect(changesBetween(published(same), same)).toEqual({ list: [], words: [], arrived: [], removed: [], moved: [] });
  });

  it('is one move when one lesson was moved, wherever to', () => {
    fc.assert(
      fc.property(fc.nat({ max: 5 }), fc.nat({ max: 5 }), (from, to) => {
        const next = [...keys];
        const [key = ''] = next.splice(from, 1);
        next.splice(to, 0, key);
        const { words } = changesBetween(published(documentOf(course(keys))), documentOf(course(next)));
        expect(words).toHaveLength(from === to ? 0 : 1);
      }),
    );
  });

  it('names as few moves as possible: all but a longest run in the old order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(keys, { minLength: 6 }), (next) => {
        const longest = (at: number, after: string): number =>
          at === next.length
            ? 0
            : Math.max(longest(at + 1, after), (next[at] ?? '') > after ? 1 + longest(at + 1, next[at] ?? '') : 0);
        const { words } = changesBetween(published(documentOf(course(keys))), documentOf(course(next)));
        expect(words).toHaveLength(keys.length - longest(0, ''));
      }),
    );
  });

  it('says settings in the author’s words, whatever order the database keeps keys in', () => {
    const before = published(documentOf(course(['a'], 'hour: "07:00"\nreply_to: a@example.com')));
    const { page, ...rest } = before.settings;
    const shuffled = { page: Object.fromEntries(Object.entries(page).reverse()) as typeof page, ...rest };
    const after = documentOf(
      course(['a'], 'hour: "18:15"\nweekdays: [mon, fri]\nskip_dates: [2026-12-24]\nmore_coming: true'),
    );
    expect(changesBetween({ ...before, settings: shuffled }, after).words).toEqual([
      'settings: reply_to changed from a@example.com to none',
      'settings: hour changed from 07:00 to 18:15',
      'settings: weekdays changed from mon, tue, wed, thu, fri, sat, sun to mon, fri',
      'settings: skip_dates changed from none to 2026-12-24',
      'settings: more_coming changed from false to true',
    ]);
  });
});

it('a calendar’s gap is found as by walking through every day', () => {
  const dates = fc.array(fc.nat({ max: 480 }), { maxLength: 60 });
  const block = fc.tuple(fc.nat({ max: 60 }), fc.integer({ min: 380, max: 420 }));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 127 }), dates, block, (weekdays, some, [from, length]) => {
      const skip = new Set(
        [...some, ...Array.from({ length }, (_, day) => from + day)].map((day) => addDays('2026-01-01', day)),
      );
      const allowed: string[] = [];
      for (let day = -7; day < 500; day++) {
        const date = addDays('2026-01-01', day);
        if (weekdays & weekdayBit(date) && !skip.has(date)) allowed.push(date);
      }
      // From the first day without a letter to the next day with one.
      const gaps = allowed.slice(1).map((date, index) => {
        let first = addDays(allowed[index] ?? '', 1);
        while (!(weekdays & weekdayBit(first))) first = addDays(first, 1);
        return daysBetween(first, date);
      });
      expect(gapWithoutSlot(weekdays, [...skip]) !== null).toBe(Math.max(0, ...gaps) > 400);
    }),
    { numRuns: 60 },
  );
});

describe('a course to simulate', () => {
  const document = documentOf(
    course(
      ['a', { id: 'b', wait: 2 }],
      'zone: Europe/London\nhour: "01:30"\nweekdays: [sun, mon, tue]\nskip_dates: [2026-03-31]',
    ),
  );

  it('has the course’s own calendar by default', () => {
    const { lessons, calendar } = simulatedCourse(document);
    expect(simulate({ lessons }, calendar, '2026-03-29')).toEqual([
      { day: 1, lesson: 'a', localDate: '2026-03-29', at: '2026-03-29T01:30:00Z' },
      { day: 2, lesson: 'b', localDate: '2026-04-05', at: '2026-04-05T00:30:00Z' },
    ]);
  });

  it('takes a reader’s wishes, and adds skip dates to the course’s', () => {
    const { calendar } = simulatedCourse(document, { zone: 'UTC', hour: 60, weekdays: 3, skipDates: ['2026-04-06'] });
    expect(calendar).toEqual({ zone: 'UTC', hour: 60, weekdays: 3, skipDates: new Set(['2026-03-31', '2026-04-06']) });
    expect(simulatedCourse(document, { weekdays: 4 }).calendar.weekdays).toBe(67);
  });
});
