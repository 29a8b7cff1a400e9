import { Button, Group, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Me } from '../../src/accounts/me.schema.js';
import { call } from '../api/call.js';
import { meQuery, useMe } from '../api/me.js';
import { faultOf, sayProblem } from '../api/problem.js';
import { queryClient } from '../api/query-client.js';
import { Section } from '../shell/section.js';

export function NameCard() {
  const me = useMe();
  const [name, setName] = useState(me.name);
  const rename = useMutation({
    mutationFn: () => call<Me>('PATCH', '/me', { name }),
    onSuccess: (changed) => {
      queryClient.setQueryData(meQuery.queryKey, changed);
      setName(changed.name);
      notifications.show({ message: 'Saved' });
    },
  });
  const fault = rename.error ? (faultOf(rename.error, 'name') ?? sayProblem(rename.error)) : undefined;
  return (
    <Section
      landmark
      title="Name"
      lead={`${me.email} · ${me.role}. Your colleagues see this name beside what you change.`}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate();
        }}
        noValidate
      >
        <Group align="flex-end">
          <TextInput
            label="Your name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            autoComplete="name"
            error={fault}
            flex="1 1 200px"
            style={{ minWidth: 0 }}
          />
          <Button type="submit" loading={rename.isPending} disabled={name.trim() === me.name}>
            Save
          </Button>
        </Group>
      </form>
    </Section>
  );
}
