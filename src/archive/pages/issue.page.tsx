import { PageLayout } from '../../public/parts/page-layout.js';
import { NewsletterForm } from '../../public/parts/newsletter-form.js';
import type { Site } from '../../public/page-renderer.js';
import { sayLongDate } from '../../public/when.js';
import type { IssueView, Visitor } from '../archive.service.js';
import { IssueBody } from '../issue-body.js';
import type { Issue } from '../issue.js';
import { FeedLinks } from './archive-head.js';

interface IssuePageProps {
  site: Site;
  view: IssueView;
  visitor: Visitor;
}

/** One issue to read, with the ones beside it and the way in. */
export function IssuePage({ site, view, visitor }: IssuePageProps) {
  const { issue, older, newer } = view;
  const open = !issue.forSubscribers && visitor.query === '';
  return (
    <PageLayout
      site={site}
      title={`${issue.title} · ${site.name}`}
      description={issue.description}
      canonical={open ? `/issues/${issue.slug}` : null}
      head={<IssueHead site={site} issue={issue} />}
      script
    >
      <article className="issue">
        <header>
          <p className="eyebrow">
            <a href={`/issues${visitor.query}`}>The newsletter of {site.name}</a>
          </p>
          <h1>{issue.title}</h1>
          <p className="small">
            <time dateTime={issue.day}>{sayLongDate(issue.day)}</time> · by {issue.author}
          </p>
        </header>
        <IssueBody document={issue.document} picture={issue.picture} />
      </article>
      {(older ?? newer) && (
        <nav className="beside" aria-label="Other issues">
          {older && (
            <p>
              <span className="small">Before</span>
              <a href={`/issues/${older.slug}${visitor.query}`} rel="prev">
                {older.title}
              </a>
            </p>
          )}
          {newer && (
            <p>
              <span className="small">After</span>
              <a href={`/issues/${newer.slug}${visitor.query}`} rel="next">
                {newer.title}
              </a>
            </p>
          )}
        </nav>
      )}
      {visitor.query === '' && <NewsletterForm attempt={null} />}
    </PageLayout>
  );
}

/** What other sites show of it where somebody shares its address (ogp.me), and what search engines read (schema.org). */
function IssueHead({ site, issue }: { site: Site; issue: Issue }) {
  const { cover } = issue;
  const url = `${site.publicUrl}/issues/${issue.slug}`;
  return (
    <>
      <FeedLinks />
      <meta property="og:type" content="article" />
      <meta property="og:site_name" content={site.name} />
      <meta property="og:title" content={issue.title} />
      <meta property="og:description" content={issue.description} />
      <meta property="og:url" content={url} />
      <meta property="article:published_time" content={issue.publishedAt.toISOString()} />
      {cover && (
        <>
          <meta property="og:image" content={site.publicUrl + cover.src} />
          <meta property="og:image:width" content={String(cover.width)} />
          <meta property="og:image:height" content={String(cover.height)} />
          <meta property="og:image:alt" content={cover.alt} />
        </>
      )}
      <meta name="twitter:card" content={cover ? 'summary_large_image' : 'summary'} />
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: jsonLd(site, issue, url) }} />
    </>
  );
}

/** Data, not a program, so the policy lets it stand; no word in it can end its element. */
function jsonLd(site: Site, issue: Issue, url: string): string {
  const about = {
    '@context': 'https://schema.org',
    '@type': 'BlogPosting',
    headline: issue.title,
    description: issue.description,
    datePublished: issue.publishedAt.toISOString(),
    author: { '@type': 'Person', name: issue.author },
    publisher: { '@type': 'Organization', name: site.name, url: site.publicUrl },
    mainEntityOfPage: url,
    isAccessibleForFree: !issue.forSubscribers,
    ...(issue.cover ? { image: site.publicUrl + issue.cover.src } : {}),
  };
  return JSON.stringify(about).replace(
    /[<>&\u2028\u2029]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
