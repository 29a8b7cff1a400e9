import { Button, Group, Stack, Text } from '@mantine/core';
import type { SuppressionItem } from '../../src/suppressions/suppression.schema.js';
import { When } from '../shell/when.js';
import classes from './suppressions.module.css';

interface Props {
  items: readonly SuppressionItem[];
  /** Null: this person may not. */
  onLift: ((item: SuppressionItem) => void) | null;
}

export function SuppressionList({ items, onLift }: Props) {
  return (
    <ul className={classes.list}>
      {items.map((item) => (
        <li key={item.hash} className={classes.row}>
          <SuppressionLine item={item} onLift={onLift} />
        </li>
      ))}
    </ul>
  );
}

/** One suppression; the beginning of its hash tells two of them apart. */
export function SuppressionLine({ item, onLift }: { item: SuppressionItem; onLift: Props['onLift'] }) {
  return (
    <Group justify="space-between" gap="sm">
      <Stack gap={2}>
        <Text fw={600} component="span">
          {item.reasonSays}
        </Text>
        <Text fz="sm" c="dimmed" component="span" className="breaks">
          {item.note && `${item.note} · `}
          <When at={item.since} /> · {item.hash.slice(0, 8)}…
        </Text>
      </Stack>
      {item.liftable ? (
        onLift && (
          <Button
            variant="default"
            size="xs"
            onClick={() => onLift(item)}
            aria-label={`Lift ${item.hash.slice(0, 8)}: ${item.reasonSays}`}
          >
            Lift
          </Button>
        )
      ) : (
        <Text fz="xs" c="dimmed">
          Only they can turn it round, by signing up again
        </Text>
      )}
    </Group>
  );
}
