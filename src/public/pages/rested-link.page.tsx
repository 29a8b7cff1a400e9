import { PageLayout } from '../parts/page-layout.js';
import type { Site } from '../page-renderer.js';

interface RestedLinkPageProps {
  site: Site;
  token: string;
  /** Why the page is away, in the service's words: it has rested, or nothing is kept about the reader. */
  because: string;
  sent: boolean;
}

/** A manage link whose page was put away: it mails a new one, to the reader's own address and to no other. */
export function RestedLinkPage({ site, token, because, sent }: RestedLinkPageProps) {
  if (sent) {
    return (
      <PageLayout site={site} title="A new link is on its way">
        <h1>A new link is on its way</h1>
        <p className="lead">
          Look into your inbox: the link in the letter opens your page again. It works for one hour.
        </p>
      </PageLayout>
    );
  }
  return (
    <PageLayout site={site} title="This link is asleep">
      <h1>This link is asleep</h1>
      <p className="lead">{because} A new one comes by letter, to your own address and to nobody else.</p>
      <form method="post" action={`/manage/${token}`}>
        <button type="submit" name="action" value="send-link">
          Send me a new link
        </button>
      </form>
    </PageLayout>
  );
}
