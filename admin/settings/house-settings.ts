import { queryOptions, useQuery } from '@tanstack/react-query';
import type { HouseSettingsView } from '../../src/settings/house-settings.schema.js';
import { call } from '../api/call.js';

export const houseSettingsQuery = queryOptions({
  queryKey: ['house-settings'],
  queryFn: ({ signal }) => call<HouseSettingsView>('GET', '/settings', undefined, { signal }),
  staleTime: 60_000,
});

const deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Zone that times are shown in: the house's, or the one of this device. Undefined while nobody knows yet. */
export function useZone(): string | undefined {
  const { data, isError } = useQuery(houseSettingsQuery);
  if (isError) return deviceZone;
  return data && (data.zone.value ?? deviceZone);
}
