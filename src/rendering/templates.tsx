import AlreadyInLetter, { AlreadyInLetterText } from '../../emails/already-in.js';
import CompletionLetter, { CompletionLetterText } from '../../emails/completion.js';
import ConfirmationLetter, { ConfirmationLetterText } from '../../emails/confirmation.js';
import LessonLetter, { LessonLetterText } from '../../emails/lesson.js';
import NoticeLetter, { NoticeLetterText } from '../../emails/notice.js';
import { noticeWords, type NoticeKind, type TeamNoticeKind } from '../../emails/_parts/notice-words.js';
import type { LetterPicture } from '../../emails/_parts/picture.js';
import { readLesson, type LessonDocument } from './lesson-document.js';
import { lessonText, titleLines } from './lesson-text.js';
import { compileLetter, placeholder, type LetterTemplate } from './letter-template.js';
import { mergeText, readMergeText, type Merge } from './merge-text.js';

export type { NoticeKind, TeamNoticeKind } from '../../emails/_parts/notice-words.js';

/** As much of a published course as a letter shows; PublishedCourse of courses/ fits. */
export interface LetterCourse {
  readonly slug: string;
  readonly settings: {
    readonly name: string;
    readonly author: { readonly name: string };
    /** The course offered at the end. */
    readonly next?: { readonly words: string } | null;
    readonly completion: { readonly subject: string; readonly preheader: string; readonly body: string };
  };
  readonly lessons: readonly LetterLesson[];
  /** Path as the Markdown names it → the file's hash and its size in device pixels (pictures are drawn at 2×). */
  readonly pictures: ReadonlyMap<string, { readonly hash: string; readonly width: number; readonly height: number }>;
}

export interface LetterLesson {
  readonly subject: string;
  readonly preheader: string;
  readonly minutes: number | null;
  readonly body: string;
}

/** What an installation puts on every letter. */
export interface LetterLook {
  /** Who the letters come from, as readers know them; absent: the host of `publicUrl`. */
  sender?: string;
  postalAddress: string;
  /** Origin of links and pictures, without a slash at the end. */
  publicUrl: string;
}

const merge: Merge = (field, fallback) => placeholder(`${field}|${fallback}`);
const words = (source: string) => mergeText(readMergeText(source).parts, merge);

/** Values: day, of, strip, done_block, view_url, manage_url, unsubscribe_url, and merge fields. */
export async function lessonTemplate(
  course: LetterCourse,
  lesson: LetterLesson,
  look: LetterLook,
): Promise<LetterTemplate> {
  const { name, author } = course.settings;
  const document = understood(lesson.body, `lesson “${lesson.subject}”`);
  const subject = `Day ${placeholder('day')} of ${placeholder('of')} · ${words(lesson.subject)}`;
  const shared = {
    course: name,
    author: author.name,
    minutes: lesson.minutes,
    viewUrl: placeholder('view_url'),
    manageUrl: placeholder('manage_url'),
    unsubscribeUrl: placeholder('unsubscribe_url'),
    postalAddress: look.postalAddress,
  };
  const strip = placeholder('strip');
  const doneBlock = placeholder('done_block');
  return compileLetter({
    subject,
    element: (
      <LessonLetter
        {...shared}
        subject={subject}
        title={words(lesson.subject)}
        preheader={words(lesson.preheader)}
        document={document}
        merge={merge}
        pictures={pictureOf(course, look)}
        strip={strip}
        doneBlock={doneBlock}
      />
    ),
    text: LessonLetterText({
      ...shared,
      strip,
      doneBlock,
      title: titleText(lesson.subject),
      body: lessonText(document, merge),
    }),
  });
}

/** Values: marks, restart_url, manage_url, unsubscribe_url, and merge fields. */
export async function completionTemplate(course: LetterCourse, look: LetterLook): Promise<LetterTemplate> {
  const { name, author, completion, next } = course.settings;
  const document = understood(completion.body, 'the completion letter');
  const subject = words(completion.subject);
  const shared = {
    course: name,
    author: author.name,
    restartUrl: placeholder('restart_url'),
    next: next ? { words: next.words, url: `${placeholder('manage_url')}#next` } : null,
    shareUrl: `${look.publicUrl}/courses/${course.slug}`,
    manageUrl: placeholder('manage_url'),
    unsubscribeUrl: placeholder('unsubscribe_url'),
    postalAddress: look.postalAddress,
  };
  const marks = placeholder('marks');
  return compileLetter({
    subject,
    element: (
      <CompletionLetter
        {...shared}
        subject={subject}
        preheader={words(completion.preheader)}
        document={document}
        merge={merge}
        pictures={pictureOf(course, look)}
        marks={marks}
      />
    ),
    text: CompletionLetterText({
      ...shared,
      marks,
      title: titleText(completion.subject),
      body: lessonText(document, merge),
    }),
  });
}

/** Values: confirm_url, email (the address it goes to). */
export async function confirmationTemplate(course: LetterCourse, look: LetterLook): Promise<LetterTemplate> {
  const props = {
    course: course.settings.name,
    lessons: course.lessons.length,
    email: placeholder('email'),
    confirmUrl: placeholder('confirm_url'),
    postalAddress: look.postalAddress,
  };
  return compileLetter({
    subject: ConfirmationLetter.subject,
    element: <ConfirmationLetter {...props} />,
    text: ConfirmationLetterText(props),
  });
}

/** Values: manage_url. */
export async function alreadyInTemplate(course: LetterCourse, look: LetterLook): Promise<LetterTemplate> {
  const props = {
    course: course.settings.name,
    manageUrl: placeholder('manage_url'),
    postalAddress: look.postalAddress,
  };
  return compileLetter({
    subject: AlreadyInLetter.subject,
    element: <AlreadyInLetter {...props} />,
    text: AlreadyInLetterText(props),
  });
}

/** Values: action_url. */
export async function noticeTemplate(kind: NoticeKind | TeamNoticeKind, look: LetterLook): Promise<LetterTemplate> {
  const props = {
    kind,
    from: look.sender ?? new URL(look.publicUrl).host,
    actionUrl: placeholder('action_url'),
    postalAddress: look.postalAddress,
  };
  return compileLetter({
    subject: noticeWords[kind].subject,
    element: <NoticeLetter {...props} />,
    text: NoticeLetterText(props),
  });
}

/** Publishing refuses lessons with faults, so one here is our own mistake. */
function understood(markdown: string, which: string): LessonDocument {
  const { document, faults } = readLesson(markdown);
  const [first] = faults;
  if (first) throw new Error(`${which} cannot be rendered: line ${first.line}: ${first.message}`);
  return document;
}

function pictureOf(course: LetterCourse, look: LetterLook): (path: string) => LetterPicture {
  return (path) => {
    const picture = course.pictures.get(path);
    if (!picture) throw new Error(`The course has no picture ${path}`);
    return {
      src: `${look.publicUrl}/pictures/${picture.hash}`,
      width: Math.round(picture.width / 2),
      height: Math.round(picture.height / 2),
    };
  };
}

function titleText(subject: string): string {
  return titleLines(readMergeText(subject).parts, merge, '=').join('\n');
}
