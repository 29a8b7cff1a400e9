import type { Admin } from '../accounts/admin.js';
import type { CourseChange } from '../courses/course-changes.js';
import type { NextRevision } from '../courses/next-revision.reader.js';
import type { PublishAnswers } from '../courses/publish-effects.js';
import { addressFor, wordsFor } from '../mail/shown-address.js';
import type { ExamplePerson } from './example-people.reader.js';
import {
  caseOf,
  choicesOf,
  type FigureLetter,
  type FigurePerson,
  type ImpactCase,
  lessonIdOf,
  uncountedChoices,
} from './impact-figures.js';
import type { ImpactView } from './impact.schema.js';
import type { PresentFigures } from './reckoning.service.js';

export interface ImpactFacts {
  next: NextRevision;
  present: PresentFigures;
  answers: PublishAnswers;
  people: ReadonlyMap<string, ExamplePerson>;
  admin: Pick<Admin, 'permissions'>;
}

/** The impact as the publish page reads it. Pure. */
export function impactViewOf({ next, present, answers, people, admin }: ImpactFacts): ImpactView {
  const { figures, asOf, underway, overdue } = present;
  const found = figures && caseOf(figures, answers);
  const titles = subjects(next);
  return {
    version: next.version,
    revision: next.before?.revisionNumber ?? null,
    asOf: asOf?.toISOString() ?? null,
    underway,
    overdue,
    changes: next.changes.list.map((change, index) => changeView(change, titles, found?.concerned[index] ?? null)),
    choices: (found ? choicesOf(found, next) : overdue ? uncountedChoices(next) : []).map((choice) => ({
      ...choice,
      answers: [...choice.answers],
      lessons: choice.lessons.map((key) => titles.get(key) ?? key),
      answer: answers[choice.option] ?? null,
    })),
    readers: figures?.readers ?? null,
    outcome: found?.outcome ? outcomeView(found.outcome, next, people, admin) : null,
    zone: (next.before ?? next.after).settings.zone,
  };
}

/** Lesson key → subject, the draft's own where it has the lesson. */
function subjects({ before, after }: NextRevision): Map<string, string> {
  return new Map([...(before?.lessons ?? []), ...after.lessons].map(({ key, subject }) => [key, subject]));
}

function changeView(
  { kind, lesson, what }: CourseChange,
  titles: ReadonlyMap<string, string>,
  people: number | null,
): ImpactView['changes'][number] {
  const general = kind === 'settings' ? 'Course settings' : kind === 'letter' ? 'Completion letter' : 'The course';
  return { kind, lesson, about: lesson === null ? general : (titles.get(lesson) ?? lesson), what, people };
}

function outcomeView(
  outcome: NonNullable<ImpactCase['outcome']>,
  next: NextRevision,
  people: ReadonlyMap<string, ExamplePerson>,
  admin: ImpactFacts['admin'],
): NonNullable<ImpactView['outcome']> {
  const shown = outcome.people.flatMap((place) => {
    const person = people.get(place.subscriberId);
    return person ? [personView(place, person, next, admin)] : [];
  });
  return { ...outcome, people: shown };
}

function personView(place: FigurePerson, person: ExamplePerson, next: NextRevision, admin: ImpactFacts['admin']) {
  const { before, after } = next;
  const { zone, state, alike, today } = place;
  const was = new Map((before?.lessons ?? []).map((lesson) => [lesson.id, lesson]));
  const is = new Map(after.lessons.map((lesson) => [lessonIdOf(lesson.key, next), lesson]));
  const view =
    (lessons: ReadonlyMap<string | null, { key: string; subject: string }>, completion?: string) =>
    ({ lessonId, localDate, at }: FigureLetter) => ({
      lesson: lessons.get(lessonId)?.key ?? null,
      subject: lessons.get(lessonId)?.subject ?? completion ?? '',
      ...{ localDate, at },
    });
  return {
    subscriberId: person.subscriberId,
    firstName: wordsFor(admin, person.firstName),
    email: addressFor(admin, person.email),
    ...{ zone, state, alike, today },
    had: (before?.lessons ?? []).filter(({ id }) => place.had.includes(id)).length,
    before: place.before.map(view(was, before?.settings.completion.subject)),
    after: place.after.map(view(is, after.settings.completion.subject)),
  };
}
