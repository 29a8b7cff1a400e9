import type { FooterProps } from './footer.js';

/** Why an issue came, and where its ways out lead. */
export interface IssueFooterProps {
  /** Whose newsletter it is. */
  from: string;
  /** Name of the course whose readers it goes to; null: it goes to the readers of the newsletter. */
  course: string | null;
  viewUrl: string;
  manageUrl: string;
  unsubscribeUrl: string;
  postalAddress: string;
}

/** The foot of an issue, whichever template it bears. */
export function issueFooter({ from, course, ...rest }: IssueFooterProps): FooterProps {
  const { viewUrl, manageUrl, unsubscribeUrl, postalAddress } = rest;
  return {
    viewUrl,
    manageUrl,
    unsubscribeUrl,
    postalAddress,
    manageWords: 'Choose what you get',
    leaveWords: 'Leave the newsletter',
    why:
      course === null
        ? `You get this letter because you asked for the newsletter of ${from}.`
        : `You get this letter because you signed up for the course “${course}” by ${from}.`,
  };
}
