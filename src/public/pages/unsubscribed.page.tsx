import { PageLayout } from '../parts/page-layout.js';
import type { Site } from '../page-renderer.js';
import { type Ending, sayEnding } from './unsubscribe.page.js';

/** After the button; pressing it again says the same. */
export function UnsubscribedPage({ site, managePath, ...ending }: Ending & { site: Site; managePath: string }) {
  const { what, course } = ending;
  return (
    <PageLayout site={site} title="You are unsubscribed">
      <h1>You are unsubscribed</h1>
      <p className="lead">We have stopped {sayEnding(ending)}. Thank you for reading as far as you did.</p>
      {what === 'newsletter' ? (
        <p>
          Pressed by mistake? <a href={managePath}>Your own page</a> takes you back in.
        </p>
      ) : (
        <p>
          Pressed by mistake? <a href={course ? `/courses/${course.slug}#sign-up` : '/'}>Sign up once more</a>, and your
          letters go on.
        </p>
      )}
    </PageLayout>
  );
}
