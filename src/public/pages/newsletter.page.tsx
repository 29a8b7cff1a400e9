import { NewsletterForm } from '../parts/newsletter-form.js';
import { PageLayout } from '../parts/page-layout.js';
import type { Site } from '../page-renderer.js';
import type { SignupAttempt } from '../parts/signup-form.js';

/** The newsletter's own page: what it is, and the way in. */
export function NewsletterPage({ site, attempt }: { site: Site; attempt: SignupAttempt | null }) {
  const title = `The newsletter of ${site.name}`;
  return (
    <PageLayout
      site={site}
      title={attempt ? `Please look again · ${title}` : title}
      description={`Letters from ${site.name}, now and then. Free, and ended with one click.`}
      canonical="/newsletter"
      script
    >
      <h1>{title}</h1>
      <p className="lead">A letter now and then, to the address you give. You can stop it with one click.</p>
      <NewsletterForm attempt={attempt} />
      <p>
        Have a look first: <a href="/issues">all issues so far</a>.
      </p>
    </PageLayout>
  );
}
