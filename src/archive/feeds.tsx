import { renderToStaticMarkup } from 'react-dom/server';
import { IssueBody } from './issue-body.js';
import type { Issue, ListedIssue } from './issue.js';
import { xml, xmlDocument } from './xml.js';

/** Whose feed it is. */
export interface FeedOf {
  /** Of the house, as readers know it. */
  name: string;
  /** Without a slash at the end. */
  publicUrl: string;
  /** When anything of it last changed; null: nothing was ever sent. */
  changedAt: Date | null;
}

/** Before the first issue a feed must still have a date (RFC 4287, 4.1.1). */
const never = new Date(0);

const addressOf = ({ publicUrl }: FeedOf, { slug }: ListedIssue) => `${publicUrl}/issues/${slug}`;
const titleOf = ({ name }: FeedOf) => `The newsletter of ${name}`;

/** The whole words of an issue, as HTML; without the links by which React tells a page to load its pictures early. */
function wordsOf({ document, picture }: Issue): string {
  const html = renderToStaticMarkup(<IssueBody document={document} picture={picture} />);
  return html.replace(/^(?:<link rel="preload"[^>]*>)+/, '');
}

/** RSS 2.0, full text in content:encoded. Newest first. Pure. */
export function rssFeed(of: FeedOf, issues: readonly Issue[]): string {
  const items = issues.map((issue) =>
    xml('item', {}, [
      xml('title', {}, issue.title),
      xml('link', {}, addressOf(of, issue)),
      xml('guid', { isPermaLink: 'true' }, addressOf(of, issue)),
      xml('pubDate', {}, issue.publishedAt.toUTCString()),
      xml('dc:creator', {}, issue.author),
      xml('description', {}, issue.description),
      xml('content:encoded', {}, wordsOf(issue)),
    ]),
  );
  const channel = xml('channel', {}, [
    xml('title', {}, titleOf(of)),
    xml('link', {}, `${of.publicUrl}/issues`),
    xml('description', {}, `Every issue of the newsletter of ${of.name}.`),
    xml('language', {}, 'en'),
    xml('lastBuildDate', {}, (of.changedAt ?? never).toUTCString()),
    xml('atom:link', { href: `${of.publicUrl}/feed.xml`, rel: 'self', type: 'application/rss+xml' }),
    ...items,
  ]);
  const names = {
    'xmlns:atom': 'http://www.w3.org/2005/Atom',
    'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
    'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  };
  return xmlDocument(xml('rss', { version: '2.0', ...names }, [channel]));
}

/** Atom (RFC 4287), full text. An entry's id is its address, which never changes. Newest first. Pure. */
export function atomFeed(of: FeedOf, issues: readonly Issue[]): string {
  const entries = issues.map((issue) =>
    xml('entry', {}, [
      xml('id', {}, addressOf(of, issue)),
      xml('title', {}, issue.title),
      xml('link', { rel: 'alternate', type: 'text/html', href: addressOf(of, issue) }),
      xml('published', {}, issue.publishedAt.toISOString()),
      xml('updated', {}, issue.publishedAt.toISOString()),
      xml('author', {}, [xml('name', {}, issue.author)]),
      issue.description === '' ? null : xml('summary', {}, issue.description),
      xml('content', { type: 'html' }, wordsOf(issue)),
    ]),
  );
  const feed = [
    xml('id', {}, `${of.publicUrl}/issues`),
    xml('title', {}, titleOf(of)),
    xml('updated', {}, (of.changedAt ?? never).toISOString()),
    xml('author', {}, [xml('name', {}, of.name)]),
    xml('link', { rel: 'self', type: 'application/atom+xml', href: `${of.publicUrl}/feed.atom` }),
    xml('link', { rel: 'alternate', type: 'text/html', href: `${of.publicUrl}/issues` }),
    ...entries,
  ];
  return xmlDocument(xml('feed', { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'en' }, feed));
}

/** For search engines (sitemaps.org, 0.9): pages of which nothing is said, and issues with their days. Pure. */
export function sitemap(publicUrl: string, paths: readonly string[], issues: readonly ListedIssue[]): string {
  const urls = [
    ...paths.map((path) => xml('url', {}, [xml('loc', {}, publicUrl + path)])),
    ...issues.map(({ slug, publishedAt }) =>
      xml('url', {}, [
        xml('loc', {}, `${publicUrl}/issues/${slug}`),
        xml('lastmod', {}, publishedAt.toISOString().slice(0, 10)),
      ]),
    ),
  ];
  return xmlDocument(xml('urlset', { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' }, urls));
}
