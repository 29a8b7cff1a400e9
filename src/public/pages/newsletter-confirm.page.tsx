import type { NewsletterConfirmation } from '../../signup/signup.service.js';
import { AlreadyConfirmed } from '../parts/already-confirmed.js';
import { FirstNameField } from '../parts/first-name-field.js';
import { firstWrong } from '../parts/form-field.js';
import { PageLayout } from '../parts/page-layout.js';
import type { Site } from '../page-renderer.js';
import type { SignupAttempt } from '../parts/signup-form.js';
import { ZoneField, ZoneList } from '../parts/zone-field.js';

interface NewsletterConfirmPageProps {
  site: Site;
  token: string;
  page: NewsletterConfirmation;
  attempt: SignupAttempt | null;
}

/** One button, for the newsletter alone. */
export function NewsletterConfirmPage({ site, token, page, attempt }: NewsletterConfirmPageProps) {
  if (page.confirmed)
    return (
      <AlreadyConfirmed site={site} name={site.name} managePath={page.managePath}>
        Nothing more to do here: the next issue comes by itself.
      </AlreadyConfirmed>
    );
  const values = attempt?.values ?? {};
  const errors = attempt?.fields ?? {};
  const first = firstWrong(['zone', 'first_name'], errors);
  return (
    <PageLayout site={site} title={`The newsletter of ${site.name}`} script>
      <p className="eyebrow">{site.name}</p>
      <h1>One press, and the newsletter is yours</h1>
      <p className="lead">
        It goes to <strong className="address">{page.maskedEmail}</strong>. Is this right?
      </p>
      <form className="card" method="post" action={`/confirm/${token}`}>
        <ZoneList />
        {attempt && (
          <p className="error-sum" role="alert">
            Nearly there: please look at what is marked.
          </p>
        )}
        <ZoneField
          id="zone"
          value={values.zone || page.zone || 'UTC'}
          error={errors.zone}
          guess={!values.zone && page.zone === null}
          first={first === 'zone'}
        />
        <FirstNameField
          value={values.first_name ?? page.firstName ?? ''}
          error={errors.first_name}
          first={first === 'first_name'}
        />
        <button type="submit">Yes, send me the newsletter</button>
        <p className="consent">With this you say: “{page.words}”</p>
      </form>
      <p className="small">You did not ask for this? Close the page; nothing will be sent.</p>
    </PageLayout>
  );
}
