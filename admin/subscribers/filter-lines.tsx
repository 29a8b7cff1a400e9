import { Button, Pill } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilterPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Expression } from '../../src/subscribers/expression.schema.js';
import { ConditionDialog } from './condition-dialog.js';
import { choicesQuery, conditionWords } from './subscribers.js';
import classes from './subscribers.module.css';

export interface FilterLinesProps {
  filter: Expression;
  readOnly?: boolean;
  onChange: (filter: Expression) => void;
}

/** A filter as words, one pill a line, and the way another condition joins it. */
export function FilterLines({ filter, readOnly = false, onChange }: FilterLinesProps) {
  const choices = useQuery(choicesQuery);
  const [opened, { open, close }] = useDisclosure(false);
  const lines = filter.map((line) => line.map((one) => conditionWords(one, choices.data)).join(' or '));
  return (
    <>
      {lines.map((words, index) => (
        <Pill
          key={`${index} ${words}`}
          size="lg"
          classNames={{ root: classes.line ?? '', label: classes.lineWords ?? '' }}
          withRemoveButton={!readOnly}
          removeButtonProps={{ 'aria-label': `Remove the filter “${words}”`, tabIndex: 0, 'aria-hidden': false }}
          onRemove={() => onChange(filter.filter((_, place) => place !== index))}
        >
          {words}
        </Pill>
      ))}
      {!readOnly && (
        <Button variant="default" size="xs" leftSection={<IconFilterPlus size={16} aria-hidden />} onClick={open}>
          Add a filter
        </Button>
      )}
      <ConditionDialog
        opened={opened}
        lines={lines}
        onClose={close}
        onAdd={(condition, insteadOf) => {
          onChange(
            insteadOf === null
              ? [...filter, [condition]]
              : filter.map((line, place) => (place === insteadOf ? [...line, condition] : line)),
          );
          close();
        }}
      />
    </>
  );
}
