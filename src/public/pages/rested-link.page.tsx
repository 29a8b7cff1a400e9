import { PageLayout } from '../parts/page-layout.js';
import type { Site } from '../page-renderer.js';

/** A manage link whose page was put away: it mails a new one, to the reader's own address and to no other. */
export function RestedLinkPage({ site, token, sent }: { site: Site; token: string; sent: boolean }) {
  if (sent) {
    return (
      <PageLayout site={site} title="A new link is on its way">
        <h1>A new link is on its way</h1>
        <p className="lead">Look into your inbox: it opens your page again.</p>
      </PageLayout>
    );
  }
  return (
    <PageLayout site={site} title="This page was put away">
      <h1>This page was put away</h1>
      <p className="lead">
        Your course has been over for a while, so its page was put away. We can send you a new link.
      </p>
      <form method="post" action={`/manage/${token}`}>
        <button type="submit" name="action" value="send-link">
          Send me a new link
        </button>
      </form>
    </PageLayout>
  );
}
