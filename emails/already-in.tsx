import { ActionButton } from './_parts/action-button.js';
import { Footer, footerText } from './_parts/footer.js';
import { Frame } from './_parts/frame.js';
import { SmallPrint, Title, Words } from './_parts/words.js';
import { TopLine } from './_parts/top-line.js';
import { paragraphs, underlined } from './_parts/wrapped-text.js';

export interface AlreadyInLetterProps {
  /** What was asked for once more: a course, or the newsletter of somebody. */
  to: { course: string } | { newsletter: string };
  manageUrl: string;
  postalAddress: string;
}

const subject = 'You are in already';
const preheader = 'Nothing changed. Here is your own page, if you were looking for it.';

/** The answer to a sign-up from someone who is in the course. */
export default function AlreadyInLetter({ to, manageUrl, postalAddress }: AlreadyInLetterProps) {
  return (
    <Frame
      subject={subject}
      preheader={preheader}
      top={<TopLine name={'newsletter' in to ? to.newsletter : to.course} />}
      footer={<Footer postalAddress={postalAddress} why={why} />}
    >
      <Title>You are in already</Title>
      <Words>{stands(to)}</Words>
      <Words>{`${canDo(to)}.`}</Words>
      <div style={{ margin: '28px 0 32px' }}>
        <ActionButton href={manageUrl}>Open my page</ActionButton>
      </div>
      <SmallPrint>If this wasn’t you, do nothing. Everything stays as it is.</SmallPrint>
    </Frame>
  );
}

export function AlreadyInLetterText({ to, manageUrl, postalAddress }: AlreadyInLetterProps): string {
  return `${paragraphs(
    underlined(subject),
    stands(to),
    `${canDo(to)}:`,
    manageUrl,
    'If this wasn’t you, do nothing. Everything stays as it is.',
    footerText({ postalAddress, why }),
  )}\n`;
}

type Props = Pick<AlreadyInLetterProps, 'to'>;

function stands(to: Props['to']): string {
  const somebody = 'Somebody, perhaps you, signed up for';
  return 'newsletter' in to
    ? `${somebody} the newsletter of ${to.newsletter} with this address. You get it already, so nothing changed.`
    : `${somebody} “${to.course}” with this address. You are in that course already, so nothing changed.`;
}

function canDo(to: Props['to']): string {
  return 'newsletter' in to
    ? 'On your own page you can choose what you get'
    : 'On your own page you can change the hour, take a break, or read every lesson you have had';
}

const why = 'You get this letter because your address was entered on our sign-up page.';

AlreadyInLetter.subject = subject;
AlreadyInLetter.PreviewProps = {
  to: { course: 'Strong Glutes: two weeks for runners' },
  manageUrl: 'https://example.com/manage/sample',
  postalAddress: '12 Harbour Street, Leeds, LS1 4AB, United Kingdom',
} satisfies AlreadyInLetterProps;
