import { PageLayout } from '../parts/page-layout.js';
import type { Site } from '../page-renderer.js';

/** What a link of the second letter proves the reader's mailbox for. */
export type Proof = 'download' | 'forget' | 'change-address' | 'new-address';

const asks: Record<Proof, { title: string; lead: string; button: string; note: string }> = {
  download: {
    title: 'Your data',
    lead: 'Everything we keep about you, in one file (JSON).',
    button: 'Download the file',
    note: 'Nothing changes by it. The link works once, within one hour.',
  },
  forget: {
    title: 'Shall we forget you?',
    lead: 'Your address, your name, your courses and everything you did here are erased at once.',
    button: 'Yes, forget me',
    note: 'There is no way back. All we keep is a scrambled mark of your address, so that nobody can write to it again by mistake.',
  },
  'change-address': {
    title: 'Write to this address instead?',
    lead: 'Say yes, and we ask there once more, so that no letter ever goes to a stranger.',
    button: 'Yes, ask there',
    note: 'You did not ask for this? Close the page; nothing changes.',
  },
  'new-address': {
    title: 'Use this address from now on?',
    lead: 'Your letters come here from the next one on, and no longer to the old address.',
    button: 'Yes, use this address',
    note: 'You did not ask for this? Close the page; nothing changes.',
  },
};

const done: Record<Exclude<Proof, 'download'>, { title: string; lead: string }> = {
  forget: {
    title: 'You are forgotten',
    lead: 'Everything about you is erased, and no letter will come. All the best on your way.',
  },
  'change-address': {
    title: 'One more letter',
    lead: 'It is on its way to the new address. Open it there within the hour, and the change is made.',
  },
  'new-address': { title: 'Your new address is set', lead: 'Your letters come here from now on.' },
};

interface ProofPageProps {
  site: Site;
  what: Proof;
  token: string;
  /** The new address, masked; null where it is not about one. */
  address: string | null;
}

export function ProofPage({ site, what, token, address }: ProofPageProps) {
  const { title, lead, button, note } = asks[what];
  return (
    <PageLayout site={site} title={title}>
      <h1>{title}</h1>
      <p className="lead">{lead}</p>
      {address && (
        <p>
          <strong className="address">{address}</strong>
        </p>
      )}
      <form method="post" action={`/manage/${what}/${token}`}>
        <button type="submit">{button}</button>
      </form>
      <p className="small">{note}</p>
    </PageLayout>
  );
}

export function ProofDonePage({
  site,
  what,
  managePath,
}: {
  site: Site;
  what: Exclude<Proof, 'download'>;
  managePath: string | null;
}) {
  const { title, lead } = done[what];
  return (
    <PageLayout site={site} title={title}>
      <h1>{title}</h1>
      <p className="lead">{lead}</p>
      {managePath && (
        <p>
          <a className="button" href={managePath}>
            Your own page
          </a>
        </p>
      )}
    </PageLayout>
  );
}
