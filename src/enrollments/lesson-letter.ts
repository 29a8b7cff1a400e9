import { z } from 'zod';
import type { PublishedCourse, PublishedLesson } from '../courses/course-settings.js';
import type { LetterPlace } from '../deliveries/letter-place.js';
import type { CompiledLetter, LetterWriter } from '../deliveries/letter-writer.service.js';
import type { LinkService } from '../links/link.service.js';
import { doneBlockLetter, marksBlock, progressStrip } from '../rendering/fragments.js';
import { type LetterValue, type LetterValues, mergeValues, textValue, urlValue } from '../rendering/letter-template.js';
import { completionTemplate, type LetterLook, lessonTemplate } from '../rendering/templates.js';
import type { Letterhead } from '../settings/house-settings.js';

/** Facts of a lesson's letter, as kept with the row: day n of m, and which lessons before were marked. */
export const lessonFacts = z.object({
  name: z.string().nullable(),
  day: z.number(),
  of: z.number(),
  done: z.array(z.boolean()),
});
export type LessonFacts = z.infer<typeof lessonFacts>;

/** Facts of the completion letter: lessons marked, of all had, and the longest row of marks at the end. */
export const completionFacts = z.object({
  name: z.string().nullable(),
  done: z.number(),
  of: z.number(),
  streak: z.number(),
});
export type CompletionFacts = z.infer<typeof completionFacts>;

/** `letterhead` absent: the present one. */
export function compiledLesson(
  writer: LetterWriter,
  course: PublishedCourse,
  lesson: PublishedLesson,
  letterhead?: Letterhead,
): Promise<CompiledLetter> {
  const render = (look: LetterLook) => lessonTemplate(course, lesson, look);
  return writer.compile(`lesson ${course.revisionId} ${lesson.id}`, render, letterhead);
}

export function compiledCompletion(
  writer: LetterWriter,
  course: PublishedCourse,
  letterhead?: Letterhead,
): Promise<CompiledLetter> {
  const render = (look: LetterLook) => completionTemplate(course, look);
  return writer.compile(`completion ${course.revisionId}`, render, letterhead);
}

/** The values of a lesson's letter. In the browser "I did it" is a form instead of a link: `doneBlock` replaces it. */
export function lessonValues(
  compiled: CompiledLetter,
  facts: LessonFacts,
  place: LetterPlace,
  links: LinkService,
  doneBlock?: LetterValue,
): LetterValues {
  const { subscriberId, deliveryId, origin } = place;
  const lessonUrl = origin + links.lesson(subscriberId, deliveryId);
  return {
    ...mergeValues(compiled.fields, { first_name: facts.name }),
    day: textValue(String(facts.day)),
    of: textValue(String(facts.of)),
    strip: progressStrip({ day: facts.day, of: facts.of, done: facts.done }),
    done_block: doneBlock ?? doneBlockLetter(links.doneAt(lessonUrl)),
    view_url: urlValue(lessonUrl),
    manage_url: urlValue(origin + links.manage(subscriberId)),
    unsubscribe_url: urlValue(place.unsubscribeUrl),
  };
}

export function completionValues(
  compiled: CompiledLetter,
  facts: CompletionFacts,
  place: LetterPlace,
  links: LinkService,
): LetterValues {
  const { subscriberId, origin } = place;
  return {
    ...mergeValues(compiled.fields, { first_name: facts.name }),
    marks: marksBlock({ done: facts.done, of: facts.of, streak: facts.streak }),
    restart_url: urlValue(origin + links.manage(subscriberId)),
    manage_url: urlValue(origin + links.manage(subscriberId)),
    unsubscribe_url: urlValue(place.unsubscribeUrl),
  };
}

/** The row of marks that reaches to the latest lesson; the latest itself may still be open. Pure. */
export function streakOf(done: readonly boolean[]): number {
  const marks = done.at(-1) === false ? done.slice(0, -1) : done;
  const lastMissed = marks.lastIndexOf(false);
  return marks.length - 1 - lastMissed;
}
