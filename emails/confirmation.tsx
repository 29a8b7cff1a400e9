import { ActionButton } from './_parts/action-button.js';
import { Footer, footerText } from './_parts/footer.js';
import { Frame } from './_parts/frame.js';
import { SmallPrint, Title, Words } from './_parts/words.js';
import { TopLine } from './_parts/top-line.js';
import { paragraphs, underlined } from './_parts/wrapped-text.js';

/** What was asked for: a course of so many lessons, or the newsletter of somebody. */
export type AskedFor = { course: string; lessons: number } | { newsletter: string };

export interface ConfirmationLetterProps {
  to: AskedFor;
  /** The address that was typed: the only thing from the form that stands here, so that nobody can send words by us. */
  email: string;
  confirmUrl: string;
  postalAddress: string;
}

/** Words that differ with what was asked for. */
function wordsFor(to: AskedFor) {
  if ('newsletter' in to)
    return {
      name: to.newsletter,
      subject: 'One click, and the newsletter is yours',
      asked: `Somebody, we hope you, asked for the newsletter of ${to.newsletter} at this address.`,
      sayYes: 'Say yes, and the next issue comes to you',
      button: 'Yes, send me the newsletter',
    };
  const lessons = `${to.lessons} ${to.lessons === 1 ? 'lesson' : 'lessons'}`;
  return {
    name: to.course,
    subject: 'One click, and your course begins',
    asked: `Somebody, we hope you, asked for “${to.course}” at this address: ${lessons}, one letter at a time.`,
    sayYes: 'Say yes, and the course begins',
    button: 'Yes, start the course',
  };
}

const preheader = 'Please confirm that this address is yours. Nothing comes before you do.';

/** Double opt-in: was it you? */
export default function ConfirmationLetter(props: ConfirmationLetterProps) {
  const { name, subject, asked, sayYes, button } = wordsFor(props.to);
  return (
    <Frame
      subject={subject}
      preheader={preheader}
      top={<TopLine name={name} />}
      footer={<Footer postalAddress={props.postalAddress} why={why(props.email)} />}
    >
      <Title>Was this you?</Title>
      <Words>{asked}</Words>
      <Words>{`${sayYes}.`}</Words>
      <div style={{ margin: '28px 0 32px' }}>
        <ActionButton href={props.confirmUrl}>{button}</ActionButton>
      </div>
      <SmallPrint>The button works for 7 days.</SmallPrint>
      <SmallPrint>If this wasn’t you, do nothing: you will get no more letters.</SmallPrint>
    </Frame>
  );
}

export function ConfirmationLetterText(props: ConfirmationLetterProps): string {
  const { asked, sayYes } = wordsFor(props.to);
  return `${paragraphs(
    underlined('Was this you?'),
    asked,
    `${sayYes}:`,
    props.confirmUrl,
    'The link works for 7 days.\nIf this wasn’t you, do nothing: you will get no more letters.',
    // The address alone on its line: no width of it moves a line end.
    footerText({ postalAddress: props.postalAddress, why: why(`\n${props.email}\n`).replace(/ ?\n ?/g, '\n') }),
  )}\n`;
}

function why(email: string): string {
  return `This letter went to ${email} because the address was entered on our sign-up page.`;
}

ConfirmationLetter.subjectFor = (to: AskedFor): string => wordsFor(to).subject;
ConfirmationLetter.PreviewProps = {
  to: { course: 'Strong Glutes: two weeks for runners', lessons: 14 },
  email: 'sam@example.com',
  confirmUrl: 'https://example.com/confirm/sample',
  postalAddress: '12 Harbour Street, Leeds, LS1 4AB, United Kingdom',
} satisfies ConfirmationLetterProps;
