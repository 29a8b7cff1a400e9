import type { ReactNode } from 'react';
import type { LessonDocument } from '../src/rendering/lesson-document.js';
import type { Merge } from '../src/rendering/merge-text.js';
import { ActionButton } from './_parts/action-button.js';
import { Footer, footerText } from './_parts/footer.js';
import { Frame } from './_parts/frame.js';
import { LessonBody } from './_parts/lesson-body.js';
import { Marks } from './_parts/marks.js';
import type { LetterPicture } from './_parts/picture.js';
import { sampleDocument, sampleFooter, samplePicture } from './_parts/sample.js';
import { TextLink, Title, Words } from './_parts/words.js';
import { TopLine } from './_parts/top-line.js';

export interface CompletionLetterProps {
  course: string;
  author: string;
  /** Also the title. */
  subject: string;
  preheader: string;
  document: LessonDocument;
  merge: Merge;
  pictures: (path: string) => LetterPicture;
  marks: ReactNode;
  restartUrl: string;
  /** Another course to go on with, where the author offers one. */
  next: { words: string; url: string } | null;
  /** The course's own page, to hand on. */
  shareUrl: string;
  manageUrl: string;
  unsubscribeUrl: string;
  postalAddress: string;
}

/** The last letter: what the reader did, what comes next. */
export default function CompletionLetter(props: CompletionLetterProps) {
  return (
    <Frame
      subject={props.subject}
      preheader={props.preheader}
      top={<TopLine name={props.course} />}
      footer={<Footer {...props} manageWords={ownPage} why={why(props)} />}
    >
      <Title>{props.subject}</Title>
      {props.marks}
      <LessonBody document={props.document} merge={props.merge} pictures={props.pictures} />
      {props.next && <Words>{props.next.words}</Words>}
      <div style={{ margin: '32px 0 24px' }}>
        {props.next ? (
          <ActionButton href={props.next.url}>{seeNext}</ActionButton>
        ) : (
          <ActionButton href={props.restartUrl}>Start again</ActionButton>
        )}
      </div>
      {props.next && (
        <Words>
          {'Or take this one once more: '}
          <TextLink href={props.restartUrl}>start again</TextLink>
        </Words>
      )}
      <Words last>
        {'Know somebody who would like it? Send them here: '}
        <TextLink href={props.shareUrl}>{props.course}</TextLink>
      </Words>
    </Frame>
  );
}

type TextProps = Pick<
  CompletionLetterProps,
  'course' | 'author' | 'restartUrl' | 'next' | 'shareUrl' | 'manageUrl' | 'unsubscribeUrl' | 'postalAddress'
>;

/** `title` comes with its underline, `body` as plain text, `marks` is its text side. */
export function CompletionLetterText(props: TextProps & { title: string; marks: string; body: string }): string {
  const { course, title, marks, body, restartUrl, next, shareUrl } = props;
  const offer = next ? [`${next.words}\n${seeNext}:\n${next.url}`] : [];
  const ways = [
    ...offer,
    `Start again:\n${restartUrl}`,
    `Know somebody who would like it? Send them here:\n${shareUrl}`,
  ];
  const letter = [
    `${course}\n\n${title}`,
    marks,
    body,
    ...ways,
    footerText({ ...props, manageWords: ownPage, why: why(props) }),
  ];
  return `${letter.join('\n\n')}\n`;
}

const seeNext = 'See what comes next';
const ownPage = 'Your own page, with every lesson';

function why({ course, author }: Pick<CompletionLetterProps, 'course' | 'author'>): string {
  return `You get this letter because you asked for the course “${course}” by ${author} and have come to its end.`;
}

CompletionLetter.PreviewProps = {
  ...sampleFooter,
  author: 'Maren Holt',
  subject: 'You did it: fourteen lessons, both sides',
  preheader: 'Your plan for the weeks after, in three short days, and when to test again.',
  document: sampleDocument,
  merge: () => 'Sam',
  pictures: samplePicture,
  marks: <Marks done={12} of={14} streak={9} />,
  restartUrl: 'https://example.com/manage/sample#restart',
  next: { words: 'Legs awake? Then give your back two weeks, too.', url: 'https://example.com/manage/sample#next' },
  shareUrl: 'https://example.com/courses/strong-glutes',
} satisfies CompletionLetterProps;
