import { Stack } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Security } from '../../src/accounts/me.schema.js';
import { call } from '../api/call.js';
import { Loaded } from '../shell/loaded.js';
import { PageHead } from '../shell/page-head.js';
import { NameCard } from './name-card.js';
import { PasskeysCard } from './passkeys-card.js';
import { PasswordCard } from './password-card.js';
import { SecondFactorCard } from './second-factor-card.js';
import { SessionsCard } from './sessions-card.js';

export const securityQuery = queryOptions({
  queryKey: ['security'],
  queryFn: () => call<Security>('GET', '/me/security'),
});

export function Screen() {
  const security = useQuery(securityQuery);
  return (
    <>
      <PageHead title="My account" lead="Your name, and the locks on your door." />
      <Stack maw={720} gap="lg">
        <NameCard />
        <PasswordCard />
        <Loaded query={security}>
          {(data) => (
            <>
              <SecondFactorCard on={data.secondFactor} codesLeft={data.recoveryCodesLeft} />
              <PasskeysCard passkeys={data.passkeys} />
              <SessionsCard sessions={data.sessions} />
            </>
          )}
        </Loaded>
      </Stack>
    </>
  );
}
