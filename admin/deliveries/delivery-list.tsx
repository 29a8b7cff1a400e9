import { Checkbox, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import type { DeliveryItem } from '../../src/deliveries/delivery.schema.js';
import { When } from '../shell/when.js';
import { nameOf } from './deliveries.js';
import classes from './deliveries.module.css';
import { StateBadge } from './state-badge.js';

interface Props {
  items: readonly DeliveryItem[];
  onOpen: (item: DeliveryItem) => void;
  /** Present: letters can be chosen. */
  chosen?: { ids: ReadonlySet<string>; toggle: (id: string) => void };
}

/** One letter a line; on a phone its parts stand below each other. */
export function DeliveryList({ items, onOpen, chosen }: Props) {
  return (
    <ul className={classes.list}>
      {items.map((item) => (
        <li key={item.id} className={classes.row}>
          {chosen && (
            <Checkbox
              className={classes.box}
              checked={chosen.ids.has(item.id)}
              onChange={() => chosen.toggle(item.id)}
              aria-label={`Choose “${nameOf(item)}” to ${item.person.email}`}
            />
          )}
          <UnstyledButton className={classes.letter} onClick={() => onOpen(item)}>
            <Stack gap={2} className={classes.what}>
              <Text fw={600} component="span">
                {nameOf(item)}
              </Text>
              <Text fz="sm" c="dimmed" component="span" className="breaks">
                {item.person.firstName ? `${item.person.firstName}, ` : ''}
                {item.person.email}
                {item.course ? ` · ${item.course.name}` : ''}
              </Text>
            </Stack>
            <Stack gap={2} className={classes.came}>
              <Group gap="xs" className={classes.state}>
                <StateBadge item={item} />
                <Text fz="sm" c="dimmed" component="span">
                  <When at={item.settledAt ?? item.dueAt} />
                </Text>
              </Group>
              {item.state !== 'accepted' && (item.reply ?? item.because) && (
                <Text fz="xs" c="dimmed" component="span" className="breaks" lineClamp={2}>
                  {item.reply ? [item.reply.code, item.reply.text].filter(Boolean).join(' ') : item.because}
                </Text>
              )}
            </Stack>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
