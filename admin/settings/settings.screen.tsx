import { Alert, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../api/me.js';
import { Loaded } from '../shell/loaded.js';
import { PageHead } from '../shell/page-head.js';
import { houseSettingsQuery } from './house-settings.js';
import { SendersSection } from './senders-section.js';
import { SettingsForm } from './settings-form.js';

/** What the whole house goes by. */
export function Screen() {
  const mayWrite = useMay('settings.write');
  return (
    <>
      <PageHead
        title="Settings"
        lead="What the whole house goes by. Changes hold within seconds, without a restart; letters that are on their way keep what they were made with."
      />
      <Stack gap="lg" maw={760}>
        {!mayWrite && <Alert color="sea">Owners change these settings; you can read them.</Alert>}
        <SendersSection />
        <Loaded query={useQuery(houseSettingsQuery)} lines={8}>
          {(view) => <SettingsForm view={view} />}
        </Loaded>
      </Stack>
    </>
  );
}
