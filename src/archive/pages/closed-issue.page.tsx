import { NewsletterForm } from '../../public/parts/newsletter-form.js';
import { PageLayout } from '../../public/parts/page-layout.js';
import type { Site } from '../../public/page-renderer.js';

/** Instead of an issue for readers only: nothing of it, not even what it is about. */
export function ClosedIssuePage({ site }: { site: Site }) {
  return (
    <PageLayout site={site} title="This issue is for readers" script>
      <h1>This issue is for readers</h1>
      <p className="lead">
        It went to the readers of the newsletter. If you are one, open it from your letter, or by “All issues” on your
        own page.
      </p>
      <NewsletterForm attempt={null} />
      <p>
        Others are <a href="/issues">here for everybody</a>.
      </p>
    </PageLayout>
  );
}
