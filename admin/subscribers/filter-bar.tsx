import { Button, Group } from '@mantine/core';
import type { Expression } from '../../src/subscribers/expression.schema.js';
import { FilterLines } from './filter-lines.js';
import type { Asked } from './people-address.js';
import type { ListAddress } from './list-address.js';
import { SegmentMenu } from './segment-menu.js';

/** The filter as words, one pill a line; kept under a name as a segment. */
export function FilterBar({ asked, onGo }: { asked: Asked; onGo: (address: ListAddress) => void }) {
  const { filter, segment, address } = asked;
  const search = address.search === undefined ? {} : { search: address.search };
  const change = (next: Expression) => {
    if (segment)
      return onGo({ ...search, segment: segment.id, ...(alike(next, segment.expression) ? {} : { filter: next }) });
    return onGo({ ...search, ...(next.length > 0 ? { filter: next } : {}) });
  };
  return (
    <Group gap="xs" role="group" aria-label="Filters">
      {filter && <FilterLines filter={filter} onChange={change} />}
      <SegmentMenu asked={asked} onGo={(next) => onGo({ ...search, ...next })} />
      {(address.filter !== undefined || address.segment !== undefined) && (
        <Button variant="subtle" size="xs" onClick={() => onGo(search)}>
          Show everybody
        </Button>
      )}
    </Group>
  );
}

function alike(one: Expression, other: Expression): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
