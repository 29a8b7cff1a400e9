import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import type { Permission } from '../../src/accounts/permissions.js';
import type { Me, Standing } from '../../src/accounts/me.schema.js';
import { entryCall } from '../accounts/entry-call.js';

/** Null: nobody is signed in. */
export const meQuery = queryOptions({ queryKey: ['me'], queryFn: askMe, staleTime: 60_000, retry: 2 });

/**
 * A stranger is no error: a page that works must not leave any in the console. Somebody whose session ends meanwhile stays on their
 * page, with what they typed: the next call that needs a session asks for it in place.
 */
async function askMe({ client }: { client: QueryClient }): Promise<Me | null> {
  const { me } = await entryCall<Standing>('GET', '/entry/standing');
  return me ?? client.getQueryData<Me | null>(['me']) ?? null;
}

/** Within the frame somebody is signed in: it shows the sign-in page otherwise. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (!data) throw new Error('nobody is signed in');
  return data;
}

/** What the role does not allow is not offered; the server decides all the same. */
export function useMay(permission: Permission): boolean {
  return useMe().permissions.includes(permission);
}
