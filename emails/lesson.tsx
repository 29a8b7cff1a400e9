import type { ReactNode } from 'react';
import { Text } from 'react-email';
import type { LessonDocument } from '../src/rendering/lesson-document.js';
import type { Merge } from '../src/rendering/merge-text.js';
import { light } from './_parts/colors.js';
import { DoneLetter } from './_parts/done-block.js';
import { Footer, footerText } from './_parts/footer.js';
import { Frame } from './_parts/frame.js';
import { LessonBody } from './_parts/lesson-body.js';
import type { LetterPicture } from './_parts/picture.js';
import { ProgressStrip } from './_parts/progress-strip.js';
import { sampleDocument, sampleFooter, samplePicture } from './_parts/sample.js';
import { small } from './_parts/styles.js';
import { Title } from './_parts/words.js';
import { TopLine } from './_parts/top-line.js';

export interface LessonLetterProps {
  course: string;
  /** Whole subject line, "Day 3 of 14 · …", and the lesson's own title in it. */
  subject: string;
  title: string;
  preheader: string;
  author: string;
  /** How long it takes; null: not said. */
  minutes: number | null;
  document: LessonDocument;
  merge: Merge;
  pictures: (path: string) => LetterPicture;
  strip: ReactNode;
  doneBlock: ReactNode;
  viewUrl: string;
  manageUrl: string;
  unsubscribeUrl: string;
  postalAddress: string;
}

/** One lesson of a course. */
export default function LessonLetter(props: LessonLetterProps) {
  return (
    <Frame
      subject={props.subject}
      preheader={props.preheader}
      top={<TopLine name={props.course} />}
      footer={<Footer {...props} why={why(props)} />}
    >
      {props.strip}
      <Title>{props.title}</Title>
      <Text className="c-muted" style={{ ...small, color: light.muted, margin: '0 0 24px' }}>
        {byline(props)}
      </Text>
      <LessonBody document={props.document} merge={props.merge} pictures={props.pictures} />
      {props.doneBlock}
    </Frame>
  );
}

type TextProps = Pick<
  LessonLetterProps,
  'course' | 'author' | 'minutes' | 'viewUrl' | 'manageUrl' | 'unsubscribeUrl' | 'postalAddress'
>;

/** `title` comes with its underline, `body` as plain text; `strip` and `doneBlock` are their text sides. */
export function LessonLetterText(
  props: TextProps & { strip: string; title: string; body: string; doneBlock: string },
): string {
  const { course, strip, title, body, doneBlock } = props;
  const letter = [course, strip, '', title, byline(props), '', body, '', doneBlock];
  return `${letter.join('\n')}\n\n${footerText({ ...props, why: why(props) })}\n`;
}

function byline({ author, minutes }: Pick<LessonLetterProps, 'author' | 'minutes'>): string {
  return minutes === null ? `by ${author}` : `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} · by ${author}`;
}

function why({ course, author }: Pick<LessonLetterProps, 'course' | 'author'>): string {
  return `You get this letter because you asked for the course “${course}” by ${author}.`;
}

LessonLetter.PreviewProps = {
  ...sampleFooter,
  subject: 'Day 3 of 14 · Wake them up',
  title: 'Wake them up',
  preheader: 'Two quiet exercises that remind the side of your hip what it is for.',
  author: 'Maren Holt',
  minutes: 5,
  document: sampleDocument,
  merge: () => 'Sam',
  pictures: samplePicture,
  strip: <ProgressStrip day={3} of={14} done={[true, true]} />,
  doneBlock: <DoneLetter url="https://example.com/done" />,
  viewUrl: 'https://example.com/lessons/sample',
} satisfies LessonLetterProps;
