import { Button, Group, Paper, Pill, Stack, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Person } from '../../src/people/person.schema.js';
import { useMay } from '../api/me.js';
import { momentOf } from '../shell/moment.js';
import { useAct } from './act.js';

/** Tags and consents. */
export function FactsCard({ person }: { person: Person }) {
  return (
    <Stack gap="xl">
      <Tags person={person} />
      <section aria-labelledby="consents">
        <Title order={2} id="consents" fz="xl" mb="sm">
          Consents
        </Title>
        <Stack gap="sm">
          {person.consents.length === 0 && <Text c="dimmed">None.</Text>}
          {person.consents.map((one, index) => (
            <Paper key={index} withBorder p="md">
              <Text fw={600}>
                {one.purpose === 'newsletter' ? 'The newsletter' : (one.course ?? 'A course')}
                {one.withdrawnAt ? ', taken back' : ''}
              </Text>
              <Text fz="sm">“{one.words}”</Text>
              <Text fz="xs" c="dimmed">
                Confirmed {momentOf(one.confirmedAt)}
                {one.from !== null && (/^(admin|key):/.test(one.from) ? ', stated by the team' : `, from ${one.from}`)}
                {one.withdrawnAt ? `; taken back ${momentOf(one.withdrawnAt)}` : ''}
              </Text>
            </Paper>
          ))}
        </Stack>
      </section>
    </Stack>
  );
}

function Tags({ person }: { person: Person }) {
  const mayWrite = useMay('subscribers.write');
  const [tag, setTag] = useState('');
  const act = useAct({ onDone: () => setTag('') });
  const path = (name: string) => `${person.id}/tags/${encodeURIComponent(name)}`;
  const add = (name: string) => act.mutate({ method: 'PUT', path: path(name) });
  const remove = (name: string) =>
    act.mutate(
      { method: 'DELETE', path: path(name) },
      {
        onSuccess: () =>
          notifications.show({
            message: (
              <Button size="xs" variant="subtle" onClick={() => add(name)}>
                Put “{name}” back
              </Button>
            ),
          }),
      },
    );
  return (
    <section aria-labelledby="tags">
      <Title order={2} id="tags" fz="xl" mb="sm">
        Tags
      </Title>
      <Group gap="xs" mb="sm">
        {person.tags.length === 0 && <Text c="dimmed">None.</Text>}
        {person.tags.map((name) => (
          <Pill
            key={name}
            size="lg"
            withRemoveButton={mayWrite}
            removeButtonProps={{ 'aria-label': `Take off the tag “${name}”`, tabIndex: 0, 'aria-hidden': false }}
            onRemove={() => remove(name)}
          >
            {name}
          </Pill>
        ))}
      </Group>
      {mayWrite && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (tag.trim() !== '') add(tag.trim());
          }}
        >
          <Group gap="xs" align="flex-end">
            <TextInput
              label="New tag"
              maxLength={40}
              value={tag}
              onChange={(event) => setTag(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={act.isPending}>
              Tag
            </Button>
          </Group>
        </form>
      )}
    </section>
  );
}
