import { problemIn, unreachableProblem } from '../api/problem.js';

/** Calls for people who are not in yet, and the library's routes for those who are. Throws ApiProblem. */
export async function entryCall<T>(
  method: 'GET' | 'POST',
  path: `/${'auth' | 'entry'}/${string}`,
  body?: object,
): Promise<T> {
  const response = await fetch(`/api${path}`, {
    method,
    headers: { Accept: 'application/json', ...(method === 'GET' ? {} : { 'Content-Type': 'application/json' }) },
    body: method === 'GET' ? null : JSON.stringify(body ?? {}),
  }).catch(() => null);
  if (!response) throw unreachableProblem();
  if (!response.ok) throw await problemIn(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** 'code-due': the password was right, and a second factor is asked for. */
export async function signInByPassword(email: string, password: string): Promise<'in' | 'code-due'> {
  const said = await entryCall<{ twoFactorRedirect?: boolean }>('POST', '/auth/sign-in/email', { email, password });
  return said.twoFactorRedirect === true ? 'code-due' : 'in';
}
