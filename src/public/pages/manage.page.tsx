import type { ManagePage, Walk } from '../../enrollments/walk.reader.js';
import { type ManageAttempt, newsletterWords } from '../manage-form.service.js';
import { PageLayout } from '../parts/page-layout.js';
import type { Site } from '../page-renderer.js';
import { PressForm } from '../parts/press-form.js';
import { describedBy, FormField } from '../parts/form-field.js';
import { WalkCard } from '../parts/walk-card.js';
import { NextCourseCard } from '../parts/next-course-card.js';
import { PastWalkCard } from '../parts/past-walk-card.js';
import { ZoneList } from '../parts/zone-field.js';

interface ManageViewProps {
  site: Site;
  token: string;
  page: ManagePage;
  flash: string | null;
  attempt: ManageAttempt | null;
  now: Date;
}

/** Calm on purpose: what comes next, a break, the hour. Everything else is folded away until somebody wants it. */
export function ManageView({ site, token, page, flash, attempt, now }: ManageViewProps) {
  const path = `/manage/${token}`;
  const open = page.walks.filter((walk) => walk.state === 'active' || walk.state === 'paused');
  const over = page.walks.filter((walk) => !open.includes(walk));
  const name = page.firstName;
  const ended = page.walks.find((walk) => walk.offer !== null);
  return (
    <PageLayout site={site} title={attempt ? 'Please look again · Your page' : 'Your page'} script>
      <h1>{name ? `Hello ${name}` : 'Your page'}</h1>
      <p className="small">Letters go to {page.maskedEmail}.</p>
      {flash && (
        <p className="flash" role="status">
          {flash}
        </p>
      )}
      {attempt && (
        <p className="error-sum" role="alert">
          Nothing was changed yet: please look at what is marked. {attempt.fields.action}
        </p>
      )}
      {open.map((walk) => (
        <WalkCard
          key={walk.enrollmentId}
          path={path}
          walk={walk}
          attempt={attempt?.enrollment === walk.enrollmentId ? attempt : null}
          now={now}
        />
      ))}
      {ended?.offer && <NextCourseCard path={path} enrollmentId={ended.enrollmentId} offer={ended.offer} />}
      {over.map((walk) => (
        <PastWalkCard key={walk.enrollmentId} path={path} walk={walk} mayRestart={isLatest(page, walk)} />
      ))}
      {page.walks.length === 0 && <p className="card">You are in no course just now.</p>}
      <Everything path={path} page={page} attempt={attempt} running={open.length > 0} />
      <ZoneList />
    </PageLayout>
  );
}

/** Whoever took a course twice starts again from the newest walk, and not while one is open. Walks come newest first. */
function isLatest(page: ManagePage, walk: Walk): boolean {
  return page.walks.find((each) => each.course.slug === walk.course.slug) === walk;
}

/** What concerns the person, not one course. */
function Everything({
  path,
  page,
  attempt,
  running,
}: {
  path: string;
  page: ManagePage;
  attempt: ManageAttempt | null;
  running: boolean;
}) {
  const failed = attempt?.action === 'change-address' ? attempt : null;
  const address = failed?.fields.email;
  return (
    <section aria-labelledby="you">
      <h2 id="you">You and your data</h2>
      <details open={page.walks.length === 0}>
        <summary>Newsletter: {page.newsletter ? 'you get it' : 'you do not get it'}</summary>
        <p>{page.newsletter ? <a href={page.issuesPath}>All issues, to read here</a> : newsletterWords}</p>
        <PressForm path={path} action="newsletter" fields={{ on: page.newsletter ? 'no' : 'yes' }} quiet>
          {page.newsletter ? 'Stop the newsletter' : 'Yes, send it'}
        </PressForm>
      </details>
      <details open={failed !== null}>
        <summary>Use another address</summary>
        <form method="post" action={path}>
          <FormField
            id="new-address"
            label="Your new address"
            hint="We ask at your present address first, then at the new one. Until both say yes, nothing changes."
            error={address}
          >
            <input
              id="new-address"
              name="email"
              type="email"
              required
              autoComplete="email"
              defaultValue={failed?.values.email}
              {...describedBy('new-address', address, { hint: true, first: failed !== null })}
            />
          </FormField>
          <button className="quiet" type="submit" name="action" value="change-address">
            Send the letter
          </button>
        </form>
      </details>
      <details>
        <summary>Download my data</summary>
        <p>Everything we keep about you, as one file. We send a link to your address first, so that nobody else can.</p>
        <PressForm path={path} action="download" quiet>
          Send me the link
        </PressForm>
      </details>
      <details>
        <summary>Leave everything</summary>
        <p>{running ? 'Ends your courses and the newsletter, at once.' : 'No more letters of any kind, at once.'}</p>
        <PressForm path={path} action="leave-everything" quiet>
          Leave everything
        </PressForm>
      </details>
      <details>
        <summary>Forget me</summary>
        <p>
          Erases your address, your name and everything you did here. We send a link to your address first; there is no
          way back after it.
        </p>
        <PressForm path={path} action="forget" quiet>
          Send me the link
        </PressForm>
      </details>
    </section>
  );
}
