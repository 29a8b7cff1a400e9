/** So that feed readers find the feeds. */
export function FeedLinks() {
  return (
    <>
      <link rel="alternate" type="application/rss+xml" href="/feed.xml" title="All issues (RSS)" />
      <link rel="alternate" type="application/atom+xml" href="/feed.atom" title="All issues (Atom)" />
    </>
  );
}
