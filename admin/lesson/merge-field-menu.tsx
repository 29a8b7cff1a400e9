import { ActionIcon, Button, Popover, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUser } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { knownMergeFields } from '../../src/rendering/merge-text.js';

const labels: Readonly<Record<string, string>> = { first_name: 'First name' };

/** Puts `{{ first_name | friend }}` where one is writing; the fallback must be there, since many sign up without a name. */
export function MergeFieldMenu({ onInsert, small = false }: { onInsert: (field: string) => void; small?: boolean }) {
  const [open, { close, toggle }] = useDisclosure();
  const [fallback, setFallback] = useState('friend');
  const words = fallback.trim();
  const fault = words === '' || /[{}|]/.test(words) ? 'Please write one or two words, without { } |.' : undefined;
  const insert = (event: FormEvent, field: string) => {
    event.preventDefault();
    event.stopPropagation();
    if (fault) return;
    onInsert(`{{ ${field} | ${words} }}`);
    close();
  };
  return (
    <Popover opened={open} onDismiss={close} trapFocus returnFocus withArrow shadow="md" width={280}>
      <Popover.Target>
        <Tooltip label="First name">
          <ActionIcon
            variant="subtle"
            color="gray"
            size={small ? 'sm' : 'md'}
            aria-label="Insert the reader’s first name"
            onClick={toggle}
          >
            <IconUser size={small ? 15 : 18} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {knownMergeFields.map((field) => (
            <form key={field} onSubmit={(event) => insert(event, field)}>
              <Text fw={600} fz="sm">
                {labels[field] ?? field}
              </Text>
              <TextInput
                mt={4}
                label="If we do not know it, write"
                value={fallback}
                maxLength={60}
                error={fault}
                onChange={(event) => setFallback(event.currentTarget.value)}
                data-autofocus
              />
              <Button type="submit" size="xs" mt="xs">
                Insert
              </Button>
            </form>
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
