import { doneBlockLetter, marksBlock, progressStrip } from './fragments.js';
import { fillSegments, mergeFields, mergeValues, type LetterTemplate, type LetterValues } from './letter-template.js';
import { textValue, urlValue } from './letter-value.js';
import {
  alreadyInTemplate,
  broadcastTemplate,
  completionTemplate,
  confirmationTemplate,
  lessonTemplate,
  noticeTemplate,
  type LetterBroadcast,
  type LetterCourse,
  type LetterLesson,
  type LetterLook,
} from './templates.js';

/** A letter as one made-up reader would get it: for the gallery, for judging, for looking. */
export interface SampleLetter {
  /** File name without ending: `lesson-03`, `confirmation`, … */
  name: string;
  subject: string;
  html: string;
  text: string;
}

/** Every letter of a course, filled for Sam, who has marked most days. Links go nowhere. */
export async function sampleLetters(course: LetterCourse, look: LetterLook): Promise<SampleLetter[]> {
  const of = course.lessons.length;
  const links = sampleLinks(look);
  const letters: SampleLetter[] = [filled('confirmation', await confirmationTemplate(course, look), links)];
  for (const [index, lesson] of course.lessons.entries()) {
    letters.push(await sampleLesson(course, lesson, { day: index + 1, of }, look));
  }
  letters.push(await sampleCompletion(course, look));
  letters.push(filled('already-in', await alreadyInTemplate(course, look), links));
  for (const kind of ['download', 'forget', 'change-address', 'new-address', 'manage-link'] as const) {
    letters.push(filled(`notice-${kind}`, await noticeTemplate(kind, look), links));
  }
  for (const kind of ['team-invitation', 'team-reset', 'team-password-changed'] as const) {
    letters.push(filled(`notice-${kind}`, await noticeTemplate(kind, look), links));
  }
  return letters;
}

/** One lesson, which need not be in the course. Throws where its words have faults. */
export async function sampleLesson(
  course: LetterCourse,
  lesson: LetterLesson,
  { day, of }: { day: number; of: number },
  look: LetterLook,
): Promise<SampleLetter> {
  const links = sampleLinks(look);
  const done = Array.from({ length: day - 1 }, (_, place) => place % 5 !== 3);
  return filled(`lesson-${String(day).padStart(2, '0')}`, await lessonTemplate(course, lesson, look), {
    ...links,
    day: textValue(String(day)),
    of: textValue(String(of)),
    strip: progressStrip({ day, of, done }),
    done_block: doneBlockLetter(samplePage(look, 'done').text),
  });
}

/** The letter at the end. Throws where its words have faults. */
export async function sampleCompletion(course: LetterCourse, look: LetterLook): Promise<SampleLetter> {
  const of = course.lessons.length;
  const marks = marksBlock({ done: Math.max(of - 2, 0), of, streak: Math.ceil(of / 2) });
  return filled('completion', await completionTemplate(course, look), { ...sampleLinks(look), marks });
}

/** An issue. Throws where its words have faults. */
export async function sampleBroadcast(broadcast: LetterBroadcast, look: LetterLook): Promise<SampleLetter> {
  return filled(`broadcast-${broadcast.template}`, await broadcastTemplate(broadcast, look), sampleLinks(look));
}

const samplePage = (look: LetterLook, path: string) => urlValue(`${look.publicUrl}/${path}/sample`);

function sampleLinks(look: LetterLook): LetterValues {
  return {
    email: textValue('sam@example.com'),
    confirm_url: samplePage(look, 'confirm'),
    view_url: samplePage(look, 'lessons'),
    manage_url: samplePage(look, 'manage'),
    unsubscribe_url: samplePage(look, 'unsubscribe'),
    restart_url: samplePage(look, 'manage'),
    action_url: samplePage(look, 'manage'),
  };
}

function filled(name: string, template: LetterTemplate, links: LetterValues): SampleLetter {
  const values = { ...links, ...mergeValues(mergeFields(template), { first_name: 'Sam' }) };
  return {
    name,
    subject: fillSegments(template.subject, values, 'text'),
    html: fillSegments(template.html, values, 'html'),
    text: fillSegments(template.text, values, 'text'),
  };
}
