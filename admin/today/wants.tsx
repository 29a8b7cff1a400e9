import { Alert, Anchor, Stack } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { TodayView } from '../../src/insights/today.schema.js';
import { number } from './today.js';

type Count = TodayView['wants']['late'];

/** What a person should look at, each with the list behind it; says so when there is nothing. */
export function Wants({ today }: { today: TodayView }) {
  const { inDoubt, refusedToday, late } = today.wants;
  const said = (count: Count) => `${number(count.count)}${count.capped ? '+' : ''}`;
  const letters = (count: Count, one: string, many: string) =>
    count.count === 1 ? `One letter ${one}` : `${said(count)} letters ${many}`;
  const all = [
    {
      count: inDoubt,
      words: letters(inDoubt, 'is in doubt and may want your decision', 'are in doubt and may want your decision'),
      search: { state: 'in_doubt' },
    },
    {
      count: late,
      words: letters(late, 'should have left and has not', 'should have left and have not'),
      search: { late: 'true' },
    },
    {
      count: refusedToday,
      words: letters(refusedToday, 'was refused today', 'were refused today'),
      search: { state: 'refused', from: today.from },
    },
  ].filter(({ count }) => count.count > 0);
  if (all.length === 0)
    return (
      <Alert
        variant="light"
        color="sea"
        icon={<IconCheck aria-hidden />}
        title="Nothing wants you just now"
        role="status"
      />
    );
  return (
    <Alert
      variant="light"
      color="coral"
      icon={<IconAlertTriangle aria-hidden />}
      title="This wants a look"
      role="status"
    >
      <Stack gap={6}>
        {all.map(({ words, search }) => (
          <Anchor
            key={words}
            c="inherit"
            underline="always"
            renderRoot={(props) => <Link to="/deliveries" search={search} {...props} />}
          >
            {words}
          </Anchor>
        ))}
      </Stack>
    </Alert>
  );
}
