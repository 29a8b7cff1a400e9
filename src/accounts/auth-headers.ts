import type { IncomingHttpHeaders } from 'node:http';

/** How the house tells the library who knocks; what a request says under this name is never passed on. */
export const clientAddressHeader = 'x-coursepost-client';

/** As much of a request as the library needs to find a session. */
export function sessionHeaders({ cookie }: IncomingHttpHeaders): Headers {
  return new Headers(cookie === undefined ? {} : { cookie });
}
