import { Stack } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Team } from '../../src/accounts/team.schema.js';
import { call } from '../api/call.js';
import { Loaded } from '../shell/loaded.js';
import { PageHead } from '../shell/page-head.js';
import { InviteButton } from './invite-button.js';
import { InvitationList } from './invitation-list.js';
import { KeySection } from './key-section.js';
import { MemberList } from './member-list.js';

export const teamQuery = queryOptions({ queryKey: ['team'], queryFn: () => call<Team>('GET', '/team') });

export function Screen() {
  const team = useQuery(teamQuery);
  return (
    <>
      <PageHead title="Team and keys" lead="Who may come in, as what, and the programs that act for you.">
        <InviteButton />
      </PageHead>
      <Stack gap="xl" maw={920}>
        <Loaded query={team}>
          {({ members, invitations }) => (
            <>
              <MemberList members={members} />
              {invitations.length > 0 && <InvitationList invitations={invitations} />}
            </>
          )}
        </Loaded>
        <KeySection />
      </Stack>
    </>
  );
}
