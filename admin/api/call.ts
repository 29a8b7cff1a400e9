import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { problemIn, unreachableProblem } from './problem.js';
import { signedInAgain } from './signed-out.js';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface CallOptions {
  /** Given up when it aborts. */
  signal?: AbortSignal;
  /** For bytes: what they are. JSON otherwise. */
  headers?: Record<string, string>;
  /** It changes nothing, though it is sent by POST: no Idempotency-Key, so that its answer is not kept. */
  changes?: false;
  /**
   * Nobody asked for it just now: a beat, polling, a preview while typing. It throws 401 instead of asking to sign in again, for
   * a dialog that opens by itself would take the keys of whoever is typing.
   */
  quiet?: boolean;
}

/**
 * One call of /api/admin. Changing calls carry an Idempotency-Key, so a lost answer is asked for again without doing anything twice.
 * When the session has ended, the sign-in dialog opens in place, unless the call is `quiet`, and the very same call goes on afterwards.
 * Throws ApiProblem.
 */
export async function call<T>(
  method: Method,
  path: string,
  body?: object | Blob,
  options: CallOptions = {},
): Promise<T> {
  const key = method === 'GET' || options.changes === false ? null : crypto.randomUUID();
  for (let tries = 1; ; tries++) {
    const response = await send(method, path, key, body, options);
    if (response === null || response.status === 503) {
      if (tries < 3) {
        await new Promise((resolve) => setTimeout(resolve, 400 * tries));
        continue;
      }
      throw response ? await problemIn(response) : unreachableProblem();
    }
    if (response.status === 401 && !options.quiet) {
      await signedInAgain();
      continue;
    }
    if (!response.ok) throw await problemIn(response);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
}

/** Of a query that is asked again and again: quiet, once there is an answer to look at. */
export function quietly({
  client,
  queryKey,
  signal,
}: {
  client: QueryClient;
  queryKey: QueryKey;
  signal: AbortSignal;
}): CallOptions {
  return { signal, quiet: client.getQueryData(queryKey) !== undefined };
}

async function send(
  method: Method,
  path: string,
  key: string | null,
  body: object | Blob | undefined,
  { signal, headers }: CallOptions,
): Promise<Response | null> {
  const isBytes = body instanceof Blob;
  try {
    return await fetch(`/api/admin${path}`, {
      method,
      signal: signal ?? null,
      headers: {
        Accept: 'application/json',
        ...(key === null ? {} : { 'Idempotency-Key': key }),
        ...(body === undefined || isBytes ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : isBytes ? body : JSON.stringify(body),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    return null;
  }
}

/** The path with its query; what is undefined, null or empty is left out. */
export function withQuery(path: string, query: Record<string, string | number | boolean | null | undefined>): string {
  const said = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  );
  return said.length === 0 ? path : `${path}?${new URLSearchParams(said).toString()}`;
}
