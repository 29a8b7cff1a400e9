import { Section } from 'react-email';
import { paragraphs } from './wrapped-text.js';
import { QuietLink, SmallPrint } from './words.js';

export interface FooterProps {
  /** Why this letter came: whole sentences. */
  why: string;
  /** As on an envelope; line ends may be given as \n. Empty: left out. */
  postalAddress: string;
  /** This very letter as a page. */
  viewUrl?: string;
  manageUrl?: string;
  /** What the link to the reader's own page says. */
  manageWords?: string;
  unsubscribeUrl?: string;
  /** What the link out says. */
  leaveWords?: string;
}

const changes = 'Change the hour, or take a break';
const leave = 'Leave this course';

/** Under the sheet: why it came, the ways out, who sent it. */
export function Footer({
  why,
  postalAddress,
  viewUrl,
  manageUrl,
  manageWords = changes,
  unsubscribeUrl,
  leaveWords = leave,
}: FooterProps) {
  return (
    <Section tdClassName="edge" style={{ padding: '24px 20px 8px' }}>
      {viewUrl !== undefined && (
        <SmallPrint>
          <QuietLink href={viewUrl}>Read in the browser</QuietLink>
        </SmallPrint>
      )}
      {manageUrl !== undefined && (
        <SmallPrint>
          <QuietLink href={manageUrl}>{manageWords}</QuietLink>
        </SmallPrint>
      )}
      {unsubscribeUrl !== undefined && (
        <SmallPrint>
          <QuietLink href={unsubscribeUrl}>{leaveWords}</QuietLink>
        </SmallPrint>
      )}
      <SmallPrint>{why}</SmallPrint>
      {postalAddress !== '' && <SmallPrint>{addressLine(postalAddress)}</SmallPrint>}
    </Section>
  );
}

export function footerText({
  why,
  postalAddress,
  viewUrl,
  manageUrl,
  manageWords = changes,
  unsubscribeUrl,
  leaveWords = leave,
}: FooterProps): string {
  const ways = [
    ...(viewUrl === undefined ? [] : [`Read in the browser:\n${viewUrl}`]),
    ...(manageUrl === undefined ? [] : [`${manageWords}:\n${manageUrl}`]),
    ...(unsubscribeUrl === undefined ? [] : [`${leaveWords}:\n${unsubscribeUrl}`]),
  ];
  return paragraphs('-'.repeat(40), ...ways, why, ...(postalAddress === '' ? [] : [addressLine(postalAddress)]));
}

function addressLine(postalAddress: string): string {
  return postalAddress
    .split(/\s*\n\s*/)
    .filter((line) => line !== '')
    .join(', ');
}
