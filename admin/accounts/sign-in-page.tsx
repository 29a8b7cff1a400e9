import { meQuery } from '../api/me.js';
import { queryClient } from '../api/query-client.js';
import { EntryPage } from './entry-page.js';
import { SignInForm } from './sign-in-form.js';

/** Stands wherever somebody must sign in first; afterwards the page that was asked for is shown in its place. */
export function SignInPage() {
  return (
    <EntryPage title="Sign in" below="Accounts are made by invitation only.">
      <SignInForm onDone={() => void queryClient.invalidateQueries(meQuery)} />
    </EntryPage>
  );
}
