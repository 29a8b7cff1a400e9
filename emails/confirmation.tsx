import { ActionButton } from './_parts/action-button.js';
import { Footer, footerText } from './_parts/footer.js';
import { Frame } from './_parts/frame.js';
import { SmallPrint, Title, Words } from './_parts/words.js';
import { TopLine } from './_parts/top-line.js';
import { paragraphs, underlined } from './_parts/wrapped-text.js';

export interface ConfirmationLetterProps {
  course: string;
  /** How many lessons there are. */
  lessons: number;
  /** The address that was typed: the only thing from the form that stands here, so that nobody can send words by us. */
  email: string;
  confirmUrl: string;
  postalAddress: string;
}

const subject = 'One click, and your course begins';
const preheader = 'Please confirm that this address is yours. Nothing comes before you do.';

/** Double opt-in: was it you? */
export default function ConfirmationLetter(props: ConfirmationLetterProps) {
  return (
    <Frame
      subject={subject}
      preheader={preheader}
      top={<TopLine name={props.course} />}
      footer={<Footer postalAddress={props.postalAddress} why={why(props.email)} />}
    >
      <Title>Was this you?</Title>
      <Words>{asked(props)}</Words>
      <Words>Say yes, and the course begins.</Words>
      <div style={{ margin: '28px 0 32px' }}>
        <ActionButton href={props.confirmUrl}>Yes, start the course</ActionButton>
      </div>
      <SmallPrint>The button works for 7 days.</SmallPrint>
      <SmallPrint>If this wasn’t you, do nothing: you will get no more letters.</SmallPrint>
    </Frame>
  );
}

export function ConfirmationLetterText(props: ConfirmationLetterProps): string {
  return `${paragraphs(
    underlined('Was this you?'),
    asked(props),
    'Say yes, and the course begins:',
    props.confirmUrl,
    'The link works for 7 days.\nIf this wasn’t you, do nothing: you will get no more letters.',
    // The address alone on its line: no width of it moves a line end.
    footerText({ postalAddress: props.postalAddress, why: why(`\n${props.email}\n`).replace(/ ?\n ?/g, '\n') }),
  )}\n`;
}

function asked({ course, lessons }: ConfirmationLetterProps): string {
  return `Somebody, we hope you, asked for “${course}” at this address: ${lessons} ${lessons === 1 ? 'lesson' : 'lessons'}, one letter at a time.`;
}

function why(email: string): string {
  return `This letter went to ${email} because the address was entered on our sign-up page.`;
}

ConfirmationLetter.subject = subject;
ConfirmationLetter.preheader = preheader;
ConfirmationLetter.PreviewProps = {
  course: 'Strong Glutes: two weeks for runners',
  lessons: 14,
  email: 'sam@example.com',
  confirmUrl: 'https://example.com/confirm/sample',
  postalAddress: '12 Harbour Street, Leeds, LS1 4AB, United Kingdom',
} satisfies ConfirmationLetterProps;
