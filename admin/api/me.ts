import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Permission } from '../../src/accounts/permissions.js';
import type { Me } from '../../src/accounts/me.schema.js';
import { call } from './call.js';
import { ApiProblem } from './problem.js';

/** Null: nobody is signed in. */
export const meQuery = queryOptions({ queryKey: ['me'], queryFn: askMe, staleTime: 60_000 });

/** Asked in a way that answers 200 to a stranger first: a page that works must not leave errors in the console. */
async function askMe(): Promise<Me | null> {
  const standing = await fetch('/api/entry/standing').catch(() => null);
  if (standing?.ok && !((await standing.json()) as { signedIn: boolean }).signedIn) return null;
  try {
    return await call<Me>('GET', '/me', undefined, { signedOut: 'throw' });
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
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
