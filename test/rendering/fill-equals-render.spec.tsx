import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ReactElement } from 'react';
import BroadcastLetter, { BroadcastLetterText } from '../../emails/broadcast.js';
import PlainBroadcastLetter, { PlainBroadcastLetterText } from '../../emails/broadcast-plain.js';
import CompletionLetter, { CompletionLetterText } from '../../emails/completion.js';
import ConfirmationLetter, { ConfirmationLetterText } from '../../emails/confirmation.js';
import LessonLetter, { LessonLetterText } from '../../emails/lesson.js';
import { DoneLetter, doneLetterText } from '../../emails/_parts/done-block.js';
import { Marks, marksText } from '../../emails/_parts/marks.js';
import { ProgressStrip, progressStripText } from '../../emails/_parts/progress-strip.js';
import { doneBlockLetter, marksBlock, progressStrip } from '../../src/rendering/fragments.js';
import { readLesson } from '../../src/rendering/lesson-document.js';
import { lessonText, titleLines } from '../../src/rendering/lesson-text.js';
import {
  fillSegments,
  mergeFields,
  mergeValues,
  renderLetter,
  type LetterTemplate,
  type LetterValues,
} from '../../src/rendering/letter-template.js';
import { textValue, urlValue } from '../../src/rendering/letter-value.js';
import { mergeText, readMergeText, type Merge } from '../../src/rendering/merge-text.js';
import {
  broadcastTemplate,
  completionTemplate,
  confirmationTemplate,
  lessonTemplate,
} from '../../src/rendering/templates.js';
import { anyName } from './hostile-names.js';

/** The words of a field in every kind of place: alone, beside words, in a list, a heading, a link, an exercise. */
const body = `{{ first_name | runner }}

Hello {{ first_name | my "friend" }}, **{{ first_name | runner }}**. ${'Words '.repeat(30)}{{ first_name | runner }}{{ first_name | you }}!

## {{ first_name | runner }}, why

- {{ first_name | runner }} and [{{ first_name | runner }}](https://x.example/?a=1&b=2)

> Slow, {{ first_name | runner }}.

**[Go, {{ first_name | runner }} & "all"](https://x.example/?a=1&b=2)**

\`\`\`exercise
name: For {{ first_name | runner }}
picture: pictures/a.png
alt: A "picture" & more
dose: 2 × {{ first_name | runner }}
cues: ["Lie, {{ first_name | runner }}"]
mistake: "{{ first_name | runner }} <rolls> back"
\`\`\`
`;
const lesson = { subject: 'Up, {{ first_name | runner }}', preheader: 'For {{ first_name | you }}', minutes: 5, body };
const course = {
  slug: 'strong',
  settings: {
    name: `Strong & "steady" <two>`,
    author: { name: "Maren O'Holt" },
    next: { words: 'More, & <better>?' },
    completion: { subject: 'Done, {{ first_name | runner }}', preheader: 'Well, {{ first_name | you }}', body },
  },
  lessons: [lesson, lesson, lesson],
  pictures: new Map([['pictures/a.png', { hash: 'ab12', width: 1040, height: 560 }]]),
};
const look = { postalAddress: '1 Road\nTown & "Co"', publicUrl: 'https://x.example' };
const pictures = () => ({ src: 'https://x.example/pictures/ab12', width: 520, height: 280 });
const document = readLesson(body).document;

const anyUrl = fc
  .webUrl({ withQueryParameters: true, withFragments: true })
  .filter((url) => /^[\x21-\x7e]+$/.test(url));
const anyReader = fc.record({
  name: anyName,
  url: anyUrl,
  day: fc.integer({ min: 1, max: 14 }),
  done: fc.array(fc.boolean(), { maxLength: 14 }),
});

async function expectSame(
  template: LetterTemplate,
  name: string,
  values: LetterValues,
  whole: { subject: string; element: ReactElement; text: string },
) {
  const all = { ...values, ...mergeValues(mergeFields(template), { first_name: name }) };
  expect(fillSegments(template.subject, all, 'text')).toBe(whole.subject);
  expect(fillSegments(template.html, all, 'html')).toBe(await renderLetter(whole.element));
  expect(fillSegments(template.text, all, 'text')).toBe(whole.text);
}

/** As a letter made for one reader alone would say it. */
const mergeFor =
  (name: string): Merge =>
  (_, fallback) =>
    textValue(name).text || fallback;

