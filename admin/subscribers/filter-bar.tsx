import { Button, Group, Pill } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilterPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Expression } from '../../src/subscribers/expression.schema.js';
import { ConditionDialog } from './condition-dialog.js';
import type { Asked } from './people-address.js';
import type { ListAddress } from './list-address.js';
import { SegmentMenu } from './segment-menu.js';
import { choicesQuery, conditionWords } from './subscribers.js';
import classes from './subscribers.module.css';

/** The filter as words, one pill a line; kept under a name as a segment. */
export function FilterBar({ asked, onGo }: { asked: Asked; onGo: (address: ListAddress) => void }) {
  const choices = useQuery(choicesQuery);
  const [opened, { open, close }] = useDisclosure(false);
  const { filter, segment, address } = asked;
  const search = address.search === undefined ? {} : { search: address.search };
  const change = (next: Expression) => {
    if (segment)
      return onGo({ ...search, segment: segment.id, ...(alike(next, segment.expression) ? {} : { filter: next }) });
    return onGo({ ...search, ...(next.length > 0 ? { filter: next } : {}) });
  };
  const lines = (filter ?? []).map((line) => line.map((one) => conditionWords(one, choices.data)).join(' or '));
  return (
    <Group gap="xs" role="group" aria-label="Filters">
      {filter &&
        lines.map((words, index) => (
          <Pill
            key={`${index} ${words}`}
            size="lg"
            classNames={{ root: classes.line ?? '', label: classes.lineWords ?? '' }}
            withRemoveButton
            removeButtonProps={{ 'aria-label': `Remove the filter “${words}”`, tabIndex: 0, 'aria-hidden': false }}
            onRemove={() => change(filter.filter((_, place) => place !== index))}
          >
            {words}
          </Pill>
        ))}
      {filter && (
        <Button variant="default" size="xs" leftSection={<IconFilterPlus size={16} aria-hidden />} onClick={open}>
          Add a filter
        </Button>
      )}
      <SegmentMenu asked={asked} onGo={(next) => onGo({ ...search, ...next })} />
      {(address.filter !== undefined || address.segment !== undefined) && (
        <Button variant="subtle" size="xs" onClick={() => onGo(search)}>
          Show everybody
        </Button>
      )}
      {filter && (
        <ConditionDialog
          opened={opened}
          lines={lines}
          onClose={close}
          onAdd={(condition, insteadOf) => {
            change(
              insteadOf === null
                ? [...filter, [condition]]
                : filter.map((line, place) => (place === insteadOf ? [...line, condition] : line)),
            );
            close();
          }}
        />
      )}
    </Group>
  );
}

function alike(one: Expression, other: Expression): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
