import type { NewsletterConfirmed } from '../../signup/newsletter-confirming.service.js';
import { PageLayout } from '../parts/page-layout.js';
import type { Site } from '../page-renderer.js';

/** After the newsletter's button. */
export function NewsletterConfirmedPage({ site, confirmed }: { site: Site; confirmed: NewsletterConfirmed }) {
  const title = confirmed.outcome === 'started' ? 'The newsletter is yours' : 'You get it already';
  return (
    <PageLayout site={site} title={title}>
      <p className="eyebrow">{site.name}</p>
      <h1>{title}</h1>
      <p className="lead">The next issue comes to your inbox by itself.</p>
      <p>
        What came before is <a href="/issues">here to read</a>. Change what you get, or leave, whenever you like on{' '}
        <a href={confirmed.managePath}>your own page</a>. Every letter links to it.
      </p>
    </PageLayout>
  );
}
