import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../shell/loaded.js';
import { PageHead } from '../shell/page-head.js';
import { houseSettingsQuery } from './house-settings.js';
import { SettingsForm } from './settings-form.js';

/** What the whole house goes by. */
export function Screen() {
  return (
    <>
      <PageHead
        title="Settings"
        lead="What the whole house goes by. Changes hold within seconds, without a restart; letters that are on their way keep what they were made with."
      />
      <Loaded query={useQuery(houseSettingsQuery)} lines={8}>
        {(view) => <SettingsForm view={view} />}
      </Loaded>
    </>
  );
}
