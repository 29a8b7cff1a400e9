import type { NextRevision } from '../courses/next-revision.reader.js';
import { openChoices, type PublishChoice } from '../courses/publish-choices.js';
import { mayEnd, type PublishAnswers, type RevisionStep, type TouchedEnrollments } from '../courses/publish-effects.js';
import { slotsTaken } from '../enrollments/taken-slots.js';
import { localDateOf } from '../schedule/wall-time.js';
import { type CourseImpact, courseImpact, sumOf } from './course-impact.js';
import { tellingPeople, type TellingPerson } from './telling-people.js';
import { peopleConcerned, readersOf, touchedOf } from './touched-groups.js';
import type { ComingLetter } from './walk-forward.js';
import type { WalkGroup } from './walk-groups.js';

/** What publishing a draft would do to people, under every answer that its author may give. JSON, and nobody's name in it. */
export interface ImpactFigures {
  readers: number;
  taken: { people: number; dates: Array<{ date: string; people: number }> };
  cases: ImpactCase[];
}

export interface ImpactCase {
  answers: PublishAnswers;
  /** How many hang on each question; 0: it does not arise. */
  asked: TouchedEnrollments;
  /** For each change, in their order, how many people it concerns; null: only those who join from now on. */
  concerned: Array<number | null>;
  /** Null: a question is open, and nobody can say what will happen. */
  outcome: ImpactOutcome | null;
}

export interface ImpactOutcome {
  touched: { today: number; tomorrow: number; week: number };
  effects: CourseImpact['effects'];
  days: CourseImpact['days'];
  people: FigurePerson[];
}

export interface FigurePerson {
  subscriberId: string;
  zone: string;
  state: string;
  /** Ids of lessons had. */
  had: string[];
  /** How many stand at the very same place. */
  alike: number;
  today: string;
  before: FigureLetter[];
  after: FigureLetter[];
}

export interface FigureLetter {
  lessonId: string | null;
  localDate: string;
  at: string;
}

/** Lessons whose having matters for a step. */
export function lessonsOf(step: RevisionStep): string[] {
  return [...new Set([...step.before.lessons, ...step.after.lessons].map(({ id }) => id))];
}

/** Reckons all cases: at most 27, of which eight have an outcome; nearly always one. */
export async function impactFigures(
  groups: readonly WalkGroup[],
  next: NextRevision,
  step: RevisionStep,
  now: Date,
): Promise<ImpactFigures> {
  const cases: ImpactCase[] = [];
  for (const answers of answersTo(groups, step)) {
    const asked = touchedOf(groups, step, answers);
    const concerned = next.changes.list.map((change) => {
      const { kind, setting } = change;
      return peopleConcerned(groups, { kind, setting, lessonId: lessonIdOf(change.lesson, next) }, step, answers);
    });
    const isAnswered = options.every((option) => asked[option] > 0 === (answers[option] !== undefined));
    cases.push({ answers, asked, concerned, outcome: isAnswered ? await outcomeOf(groups, step, answers, now) : null });
  }
  const slots = groups.flatMap(({ people, walk: { state, zone, weekdays, nextSlotAt } }) =>
    state === 'active' && nextSlotAt ? [{ zone, weekdays, nextSlotAt, people }] : [],
  );
  return { readers: readersOf(groups), taken: slotsTaken(slots, step.after.settings), cases };
}

/** The case that these answers make: answers to questions that do not arise count for nothing. */
export function caseOf(figures: ImpactFigures, answers: PublishAnswers): ImpactCase | undefined {
  const find = (those: PublishAnswers) =>
    figures.cases.find((one) => options.every((option) => one.answers[option] === those[option]));
  const possible = (option: Option) => figures.cases.some((one) => one.answers[option] !== undefined);
  const found = find(only(answers, possible));
  return found && find(only(found.answers, (option) => found.asked[option] > 0));
}

/** Every question that a case raises, answered or not, with the numbers that hold under its answers. */
export function choicesOf({ asked }: ImpactCase, next: NextRevision): PublishChoice[] {
  return openChoices(asked, next.changes, {});
}

/** Every question that a publish may raise, before anybody was counted. */
export function uncountedChoices({ step, changes }: NextRevision): PublishChoice[] {
  if (!step) return [];
  const arrives = step.arrived.length > 0 ? null : 0;
  return openChoices({ inserted: arrives, finishers: arrives, end: mayEnd(step) ? null : 0 }, changes, {});
}

/** The id of a lesson of the draft or of what is published, by its key; null: of neither. */
export function lessonIdOf(key: string | null, { step, before, after }: NextRevision): string | null {
  if (key === null) return null;
  const index = after.lessons.findIndex((lesson) => lesson.key === key);
  return step?.after.lessons[index]?.id ?? before?.lessons.find((lesson) => lesson.key === key)?.id ?? null;
}

type Option = keyof PublishAnswers;
const options = ['inserted', 'finishers', 'end'] as const;

function only(answers: PublishAnswers, which: (option: Option) => boolean): PublishAnswers {
  return Object.fromEntries(options.filter(which).map((option) => [option, answers[option]]));
}

/** All answers, whole and in part, to the questions that may arise. */
function answersTo(groups: readonly WalkGroup[], step: RevisionStep): PublishAnswers[] {
  const most = (['newcomers', undefined] as const).flatMap((inserted) =>
    (['offer', undefined] as const).map((finishers) => touchedOf(groups, step, { inserted, finishers })),
  );
  const may = (option: Option) => most.some((touched) => touched[option] > 0);
  const of = <T>(option: Option, answers: readonly T[]) => [undefined, ...(may(option) ? answers : [])];
  return of('inserted', ['next', 'newcomers'] as const).flatMap((inserted) =>
    of('finishers', ['offer', 'leave'] as const).flatMap((finishers) =>
      of('end', ['wait', 'finish'] as const).map((end) => ({ inserted, finishers, end })),
    ),
  );
}

async function outcomeOf(
  groups: readonly WalkGroup[],
  step: RevisionStep,
  answers: PublishAnswers,
  now: Date,
): Promise<ImpactOutcome> {
  const impact = await courseImpact(groups, step, answers, now);
  const within = (days: number) => sumOf(impact.groups, ({ differsIn }) => differsIn !== null && differsIn < days);
  return {
    touched: { today: within(1), tomorrow: within(2), week: within(99) },
    effects: impact.effects,
    days: impact.days,
    people: tellingPeople(impact.groups).map((person) => figurePerson(person, now)),
  };
}

function figurePerson({ subscriberId, place }: TellingPerson, now: Date): FigurePerson {
  const { zone, state, had } = place.walk;
  const letters = (coming: readonly ComingLetter[]) =>
    coming.map(({ lessonId, localDate, at }) => ({ lessonId, localDate, at: at.toISOString() }));
  return {
    ...{ subscriberId, zone, state, had: [...had], alike: place.people, today: localDateOf(now, zone) },
    before: letters(place.before),
    after: letters(place.after),
  };
}
