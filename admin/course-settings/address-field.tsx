import { Alert, Button, Group, Input, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CourseAddress } from '../../src/courses/course-address.schema.js';
import { call } from '../api/call.js';
import { useMay } from '../api/me.js';
import { faultOf, sayProblem } from '../api/problem.js';
import { Dialog } from '../shell/dialog.js';
import { useSettings } from './settings-context.js';

/** Where the course is found. The one thing on this screen that holds at once. */
export function AddressField() {
  const { slug } = useSettings();
  const [open, { open: show, close }] = useDisclosure(false);
  const { data } = useQuery({
    queryKey: ['address', slug],
    queryFn: () => call<CourseAddress>('GET', `/courses/${slug}/address`),
  });
  const mayChange = useMay('courses.publish');
  return (
    <Input.Wrapper
      label="Address"
      labelElement="div"
      description={
        data && data.aliases.length > 0 ? `Links to ${data.aliases.map(pathOf).join(', ')} lead here.` : undefined
      }
    >
      <Group gap="sm" mt={4}>
        <Text ff="monospace" fz="sm">
          {pathOf(data?.slug ?? slug)}
        </Text>
        {mayChange && (
          <Button size="xs" variant="default" onClick={show}>
            Change the address
          </Button>
        )}
      </Group>
      <Dialog opened={open} onClose={close} title="Change the address">
        <AddressForm slug={data?.slug ?? slug} onDone={close} />
      </Dialog>
    </Input.Wrapper>
  );
}

function AddressForm({ slug, onDone }: { slug: string; onDone: () => void }) {
  const [wanted, setWanted] = useState(slug);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const change = useMutation({
    mutationFn: () => call<CourseAddress>('PUT', `/courses/${slug}/address`, { slug: wanted.trim() }),
    onSuccess: async (answer) => {
      onDone();
      notifications.show({ message: `The course is at ${pathOf(answer.slug)} now.` });
      await queries.invalidateQueries();
      await navigate({ to: `/courses/${answer.slug}/settings` as string });
    },
  });
  const fault = faultOf(change.error, 'slug');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <TextInput
        label="New address"
        description="Small letters, digits and dashes."
        leftSection={
          <Text fz="sm" c="dimmed">
            /courses/
          </Text>
        }
        leftSectionWidth={82}
        value={wanted}
        error={fault}
        autoCapitalize="none"
        spellCheck={false}
        data-autofocus
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <Text fz="sm" my="md">
        This holds at once, without publishing. Every link to {pathOf(slug)}, in letters and on other sites, goes on
        working and leads to the new address.
      </Text>
      {change.error && !fault && (
        <Alert color="coral" role="alert" mb="md">
          {sayProblem(change.error)}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          Leave it
        </Button>
        <Button type="submit" loading={change.isPending} disabled={wanted.trim() === slug}>
          Change it
        </Button>
      </Group>
    </form>
  );
}

function pathOf(slug: string): string {
  return `/courses/${slug}`;
}
