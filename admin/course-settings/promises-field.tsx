import { ActionIcon, Button, Group, Input, Stack, Textarea } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { Clash } from './setting-fields.js';
import { useSetting } from './settings-context.js';

/** What people get, line by line, in the author's order. */
export function PromisesField() {
  const { value, fault, readOnly, type, put } = useSetting<string[]>('page.promises');

  const save = (promises: string[]) => put(promises.filter((promise) => promise.trim() !== ''));
  const swap = (place: number, other: number) => {
    const moved = [...value];
    [moved[place], moved[other]] = [moved[other] ?? '', moved[place] ?? ''];
    save(moved);
  };

  return (
    <Input.Wrapper label="What people get" labelElement="div" error={fault}>
      <Stack gap={6} my={6}>
        {value.map((promise, place) => (
          <Group key={place} gap={4} wrap="nowrap">
            <Textarea
              flex={1}
              autosize
              minRows={1}
              aria-label={`Promise ${place + 1}`}
              value={promise}
              readOnly={readOnly}
              onChange={(event) => type(value.with(place, event.currentTarget.value))}
              onBlur={() => save(value)}
            />
            {!readOnly && (
              <>
                <Move to="up" place={place} disabled={place === 0} onMove={() => swap(place, place - 1)} />
                <Move
                  to="down"
                  place={place}
                  disabled={place === value.length - 1}
                  onMove={() => swap(place, place + 1)}
                />
                <ActionIcon
                  variant="subtle"
                  aria-label={`Take out promise ${place + 1}`}
                  onClick={() => save(value.toSpliced(place, 1))}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              </>
            )}
          </Group>
        ))}
      </Stack>
      {!readOnly && value.length < 12 && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => type([...value, ''])}
        >
          Add a line
        </Button>
      )}
      <Clash path="page.promises" />
    </Input.Wrapper>
  );
}

interface MoveProps {
  to: 'up' | 'down';
  place: number;
  disabled: boolean;
  onMove: () => void;
}

function Move({ to, place, disabled, onMove }: MoveProps) {
  const Icon = to === 'up' ? IconArrowUp : IconArrowDown;
  return (
    <ActionIcon variant="subtle" aria-label={`Move promise ${place + 1} ${to}`} disabled={disabled} onClick={onMove}>
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
}
