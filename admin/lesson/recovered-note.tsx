import { Alert } from '@mantine/core';

/** Words of an earlier visit were found in this browser. */
export function RecoveredNote() {
  return (
    <Alert mb="md" withCloseButton closeButtonLabel="Close">
      These are the words you had typed when you were last here and which were not saved then.
    </Alert>
  );
}
