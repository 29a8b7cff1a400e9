import { Text } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { SignInForm } from '../accounts/sign-in-form.js';
import { queryClient } from '../api/query-client.js';
import { isSignedOut, onSignedOut, signInDone } from '../api/signed-out.js';
import { Dialog } from './dialog.js';

const restMs = 800;

/** Opens when a call finds that the session has ended; afterwards that very call goes on, and nothing typed is lost. */
export function SignInAgain() {
  const waited = useSyncExternalStore(onSignedOut, isSignedOut);
  const open = useOnceKeysRest(waited);
  return (
    <Dialog opened={open} title="Please sign in again">
      <Text mb="md">Your session has ended. What you typed is still here, and is saved as soon as you are back.</Text>
      <SignInForm onDone={goOn} />
    </Dialog>
  );
}

/** Whoever came back may be another person; and what quiet calls could not get meanwhile is asked for again. */
function goOn(): void {
  signInDone();
  void queryClient.refetchQueries({
    type: 'active',
    predicate: ({ queryKey, state }) => queryKey[0] === 'me' || state.status === 'error',
  });
}

/** A dialog takes the keys: it does not open in the middle of a sentence, or the rest of it goes into its fields. */
function useOnceKeysRest(wanted: boolean): boolean {
  const [rested, setRested] = useState(false);
  useEffect(() => {
    if (!wanted) return undefined;
    const rest = () => setTimeout(() => setRested(true), restMs);
    let timer = rest();
    const later = () => {
      clearTimeout(timer);
      timer = rest();
    };
    window.addEventListener('keydown', later, true);
    window.addEventListener('input', later, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', later, true);
      window.removeEventListener('input', later, true);
      setRested(false);
    };
  }, [wanted]);
  return wanted && rested;
}
