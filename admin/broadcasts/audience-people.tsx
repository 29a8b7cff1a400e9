import { Alert, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { AudienceReading } from '../../src/broadcasts/audience.schema.js';
import { sayProblem } from '../api/problem.js';
import { cityOf } from '../subscribers/subscribers.js';
import { audienceCount } from './issue-words.js';
import styles from './broadcasts.module.css';

/** How many they are now, and ten of them. */
export function AudiencePeople({ reading }: { reading: UseQueryResult<AudienceReading> }) {
  const { data, error, isFetching } = reading;
  return (
    <Stack gap="sm" aria-busy={isFetching}>
      <div role="status">
        <Text fw={600} fz="xl">
          {data ? (data.counting ? 'Counting …' : audienceCount(data)) : error ? '' : 'Counting …'}
        </Text>
        {data && !data.counting && (
          <Text fz="sm" c="dimmed">
            {data.count === 0
              ? 'Nobody would get it now.'
              : 'would get it now. Who joins or leaves before it is sent is counted then.'}
          </Text>
        )}
      </div>
      {error && <Alert color="coral">{sayProblem(error)}</Alert>}
      {(data?.gone ?? []).length > 0 && (
        <Alert color="coral" title="This names what is no longer there">
          {data?.gone.map((what) => `${what} is gone.`).join(' ')} Take that out, or choose another one in its place.
        </Alert>
      )}
      {data && data.people.length > 0 && (
        <div>
          <Text fw={600} fz="sm" id="some-readers">
            {data.people.length === data.count ? 'All of them' : 'Some of them'}
          </Text>
          <ul className={styles.people ?? ''} aria-labelledby="some-readers">
            {data.people.map(({ id, email, firstName, zone, tags }) => (
              <li key={id}>
                <Text fz="sm" className={styles.words ?? ''}>
                  {firstName === null ? email : `${firstName} · ${email}`}
                </Text>
                <Text fz="xs" c="dimmed">
                  {[zone === null ? null : cityOf(zone), ...tags].filter(Boolean).join(' · ') || 'no more is known'}
                </Text>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Stack>
  );
}
