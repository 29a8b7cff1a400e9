import type { Confirmed } from '../../signup/confirming.service.js';
import { PageLayout } from '../parts/page-layout.js';
import type { Site } from '../page-renderer.js';
import { sayWhen } from '../when.js';

const titles: Record<Confirmed['outcome'], string> = {
  started: 'You are in',
  'already-in': 'You were in already',
  'went-on': 'Welcome back',
};

/** After the button: when the first lesson comes, when the next one, in the reader's own time. */
export function ConfirmedPage({ site, confirmed, now }: { site: Site; confirmed: Confirmed; now: Date }) {
  const { outcome, course, zone, first, next, managePath } = confirmed;
  const lesson = outcome === 'started' ? 'Lesson 1' : 'Your next lesson';
  return (
    <PageLayout site={site} title={titles[outcome]}>
      <p className="eyebrow">{course.name}</p>
      <h1>{titles[outcome]}</h1>
      <ol className="steps">
        <li>
          <strong>{lesson}</strong>{' '}
          {first === 'now' ? (
            <>is on its way to your inbox now.</>
          ) : (
            <>
              comes <time dateTime={first.at.toISOString()}>{sayWhen(first.at, zone, now)}</time>.
            </>
          )}
        </li>
        {next && (
          <li>
            <strong>The one after that</strong> comes{' '}
            <time dateTime={next.at.toISOString()}>{sayWhen(next.at, zone, now)}</time>.
          </li>
        )}
      </ol>
      <p className="small">Times are yours: {zone}.</p>
      <p>
        Change the hour, take a break, or leave whenever you like on <a href={managePath}>your own page</a>. Every
        letter links to it.
      </p>
    </PageLayout>
  );
}
