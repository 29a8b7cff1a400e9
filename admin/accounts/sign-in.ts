/** Gives null when somebody is signed in now, else what to say. */
export async function signIn(email: string, password: string): Promise<string | null> {
  const response = await fetch('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  }).catch(() => null);
  if (!response) return 'Coursepost cannot be reached just now. Please try again in a moment.';
  if (response.ok) return null;
  if (response.status === 429) return 'There were many attempts. Please wait a few minutes.';
  return 'This address and password do not go together.';
}
