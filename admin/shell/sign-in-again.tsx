import { Text } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { SignInForm } from '../accounts/sign-in-form.js';
import { isSignedOut, onSignedOut, signInDone } from '../api/signed-out.js';
import { Dialog } from './dialog.js';

/** Opens when a call finds that the session has ended; afterwards that very call goes on, and nothing typed is lost. */
export function SignInAgain() {
  const open = useSyncExternalStore(onSignedOut, isSignedOut);
  return (
    <Dialog opened={open} title="Please sign in again">
      <Text mb="md">Your session has ended. What you typed is still here, and is saved as soon as you are back.</Text>
      <SignInForm onDone={signInDone} />
    </Dialog>
  );
}
