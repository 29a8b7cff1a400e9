import { Alert, Anchor, List } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { TakenSlots } from '../../src/impact/impact.schema.js';
import { call } from '../api/call.js';
import { sayDay } from './date-ranges.js';
import { useSettings } from './settings-context.js';

/** From whom the draft's calendar takes the next lesson, at once when it is changed. */
export function TakenSlotsNote() {
  const { slug, state } = useSettings();
  const { data } = useQuery({
    queryKey: ['taken-slots', slug, state.view.version],
    queryFn: ({ signal }) => call<TakenSlots>('GET', `/courses/${slug}/draft/taken-slots`, undefined, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => (data && data.underway !== null ? 1_000 : false),
  });
  return (
    <div role="status">
      {data && data.people > 0 && (
        <Alert color="coral" title={`This moves the next lesson of ${count(data.people)}`}>
          They were to get it on a day that is no longer one. It comes on the next day that is; no lesson is lost.
          <List mt="xs" size="sm">
            {data.dates.slice(0, 5).map(({ date, people }) => (
              <List.Item key={date}>
                {sayDay(date)}: {count(people)}
              </List.Item>
            ))}
          </List>
          <Anchor mt="xs" fz="sm" renderRoot={(props) => <Link to={`/courses/${slug}/publish` as string} {...props} />}>
            See everybody whom it touches
          </Anchor>
        </Alert>
      )}
    </div>
  );
}

function count(people: number): string {
  return people === 1 ? '1 person' : `${people.toLocaleString('en')} people`;
}
