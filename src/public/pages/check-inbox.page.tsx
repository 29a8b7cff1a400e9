import { PageLayout } from '../parts/page-layout.js';
import type { Site } from '../page-renderer.js';

interface CheckInboxPageProps {
  site: Site;
  /** What was signed up for, and what becomes of it by the press: 'begins'. */
  what: string;
  does: string;
  /** Path of the form. */
  again: string;
}

/** After sign-up: the same words for every address, known or not. */
export function CheckInboxPage({ site, what, does, again }: CheckInboxPageProps) {
  return (
    <PageLayout site={site} title="Now look into your inbox">
      <h1>Now look into your inbox</h1>
      <p className="lead">
        A letter is on its way to you. Press the button in it, and <strong>{what}</strong> {does}.
      </p>
      {site.inboxUrl && (
        <p className="card note">
          This site is being tried out, so its letters stay on this machine: <a href={site.inboxUrl}>open the inbox</a>.
        </p>
      )}
      <h2>Nothing there after two minutes?</h2>
      <ul>
        <li>Have a look into spam or promotions.</li>
        <li>
          Perhaps the address had a slip in it: <a href={again}>sign up once more</a>.
        </li>
        <li>If you never asked for this, do nothing. Without the press of that button nothing is ever sent.</li>
      </ul>
    </PageLayout>
  );
}
