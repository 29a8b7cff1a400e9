import { ActionButton } from './_parts/action-button.js';
import { Footer, footerText } from './_parts/footer.js';
import { Frame } from './_parts/frame.js';
import { SmallPrint, Title, Words } from './_parts/words.js';
import { TopLine } from './_parts/top-line.js';
import { paragraphs, underlined } from './_parts/wrapped-text.js';

export interface AlreadyInLetterProps {
  course: string;
  manageUrl: string;
  postalAddress: string;
}

const subject = 'You are in already';
const preheader = 'Nothing changed. Here is your own page, if you were looking for it.';

/** The answer to a sign-up from someone who is in the course. */
export default function AlreadyInLetter({ course, manageUrl, postalAddress }: AlreadyInLetterProps) {
  return (
    <Frame
      subject={subject}
      preheader={preheader}
      top={<TopLine name={course} />}
      footer={<Footer postalAddress={postalAddress} why={why} />}
    >
      <Title>You are in already</Title>
      <Words>{stands(course)}</Words>
      <Words>{`${canDo}.`}</Words>
      <div style={{ margin: '28px 0 32px' }}>
        <ActionButton href={manageUrl}>Open my page</ActionButton>
      </div>
      <SmallPrint>If this wasn’t you, do nothing. Everything stays as it is.</SmallPrint>
    </Frame>
  );
}

export function AlreadyInLetterText({ course, manageUrl, postalAddress }: AlreadyInLetterProps): string {
  return `${paragraphs(
    underlined(subject),
    stands(course),
    `${canDo}:`,
    manageUrl,
    'If this wasn’t you, do nothing. Everything stays as it is.',
    footerText({ postalAddress, why }),
  )}\n`;
}

function stands(course: string): string {
  return `Somebody, perhaps you, signed up for “${course}” with this address. You are in that course already, so nothing changed.`;
}

const canDo = 'On your own page you can change the hour, take a break, or read every lesson you have had';

const why = 'You get this letter because your address was entered on our sign-up page.';

AlreadyInLetter.subject = subject;
AlreadyInLetter.preheader = preheader;
AlreadyInLetter.PreviewProps = {
  course: 'Strong Glutes: two weeks for runners',
  manageUrl: 'https://example.com/manage/sample',
  postalAddress: '12 Harbour Street, Leeds, LS1 4AB, United Kingdom',
} satisfies AlreadyInLetterProps;
