import type { ReactNode } from 'react';
import { assetPath } from '../asset-files.js';
import type { Site } from '../page-renderer.js';

interface PageLayoutProps {
  site: Site;
  /** In the tab; the page's own h1 is its child. */
  title: string;
  description?: string;
  /** Path of the one address a search engine should keep; null: none, do not list this page. */
  canonical?: string | null;
  /** More for the head: feeds, what others show of the page. */
  head?: ReactNode;
  /** The page needs the script (time zone); everything works without it. */
  script?: boolean;
  /** 'narrow' for one thing to read or press. */
  width?: 'narrow' | 'wide';
  /** To look at only: nothing can be pressed, filled in or reached with the keyboard. */
  inert?: boolean;
  children: ReactNode;
}

/** Frame of every page: head, the house's mark, footer with who sends. */
export function PageLayout({
  site,
  title,
  description,
  canonical = null,
  head,
  script,
  width = 'narrow',
  inert,
  children,
}: PageLayoutProps) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        {description && <meta name="description" content={description} />}
        {canonical === null ? (
          <meta name="robots" content="noindex" />
        ) : (
          <link rel="canonical" href={site.publicUrl + canonical} />
        )}
        <link rel="icon" href={assetPath('favicon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assetPath('site.css')} />
        {head}
        {script && <script src={assetPath('site.js')} defer />}
      </head>
      <body className={width} inert={inert}>
        <a className="skip" href="#main">
          Skip to the page
        </a>
        <header className="top">
          <a className="mark" href="/">
            <Mark />
            <span>{site.name}</span>
          </a>
        </header>
        <main id="main">{children}</main>
        <footer className="foot">
          <p>{site.postalAddress}</p>
          <p>
            One lesson a day, in your own morning. <a href="/newsletter">Newsletter</a>
          </p>
          {site.inboxUrl && (
            <p>
              Being tried out: letters land in <a href={site.inboxUrl}>the inbox</a>.
            </p>
          )}
        </footer>
      </body>
    </html>
  );
}

/** A letter with the sun coming up behind it. */
function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true" focusable="false">
      <circle className="mark-sun" cx="16" cy="12" r="8" />
      <rect className="mark-letter" x="3" y="12" width="26" height="17" rx="3" />
      <path
        className="mark-fold"
        d="M4.5 14.5 16 22.5l11.5-8"
        fill="none"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
