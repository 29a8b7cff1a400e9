import { Grid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMe } from '../api/me.js';
import { useZone } from '../settings/house-settings.js';
import { Loaded } from '../shell/loaded.js';
import { PageHead } from '../shell/page-head.js';
import { Comings } from './comings.js';
import { HoursCard } from './hours-card.js';
import { Services } from './services.js';
import { todayQuery } from './today.js';
import { Wants } from './wants.js';
import { WeekCard } from './week-card.js';
import { Welcome } from './welcome.js';

/** What has left and what is to come, who came and went, and what wants a person. */
export function Screen() {
  const zone = useZone();
  const query = useQuery(todayQuery(zone));
  const { name } = useMe();
  const date = new Date(query.data?.at ?? Date.now()).toLocaleDateString('en-GB', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  return (
    <>
      <PageHead title="Today" lead={`Good to see you, ${name}. It is ${date}.`} />
      <Loaded query={query} lines={8}>
        {(today) => (
          <Stack gap="lg">
            {today.welcome.isEmpty ? <Welcome courses={today.welcome.courses} /> : <Wants today={today} />}
            {!today.welcome.isEmpty && (
              <>
                <HoursCard today={today} />
                <Grid gap="lg">
                  <Grid.Col span={{ base: 12, md: 7 }}>
                    <WeekCard today={today} />
                  </Grid.Col>
                  <Grid.Col span={{ base: 12, md: 5 }}>
                    <Comings comings={today.comings} />
                  </Grid.Col>
                </Grid>
              </>
            )}
            <Services />
          </Stack>
        )}
      </Loaded>
    </>
  );
}
