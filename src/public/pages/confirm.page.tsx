import { formatHour } from '../../schedule/hour.js';
import type { CourseConfirmation } from '../../signup/signup.service.js';
import { AlreadyConfirmed } from '../parts/already-confirmed.js';
import { FirstNameField } from '../parts/first-name-field.js';
import { FieldError, firstWrong } from '../parts/form-field.js';
import { HourField } from '../parts/hour-field.js';
import { PageLayout } from '../parts/page-layout.js';
import type { Site } from '../page-renderer.js';
import type { SignupAttempt } from '../parts/signup-form.js';
import { ZoneField, ZoneList } from '../parts/zone-field.js';

interface ConfirmPageProps {
  site: Site;
  token: string;
  page: CourseConfirmation;
  attempt: SignupAttempt | null;
}

/** One button. What was signed up with stands above it and can be put right. */
export function ConfirmPage({ site, token, page, attempt }: ConfirmPageProps) {
  if (page.confirmed)
    return (
      <AlreadyConfirmed site={site} name={page.course.name} managePath={page.managePath}>
        Nothing more to do here: your lessons are taken care of.
      </AlreadyConfirmed>
    );
  const values = attempt?.values ?? {};
  const errors = attempt?.fields ?? {};
  const first = firstWrong(['hour', 'zone', 'first_name'], errors);
  return (
    <PageLayout site={site} title={`Begin: ${page.course.name}`} script>
      <p className="eyebrow">{page.course.name}</p>
      <h1>One press, and it begins</h1>
      <p className="lead">
        The lessons go to <strong className="address">{page.maskedEmail}</strong>. Is this right?
      </p>
      <form className="card" method="post" action={`/confirm/${token}`}>
        <ZoneList />
        {attempt && (
          <p className="error-sum" role="alert">
            Nearly there: please look at what is marked.
          </p>
        )}
        <HourField
          id="hour"
          label="A lesson a day, at"
          value={values.hour || formatHour(page.hour)}
          error={errors.hour}
          first={first === 'hour'}
        />
        <ZoneField
          id="zone"
          value={values.zone || page.zone}
          error={errors.zone}
          guess={false}
          first={first === 'zone'}
        />
        <FirstNameField
          value={values.first_name ?? page.firstName ?? ''}
          error={errors.first_name}
          first={first === 'first_name'}
        />
        <label className="tick">
          <input
            type="checkbox"
            name="newsletter"
            value="yes"
            defaultChecked={attempt ? values.newsletter === 'yes' : page.newsletter}
          />{' '}
          <span>{page.newsletterWords}</span>
        </label>
        <FieldError id="newsletter" error={errors.newsletter} />
        <button type="submit">Yes, start my course</button>
        <p className="consent">With this you say: “{page.words}”</p>
      </form>
      <p className="small">You did not ask for this? Close the page; nothing will be sent.</p>
    </PageLayout>
  );
}
