import { Heading } from 'react-email';
import type { BroadcastLetterProps, BroadcastTextProps } from './broadcast.js';
import { light } from './_parts/colors.js';
import { Footer, footerText } from './_parts/footer.js';
import { issueFooter } from './_parts/issue-footer.js';
import { LessonBody } from './_parts/lesson-body.js';
import { PlainFrame } from './_parts/plain-frame.js';
import { sampleIssue } from './_parts/sample.js';
import { body } from './_parts/styles.js';
import { Rule } from './_parts/words.js';

/** An issue that looks typed: its subject in bold, its words, nothing around them. */
export default function PlainBroadcastLetter(props: BroadcastLetterProps) {
  return (
    <PlainFrame subject={props.subject} preheader={props.preheader} footer={<Footer {...issueFooter(props)} />}>
      <Heading
        as="h1"
        className="c-heading"
        style={{ ...body, margin: '0 0 16px', fontWeight: 'bold', color: light.heading }}
      >
        {props.subject}
      </Heading>
      <LessonBody document={props.document} merge={props.merge} pictures={props.pictures} />
      <Rule />
    </PlainFrame>
  );
}

/** No masthead: the mail program says the subject and the date above it. */
export function PlainBroadcastLetterText({ body: words, ...rest }: BroadcastTextProps): string {
  return `${words}\n\n${footerText(issueFooter(rest))}\n`;
}

PlainBroadcastLetter.PreviewProps = sampleIssue satisfies BroadcastLetterProps;
