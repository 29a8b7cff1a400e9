import { Badge } from '@mantine/core';
import type { DeliveryItem } from '../../src/deliveries/delivery.schema.js';

const short: Record<DeliveryItem['state'], string> = {
  planned: 'To come',
  claimed: 'About to leave',
  sending: 'Being sent',
  accepted: 'Accepted',
  refused: 'Refused',
  withdrawn: 'Not sent',
  in_doubt: 'In doubt',
  closed: 'Given up',
  skipped: 'Skipped',
};

/** The state in a word or two; its sentence stands in the drawer. */
export function StateBadge({ item }: { item: Pick<DeliveryItem, 'state'> }) {
  const wantsEyes = item.state === 'refused' || item.state === 'in_doubt';
  return (
    <Badge
      variant={wantsEyes ? 'filled' : 'default'}
      color={wantsEyes ? 'coral.8' : 'gray'}
      tt="none"
      fw={600}
      radius="sm"
    >
      {short[item.state]}
    </Badge>
  );
}
