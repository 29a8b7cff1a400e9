import { Alert, Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode } from 'react';
import { faultOf, sayProblem } from '../api/problem.js';

/** Asks for the password once more before something that weakens or replaces a lock. */
export function WithPassword({
  words,
  button,
  act,
  onCancel,
}: {
  words: ReactNode;
  button: string;
  /** May throw ApiProblem; what is wrong is shown here. */
  act: (password: string) => Promise<void>;
  onCancel: () => void;
}) {
  const acting = useMutation({ mutationFn: act });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    acting.mutate(String(new FormData(event.currentTarget).get('password')));
  };
  const expected = faultOf(acting.error, 'password');
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text fz="sm">{words}</Text>
        {acting.error && expected === undefined && (
          <Alert color="coral" role="alert">
            {sayProblem(acting.error)}
          </Alert>
        )}
        <PasswordInput
          label="Your password"
          name="password"
          autoComplete="current-password"
          autoFocus
          required
          error={expected}
        />
        <Group>
          <Button type="submit" loading={acting.isPending}>
            {button}
          </Button>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
