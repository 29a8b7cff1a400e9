import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { IconSend } from '@tabler/icons-react';
import type { TestLetterSent } from '../../src/courses/letter-preview.schema.js';
import { call } from '../api/call.js';
import { sayProblem } from '../api/problem.js';

/** Sends the letter, as it is typed at this moment, to whoever is signed in; `at` is the path in the API of what it belongs to. */
export function TestLetterButton({ at, typed }: { at: string; typed: object }) {
  const test = useMutation({
    mutationFn: () => call<TestLetterSent>('POST', `${at}/test-letter`, typed),
    onSuccess: ({ to }) =>
      notifications.show({
        title: 'Your test is on its way',
        message: `Look into the mailbox of ${to}. Its links do nothing.`,
      }),
    onError: (error) =>
      notifications.show({ color: 'coral', title: 'The test was not sent', message: sayProblem(error) }),
  });
  return (
    <Button
      variant="default"
      loading={test.isPending}
      leftSection={<IconSend size={16} aria-hidden />}
      onClick={() => test.mutate()}
    >
      Send me a test
    </Button>
  );
}