test('filling a lesson equals rendering it, for any name, links and marks', async () => {
  const template = await lessonTemplate(course, lesson, look);
  await fc.assert(
    fc.asyncProperty(anyReader, async ({ name, url, day, done }) => {
      const merge = mergeFor(name);
      const say = (source: string) => mergeText(readMergeText(source).parts, merge);
      const strip = { day, of: 14, done };
      const shared = {
        course: course.settings.name,
        author: course.settings.author.name,
        minutes: 5,
        viewUrl: url,
        manageUrl: url,
        unsubscribeUrl: url,
        postalAddress: look.postalAddress,
      };
      const subject = `Day ${day} of 14 · ${say(lesson.subject)}`;
      await expectSame(
        template,
        name,
        {
          day: textValue(String(day)),
          of: textValue('14'),
          strip: progressStrip(strip),
          done_block: doneBlockLetter(url),
          view_url: urlValue(url),
          manage_url: urlValue(url),
          unsubscribe_url: urlValue(url),
        },
        {
          subject,
          element: (
            <LessonLetter
              {...shared}
              subject={subject}
              title={say(lesson.subject)}
              preheader={say(lesson.preheader)}
              document={document}
              merge={merge}
              pictures={pictures}
              strip={<ProgressStrip {...strip} />}
              doneBlock={<DoneLetter url={url} />}
            />
          ),
          text: LessonLetterText({
            ...shared,
            strip: progressStripText(strip),
            title: titleLines(readMergeText(lesson.subject).parts, merge, '=').join('\n'),
            body: lessonText(document, merge),
            doneBlock: doneLetterText(url),
          }),
        },
      );
    }),
    { numRuns: 60 },
  );
});

test('filling the completion letter equals rendering it', async () => {
  const template = await completionTemplate(course, look);
  const { completion, name: courseName, author } = course.settings;
  await fc.assert(
    fc.asyncProperty(anyReader, async ({ name, url, day, done }) => {
      const merge = mergeFor(name);
      const say = (source: string) => mergeText(readMergeText(source).parts, merge);
      const marks = { done: done.filter(Boolean).length, of: 14, streak: day };
      const shared = {
        course: courseName,
        author: author.name,
        restartUrl: url,
        next: { words: 'More, & <better>?', url: `${url}#next` },
        shareUrl: 'https://x.example/courses/strong',
        manageUrl: url,
        unsubscribeUrl: url,
        postalAddress: look.postalAddress,
      };
      const value = urlValue(url);
      await expectSame(
        template,
        name,
        { marks: marksBlock(marks), restart_url: value, manage_url: value, unsubscribe_url: value },
        {
          subject: say(completion.subject),
          element: (
            <CompletionLetter
              {...shared}
              subject={say(completion.subject)}
              preheader={say(completion.preheader)}
              document={document}
              merge={merge}
              pictures={pictures}
              marks={<Marks {...marks} />}
            />
          ),
          text: CompletionLetterText({
            ...shared,
            title: titleLines(readMergeText(completion.subject).parts, merge, '=').join('\n'),
            marks: marksText(marks),
            body: lessonText(document, merge),
          }),
        },
      );
    }),
    { numRuns: 30 },
  );
});

test.each([
  ['masthead', BroadcastLetter, BroadcastLetterText],
  ['plain', PlainBroadcastLetter, PlainBroadcastLetterText],
] as const)('filling an issue equals rendering it, with the template %s', async (kind, Letter, LetterText) => {
  const { subject, preheader } = lesson;
  const issue = { template: kind, subject, preheader, body, date: '2026-03-02', course: `Strong & "steady"` };
  const template = await broadcastTemplate({ ...issue, pictures: course.pictures }, { ...look, sender: 'M <O> & "H"' });
  await fc.assert(
    fc.asyncProperty(anyReader, async ({ name, url }) => {
      const merge = mergeFor(name);
      const say = (source: string) => mergeText(readMergeText(source).parts, merge);
      const shared = {
        from: 'M <O> & "H"',
        course: issue.course,
        date: '2 March 2026',
        viewUrl: url,
        manageUrl: url,
        unsubscribeUrl: url,
        postalAddress: look.postalAddress,
      };
      const value = urlValue(url);
      await expectSame(
        template,
        name,
        { view_url: value, manage_url: value, unsubscribe_url: value },
        {
          subject: say(subject),
          element: (
            <Letter
              {...shared}
              subject={say(subject)}
              preheader={say(preheader)}
              document={document}
              merge={merge}
              pictures={pictures}
            />
          ),
          text: LetterText({
            ...shared,
            title: titleLines(readMergeText(subject).parts, merge, '=').join('\n'),
            body: lessonText(document, merge),
          }),
        },
      );
    }),
    { numRuns: 30 },
  );
});

test('filling the confirmation equals rendering it, for any address', async () => {
  const template = await confirmationTemplate(course, look);
  const anyAddress = fc.oneof(
    fc.emailAddress(),
    fc.constantFrom(`"a'<b>&"@x.example`, `${'a'.repeat(64)}@${'b'.repeat(60)}.example`),
  );
  await fc.assert(
    fc.asyncProperty(anyAddress, anyUrl, async (email, url) => {
      const props = {
        to: { course: course.settings.name, lessons: 3 },
        email,
        confirmUrl: url,
        postalAddress: look.postalAddress,
      };
      await expectSame(
        template,
        '',
        { email: textValue(email), confirm_url: urlValue(url) },
        {
          subject: ConfirmationLetter.subjectFor(props.to),
          element: <ConfirmationLetter {...props} />,
          text: ConfirmationLetterText(props),
        },
      );
    }),
    { numRuns: 30 },
  );
});
