import type { LessonDocument } from '../src/rendering/lesson-document.js';
import type { Merge } from '../src/rendering/merge-text.js';
import { Footer, footerText } from './_parts/footer.js';
import { Frame } from './_parts/frame.js';
import { issueFooter, type IssueFooterProps } from './_parts/issue-footer.js';
import { LessonBody } from './_parts/lesson-body.js';
import { Masthead } from './_parts/masthead.js';
import type { LetterPicture } from './_parts/picture.js';
import { sampleIssue } from './_parts/sample.js';
import { Title } from './_parts/words.js';

export interface BroadcastLetterProps extends IssueFooterProps {
  /** Day of the issue, in words. */
  date: string;
  /** Also the title. */
  subject: string;
  preheader: string;
  document: LessonDocument;
  merge: Merge;
  pictures: (path: string) => LetterPicture;
}

/** An issue of the newsletter, with a masthead. */
export default function BroadcastLetter(props: BroadcastLetterProps) {
  return (
    <Frame
      subject={props.subject}
      preheader={props.preheader}
      top={<Masthead name={props.from} date={props.date} />}
      footer={<Footer {...issueFooter(props)} />}
    >
      <Title>{props.subject}</Title>
      <LessonBody document={props.document} merge={props.merge} pictures={props.pictures} />
    </Frame>
  );
}

export interface BroadcastTextProps extends IssueFooterProps {
  date: string;
  /** With its underline. */
  title: string;
  /** As plain text. */
  body: string;
}

export function BroadcastLetterText({ from, date, title, body, ...rest }: BroadcastTextProps): string {
  return `${[`${from}\n${date}`, title, body, footerText(issueFooter({ from, ...rest }))].join('\n\n')}\n`;
}

BroadcastLetter.PreviewProps = sampleIssue satisfies BroadcastLetterProps;
