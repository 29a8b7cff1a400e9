import { PageLayout } from '../../public/parts/page-layout.js';
import { NewsletterForm } from '../../public/parts/newsletter-form.js';
import type { Site } from '../../public/page-renderer.js';
import { sayLongDate } from '../../public/when.js';
import type { IssueListView, Visitor } from '../archive.service.js';
import { FeedLinks } from './archive-head.js';

interface IssueListPageProps {
  site: Site;
  view: IssueListView;
  visitor: Visitor;
  /** Of the pages that the list has. */
  first: boolean;
}

/** Every issue, newest first, and the way in. */
export function IssueListPage({ site, view, visitor, first }: IssueListPageProps) {
  const { issues, older } = view;
  return (
    <PageLayout
      site={site}
      title={`All issues · ${site.name}`}
      description={`Every issue of the newsletter of ${site.name}, to read here or by email.`}
      canonical={first && visitor.query === '' ? '/issues' : null}
      head={<FeedLinks />}
      script
    >
      <p className="eyebrow">The newsletter of {site.name}</p>
      <h1>All issues</h1>
      {issues.length === 0 && <p className="card">Nothing has been sent yet. The first issue is being written.</p>}
      <ul className="issues">
        {issues.map((issue) => (
          <li key={issue.slug}>
            <p className="small">
              <time dateTime={issue.day}>{sayLongDate(issue.day)}</time>
              {issue.forSubscribers && ' · for readers'}
            </p>
            <h2>
              <a href={`/issues/${issue.slug}${visitor.query}`}>{issue.title}</a>
            </h2>
            {issue.description && <p>{issue.description}</p>}
          </li>
        ))}
      </ul>
      {older && (
        <p>
          <a href={`/issues${visitor.query}${visitor.query === '' ? '?' : '&'}before=${older}`} rel="next">
            Older issues
          </a>
        </p>
      )}
      {visitor.query === '' && <NewsletterForm attempt={null} />}
      <p className="small">
        Or follow by <a href="/feed.xml">RSS</a> or <a href="/feed.atom">Atom</a>.
      </p>
    </PageLayout>
  );
}
