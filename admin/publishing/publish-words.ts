import type { ImpactView } from '../../src/impact/impact.schema.js';

type Option = ImpactView['choices'][number]['option'];

type Effects = NonNullable<ImpactView['outcome']>['effects'];

const numbers = new Intl.NumberFormat('en-GB');

/** '1 person', '5,012 people'. */
export function people(count: number): string {
  return `${numbers.format(count)} ${count === 1 ? 'person' : 'people'}`;
}

export function figure(count: number): string {
  return numbers.format(count);
}

/** Questions that only the author can answer, with what each answer means for people. */
export const choiceWords: Record<
  Option,
  { title: (count: number | null) => string; answers: Record<string, [string, string]> }
> = {
  inserted: {
    title: (count) =>
      count === null
        ? 'If people are past the place of a new lesson'
        : `${people(count)} ${count === 1 ? 'is' : 'are'} past the place of a new lesson`,
    answers: {
      next: ['Everyone gets it next', 'Who is past it gets it as the next letter, then goes on where they were.'],
      newcomers: [
        'Only those who have not come that far',
        'Who is past it never gets it. You can still give it to them later, from History.',
      ],
    },
  },
  finishers: {
    title: (count) =>
      `${count === null ? 'If people have' : people(count)} finished this course, and there is something new for them`,
    answers: {
      offer: [
        'Offer it to them',
        'Their course goes on with what is new, at their usual hour. No second closing letter.',
      ],
      leave: ['Leave them alone', 'They stay finished and get nothing.'],
    },
  },
  end: {
    title: (count) =>
      count === null
        ? 'If people reach the end earlier than they expect'
        : `${people(count)} would reach the end earlier than they expect`,
    answers: {
      wait: ['Let them wait', 'They get no closing letter yet, and go on when you publish more lessons.'],
      finish: ['Let them finish', 'They get the closing letter at their next hour, and are done.'],
    },
  },
};

const effectWords: Record<keyof Effects, (count: number) => string> = {
  skips: (count) => `${people(count)} will never get a lesson that is new here.`,
  withdrawn: (count) => `${people(count)} had a letter planned that is taken back; the next one takes its place.`,
  reopened: (count) => `${people(count)} who finished will go on.`,
  woken: (count) => `${people(count)} who waited will go on.`,
  waits: (count) => `${people(count)} will wait for more lessons.`,
  moved: (count) => `For ${people(count)} the next letter comes on another day.`,
};

/** What the publish does beside showing the new lessons, a sentence each. */
export function effectSentences(effects: Effects): string[] {
  return Object.entries(effectWords).flatMap(([name, say]) => {
    const count = effects[name as keyof Effects];
    return count > 0 ? [say(count)] : [];
  });
}

/** A local date, as a calendar has it: Thu 26 Nov. */
export function dateWords(localDate: string): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
    .format(new Date(`${localDate}T00:00:00Z`))
    .replace(',', '');
}

/** The wall time of an instant in a zone: 07:00. */
export function timeWords(at: string, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(new Date(at));
}

/** A subject as a reader without a first name sees it. */
export function plainSubject(subject: string): string {
  return subject.replace(/\{\{\s*\w+\s*\|\s*([^{}|]*?)\s*\}\}/g, '$1');
}

/** The next so many dates, the first included. */
export function datesFrom(first: string, count: number): string[] {
  const start = Date.parse(`${first}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) => new Date(start + index * 86_400_000).toISOString().slice(0, 10));
}
