import type { PublishedCourse } from '../../courses/course-settings.js';
import { formatHour } from '../../schedule/hour.js';
import { describedBy, FieldError, FormField, firstWrong } from './form-field.js';
import { HourField } from './hour-field.js';
import { ZoneField, ZoneList } from './zone-field.js';

/** What was typed and what was wrong with it, when the form comes back. */
export interface SignupAttempt {
  values: Record<string, string>;
  fields: Record<string, string>;
}

/** Plain HTML: works without script, and from anybody else's page that posts the same names. */
export function SignupForm({
  course,
  attempt,
}: {
  course: Pick<PublishedCourse, 'slug' | 'settings'>;
  attempt: SignupAttempt | null;
}) {
  const { settings } = course;
  const values = attempt?.values ?? {};
  const errors = attempt?.fields ?? {};
  const first = firstWrong(['email', 'first_name', 'hour', 'zone'], errors);
  return (
    <form
      className="card signup"
      id="sign-up"
      method="post"
      action={`/courses/${course.slug}/signup`}
      aria-labelledby="sign-up-title"
    >
      <ZoneList />
      <h2 id="sign-up-title">Start with lesson 1</h2>
      {attempt && (
        <p className="error-sum" role="alert">
          Nearly there: please look at what is marked.
        </p>
      )}
      <FormField id="email" label="Your email address" error={errors.email}>
        <input
          id="email"
          name="email"
          type="email"
          required
          autoComplete="email"
          placeholder="you@example.com"
          defaultValue={values.email}
          {...describedBy('email', errors.email, { first: first === 'email' })}
        />
      </FormField>
      <div className="pair">
        <FormField id="first_name" label="First name" error={errors.first_name}>
          <input
            id="first_name"
            name="first_name"
            autoComplete="given-name"
            placeholder="optional"
            defaultValue={values.first_name}
            {...describedBy('first_name', errors.first_name, { first: first === 'first_name' })}
          />
        </FormField>
        <HourField
          id="hour"
          label="Send it at"
          value={values.hour || formatHour(settings.hour)}
          error={errors.hour}
          first={first === 'hour'}
        />
      </div>
      <ZoneField
        id="zone"
        value={values.zone || settings.zone}
        error={errors.zone}
        guess={!values.zone}
        first={first === 'zone'}
      />
      <div className="trap" aria-hidden="true">
        <label htmlFor="homepage">Leave this empty</label>
        <input id="homepage" name="homepage" tabIndex={-1} autoComplete="off" />
      </div>
      <label className="tick">
        <input type="checkbox" name="newsletter" value="yes" defaultChecked={values.newsletter === 'yes'} />{' '}
        <span>{settings.page.newsletter}</span>
      </label>
      <FieldError id="newsletter" error={errors.newsletter} />
      <button type="submit">Sign me up</button>
      <p className="consent">With this you say: “{settings.page.consent}”</p>
      <p className="small">{settings.page.privacy}</p>
    </form>
  );
}
