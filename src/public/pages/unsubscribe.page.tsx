import { PageLayout } from '../parts/page-layout.js';
import type { Site } from '../page-renderer.js';

/** What one letter's unsubscribe link ends. */
export interface Ending {
  what: 'course' | 'newsletter' | 'everything';
  /** Null unless it is a course. */
  course: { slug: string; name: string } | null;
}

interface UnsubscribePageProps {
  site: Site;
  token: string;
  /** `maskedEmail` is empty when the person is gone already: then there is nothing to stop, and pressing does no harm. */
  page: Ending & { maskedEmail: string; managePath: string };
}

/** What will end, and one button for it; everything else may go on. */
export function UnsubscribePage({ site, token, page }: UnsubscribePageProps) {
  const path = `/unsubscribe/${token}`;
  const title = `Stop ${sayEnding(page)}?`;
  return (
    <PageLayout site={site} title={title}>
      <h1>{title}</h1>
      {page.maskedEmail && (
        <p className="lead">
          No more of these letters would go to <strong className="address">{page.maskedEmail}</strong>.
        </p>
      )}
      <form method="post" action={path}>
        <button type="submit" name="what" value="this">
          Yes, stop{' '}
          {page.what === 'course' ? 'the lessons' : page.what === 'newsletter' ? 'the newsletter' : 'all letters'}
        </button>
      </form>
      {page.what === 'course' && page.maskedEmail && (
        <p>
          Only too much just now? <a href={page.managePath}>Take a break</a> instead: nothing is lost.
        </p>
      )}
      {page.what !== 'everything' && (
        <form className="card" method="post" action={path}>
          <p>Rather no letters from us at all? This ends every course and the newsletter.</p>
          <button className="quiet" type="submit" name="what" value="everything">
            Leave everything
          </button>
        </form>
      )}
    </PageLayout>
  );
}

/** 'the lessons of Strong Glutes', 'the newsletter', 'all letters'. */
export function sayEnding({ what, course }: Ending): string {
  if (what === 'newsletter') return 'the newsletter';
  if (what === 'everything') return 'all letters';
  return course ? `the lessons of ${course.name}` : 'these lessons';
}
