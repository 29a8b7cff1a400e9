import AlreadyInLetter, { AlreadyInLetterText } from '../../emails/already-in.js';
import BroadcastLetter, { BroadcastLetterText } from '../../emails/broadcast.js';
import PlainBroadcastLetter, { PlainBroadcastLetterText } from '../../emails/broadcast-plain.js';
import CompletionLetter, { CompletionLetterText } from '../../emails/completion.js';
import ConfirmationLetter, { ConfirmationLetterText } from '../../emails/confirmation.js';
import LessonLetter, { LessonLetterText } from '../../emails/lesson.js';
import NoticeLetter, { NoticeLetterText } from '../../emails/notice.js';
import { noticeWords, type NoticeKind, type TeamNoticeKind } from '../../emails/_parts/notice-words.js';
import { merge, pictureOf, senderName, titleText, understood, words } from './author-words.js';
import { lessonText } from './lesson-text.js';
import { compileLetter, placeholder, type LetterTemplate } from './letter-template.js';

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

/** As much of a broadcast as its letter shows. */
export interface LetterBroadcast {
  readonly template: 'masthead' | 'plain';
  readonly subject: string;
  readonly preheader: string;
  readonly body: string;
  /** Local date of the issue, YYYY-MM-DD: the same for every reader. */
  readonly date: string;
  /** Name of the course whose readers it goes to; null: it goes to the readers of the newsletter. */
  readonly course: string | null;
  readonly pictures: LetterCourse['pictures'];
}

/** What an installation puts on every letter. */
export interface LetterLook {
  /** Who the letters come from, as readers know them; absent: the host of `publicUrl`. */
  sender?: string;
  postalAddress: string;
  /** Origin of links and pictures, without a slash at the end. */
  publicUrl: string;
}

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

/** Values: view_url, manage_url, unsubscribe_url, and merge fields. Throws where its words have faults. */
export async function broadcastTemplate(broadcast: LetterBroadcast, look: LetterLook): Promise<LetterTemplate> {
  const document = understood(broadcast.body, `the issue “${broadcast.subject}”`);
  const [Letter, LetterText] =
    broadcast.template === 'plain'
      ? [PlainBroadcastLetter, PlainBroadcastLetterText]
      : [BroadcastLetter, BroadcastLetterText];
  const shared = {
    from: senderName(look),
    course: broadcast.course,
    date: dateWords.format(new Date(`${broadcast.date}T00:00:00Z`)),
    viewUrl: placeholder('view_url'),
    manageUrl: placeholder('manage_url'),
    unsubscribeUrl: placeholder('unsubscribe_url'),
    postalAddress: look.postalAddress,
  };
  const subject = words(broadcast.subject);
  return compileLetter({
    subject,
    element: (
      <Letter
        {...shared}
        subject={subject}
        preheader={words(broadcast.preheader)}
        document={document}
        merge={merge}
        pictures={pictureOf(broadcast, look)}
      />
    ),
    text: LetterText({ ...shared, title: titleText(broadcast.subject), body: lessonText(document, merge) }),
  });
}

/** Values: confirm_url, email (the address it goes to). `course` null: it asks about the newsletter. */
export async function confirmationTemplate(course: LetterCourse | null, look: LetterLook): Promise<LetterTemplate> {
  const to = course
    ? { course: course.settings.name, lessons: course.lessons.length }
    : { newsletter: senderName(look) };
  const props = {
    to,
    email: placeholder('email'),
    confirmUrl: placeholder('confirm_url'),
    postalAddress: look.postalAddress,
  };
  return compileLetter({
    subject: ConfirmationLetter.subjectFor(to),
    element: <ConfirmationLetter {...props} />,
    text: ConfirmationLetterText(props),
  });
}

/** Values: manage_url. `course` null: it is about the newsletter. */
export async function alreadyInTemplate(course: LetterCourse | null, look: LetterLook): Promise<LetterTemplate> {
  const props = {
    to: course ? { course: course.settings.name } : { newsletter: senderName(look) },
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
    from: senderName(look),
    actionUrl: placeholder('action_url'),
    postalAddress: look.postalAddress,
  };
  return compileLetter({
    subject: noticeWords[kind].subject,
    element: <NoticeLetter {...props} />,
    text: NoticeLetterText(props),
  });
}

const dateWords = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
