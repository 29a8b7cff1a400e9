import { Modal, Text } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { SignInForm } from '../accounts/sign-in-form.js';
import { isSignedOut, onSignedOut, signInDone } from '../api/signed-out.js';

/** Opens when a call finds that the session has ended; afterwards that very call goes on, and nothing typed is lost. */
export function SignInAgain() {
  const open = useSyncExternalStore(onSignedOut, isSignedOut);
  return (
    <Modal
      opened={open}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title="Please sign in again"
    >
      <Text mb="md">Your session has ended. What you typed is still here, and is saved as soon as you are back.</Text>
      <SignInForm onDone={signInDone} />
    </Modal>
  );
}
