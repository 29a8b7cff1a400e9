/** Calls that wait for their person to sign in again; the dialog of the shell opens while there are any. */
let waiting: Array<() => void> = [];
const listeners = new Set<() => void>();

/** Resolves once somebody has signed in again. */
export function signedInAgain(): Promise<void> {
  return new Promise((resolve) => {
    waiting = [...waiting, resolve];
    tell();
  });
}

/** Said by the sign-in form: every waiting call goes on. */
export function signInDone(): void {
  const calls = waiting;
  waiting = [];
  tell();
  for (const goOn of calls) goOn();
}

export function isSignedOut(): boolean {
  return waiting.length > 0;
}

export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
