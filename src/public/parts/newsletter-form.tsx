import { newsletterConsent } from '../../signup/signup.service.js';
import { describedBy, FormField } from './form-field.js';
import type { SignupAttempt } from './signup-form.js';

/**
 * The way into the newsletter: an address and a button. Plain HTML; the script only puts the device's time zone in, which can be put right
 * on the page that confirms.
 */
export function NewsletterForm({ attempt }: { attempt: SignupAttempt | null }) {
  const error = attempt?.fields.email;
  return (
    <form
      className="card newsletter"
      id="newsletter"
      method="post"
      action="/newsletter/signup"
      aria-labelledby="newsletter-title"
    >
      <h2 id="newsletter-title">The next issue, by email</h2>
      {attempt && (
        <p className="error-sum" role="alert">
          {attempt.fields.zone
            ? 'The time zone of your device is not known here. Press once more, and we go on without it.'
            : 'Nearly there: please look at what is marked.'}
        </p>
      )}
      <FormField id="email" label="Your email address" error={error}>
        <div className="row">
          <input
            id="email"
            name="email"
            type="email"
            required
            autoComplete="email"
            placeholder="you@example.com"
            defaultValue={attempt?.values.email}
            {...describedBy('email', error, { first: error !== undefined })}
          />
          <button type="submit">Send it to me</button>
        </div>
      </FormField>
      {!attempt?.fields.zone && <input type="hidden" name="zone" data-device-zone="" />}
      <div className="trap" aria-hidden="true">
        <label htmlFor="homepage">Leave this empty</label>
        <input id="homepage" name="homepage" type="text" tabIndex={-1} autoComplete="off" />
      </div>
      <p className="consent">With this you say: “{newsletterConsent}”</p>
    </form>
  );
}
