import { doneBlockLetter, marksBlock, progressStrip } from './fragments.js';
import { fillSegments, mergeFields, mergeValues, type LetterTemplate, type LetterValues } from './letter-template.js';
import { textValue, urlValue } from './letter-value.js';
import {
  alreadyInTemplate,
  completionTemplate,
  confirmationTemplate,
  lessonTemplate,
  noticeTemplate,
  type LetterCourse,
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
  const page = (path: string) => urlValue(`${look.publicUrl}/${path}/sample`);
  const links: LetterValues = {
    email: textValue('sam@example.com'),
    confirm_url: page('confirm'),
    view_url: page('lessons'),
    manage_url: page('manage'),
    unsubscribe_url: page('unsubscribe'),
    restart_url: page('manage'),
    action_url: page('manage'),
    marks: marksBlock({ done: Math.max(of - 2, 0), of, streak: Math.ceil(of / 2) }),
  };
  const day = (number: number): LetterValues => ({
    ...links,
    day: textValue(String(number)),
    of: textValue(String(of)),
    strip: progressStrip({ day: number, of, done: Array.from({ length: number - 1 }, (_, place) => place % 5 !== 3) }),
    done_block: doneBlockLetter(page('done').text),
  });
  const letters: SampleLetter[] = [filled('confirmation', await confirmationTemplate(course, look), links)];
  for (const [index, lesson] of course.lessons.entries()) {
    const name = `lesson-${String(index + 1).padStart(2, '0')}`;
    letters.push(filled(name, await lessonTemplate(course, lesson, look), day(index + 1)));
  }
  letters.push(filled('completion', await completionTemplate(course, look), links));
  letters.push(filled('already-in', await alreadyInTemplate(course, look), links));
  for (const kind of ['download', 'forget', 'change-address', 'new-address', 'manage-link'] as const) {
    letters.push(filled(`notice-${kind}`, await noticeTemplate(kind, look), links));
  }
  return letters;
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
