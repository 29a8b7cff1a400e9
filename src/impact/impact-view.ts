import type { CourseChange } from '../courses/course-changes.js';
import type { NextRevision } from '../courses/next-revision.reader.js';
import type { PublishChoice } from '../courses/publish-choices.js';
import type { PublishAnswers } from '../courses/publish-effects.js';
import { maskAddress, maskAddressesIn } from '../mail/address.js';
import { localDateOf } from '../schedule/wall-time.js';
import { type CourseImpact, type GroupImpact, peopleTouched, sumOf } from './course-impact.js';
import type { ExamplePerson } from './example-people.reader.js';
import type { ImpactView } from './impact.schema.js';
import type { ComingLetter } from './walk-forward.js';

export interface ImpactFacts {
  next: NextRevision;
  /** Null: nobody is touched. */
  impact: CourseImpact | null;
  choices: readonly PublishChoice[];
  answers: PublishAnswers;
  places: readonly GroupImpact[];
  people: ReadonlyMap<string, ExamplePerson>;
  showAddresses: boolean;
}

const noEffects: ImpactView['effects'] = { skips: 0, withdrawn: 0, reopened: 0, woken: 0, waits: 0, moved: 0 };

/** The impact as the publish page reads it. Pure. */
export function impactViewOf(facts: ImpactFacts, now: Date): ImpactView {
  const { next, impact, choices, answers } = facts;
  const groups = impact?.groups ?? [];
  const differing = (days: number) => sumOf(groups, ({ differsIn }) => differsIn !== null && differsIn < days);
  const titles = subjects(next);
  return {
    version: next.version,
    revision: next.before?.revisionNumber ?? null,
    changes: next.changes.list.map((change) => changeView(change, next, titles, groups)),
    choices: choices.map((choice) => ({
      ...choice,
      answers: [...choice.answers],
      lessons: choice.lessons.map((key) => titles.get(key) ?? key),
      answer: answers[choice.option] ?? null,
    })),
    readers: sumOf(groups, ({ walk: { state } }) => state === 'active' || state === 'paused'),
    touched: { today: differing(1), tomorrow: differing(2), week: differing(99) },
    effects: impact?.effects ?? noEffects,
    people: facts.places.flatMap((place) => personView(place, facts, now)),
    days: impact?.days ?? [],
    zone: (next.before ?? next.after).settings.zone,
  };
}

/** Lesson key → subject, the draft's own where it has the lesson. */
function subjects({ before, after }: NextRevision): Map<string, string> {
  return new Map([...(before?.lessons ?? []), ...after.lessons].map(({ key, subject }) => [key, subject]));
}

function changeView(
  { kind, lesson, setting, what }: CourseChange,
  { step, before, after }: NextRevision,
  titles: ReadonlyMap<string, string>,
  groups: readonly GroupImpact[],
): ImpactView['changes'][number] {
  const index = after.lessons.findIndex(({ key }) => key === lesson);
  const lessonId = step?.after.lessons[index]?.id ?? before?.lessons.find(({ key }) => key === lesson)?.id ?? null;
  const general = kind === 'settings' ? 'Course settings' : kind === 'letter' ? 'Completion letter' : 'The course';
  return {
    kind,
    lesson,
    about: lesson === null ? general : (titles.get(lesson) ?? lesson),
    what,
    people: step ? peopleTouched(groups, { kind, lessonId, setting }) : null,
  };
}

function personView(place: GroupImpact, facts: ImpactFacts, now: Date): ImpactView['people'] {
  const { next, people, showAddresses } = facts;
  const person = people.get(place.example.subscriberId);
  const { step, before } = next;
  if (!person || !step || !before) return [];
  const was = new Map<string | null, { key: string; subject: string }>(
    before.lessons.map((lesson) => [lesson.id, lesson]),
  );
  const is = new Map<string | null, { key: string; subject: string }>(
    next.after.lessons.map((lesson, index) => [step.after.lessons[index]?.id ?? null, lesson]),
  );
  const view = (lessons: typeof was, completion: string) => (letter: ComingLetter) => ({
    lesson: lessons.get(letter.lessonId)?.key ?? null,
    subject: lessons.get(letter.lessonId)?.subject ?? completion,
    localDate: letter.localDate,
    at: letter.at.toISOString(),
  });
  const { state, zone, had } = place.walk;
  return [
    {
      subscriberId: person.subscriberId,
      firstName: showAddresses ? person.firstName : maskAddressesIn(person.firstName ?? '') || null,
      email: showAddresses ? person.email : maskAddress(person.email),
      zone,
      state,
      had: before.lessons.filter(({ id }) => had.has(id)).length,
      alike: place.people,
      today: localDateOf(now, zone),
      before: place.before.map(view(was, before.settings.completion.subject)),
      after: place.after.map(view(is, next.after.settings.completion.subject)),
    },
  ];
}
