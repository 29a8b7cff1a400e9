import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Config } from '../config/config.js';
import { clientAddress } from '../http/client-address.js';
import { HouseError } from '../house-error.js';
import { Auth } from './auth.js';
import { authFault } from './auth-fault.js';
import { clientAddressHeader } from './auth-headers.js';
import { EntryLimit } from './entry-limit.js';

/**
 * The library's routes that are open, and nothing else of it: none of them makes an account. `limit`: what is counted
 * before it is tried.
 */
const routes: Record<string, { limit?: 'sign-in' | 'code' }> = {
  'POST /sign-in/email': { limit: 'sign-in' },
  'GET /get-session': {},
  'POST /sign-out': {},
  'POST /change-password': { limit: 'sign-in' },
  'POST /two-factor/enable': { limit: 'sign-in' },
  'POST /two-factor/disable': { limit: 'sign-in' },
  'POST /two-factor/generate-backup-codes': { limit: 'sign-in' },
  'POST /two-factor/verify-totp': { limit: 'code' },
  'POST /two-factor/verify-backup-code': { limit: 'code' },
  'GET /passkey/generate-register-options': {},
  'POST /passkey/verify-registration': {},
  'GET /passkey/generate-authenticate-options': {},
  'POST /passkey/verify-authentication': { limit: 'sign-in' },
  'POST /passkey/update-passkey': {},
  'POST /passkey/delete-passkey': {},
};

/** Stands between a request and the library: what is open, how often, and whose words an error has. */
@Injectable()
export class AuthDoor {
  constructor(
    private readonly auth: Auth,
    private readonly limit: EntryLimit,
    private readonly config: Config,
  ) {}

  /** Throws HouseError for everything the library refuses; cookies it set are set all the same. */
  async pass(request: Request, response: Response): Promise<void> {
    const path = request.path.replace(/^\/api\/auth/i, '');
    const route = routes[`${request.method} ${path}`];
    if (!route) throw new HouseError('not-found', 'There is nothing at this address.');
    const client = clientAddress(request);
    const body = request.body as Record<string, unknown> | undefined;
    const email = typeof body?.email === 'string' && path === '/sign-in/email' ? body.email : null;
    if (route.limit) await this.limit.count(route.limit, client, email);
    const library = await this.auth.library();
    const answer = await library.handler(this.asFetch(request, client));
    for (const cookie of answer.headers.getSetCookie()) response.append('Set-Cookie', cookie);
    response.setHeader('Cache-Control', 'no-store');
    const said: unknown = await answer.json().catch(() => null);
    if (!answer.ok) throw authFault(answer.status, said);
    response.status(answer.status).json(withoutSession(said));
  }

  /** The body was read already, with the house's limits; the client's address is ours to say, not the request's. */
  private asFetch(request: Request, client: string): globalThis.Request {
    const headers = new Headers();
    for (const name of ['cookie', 'origin', 'user-agent', 'accept-language']) {
      const value = request.headers[name];
      if (typeof value === 'string') headers.set(name, value);
    }
    if (client !== 'unknown') headers.set(clientAddressHeader, client);
    const url = new URL(request.originalUrl, this.config.publicUrl);
    if (request.method === 'GET') return new globalThis.Request(url, { headers });
    headers.set('content-type', 'application/json');
    return new globalThis.Request(url, { method: 'POST', headers, body: JSON.stringify(request.body ?? {}) });
  }
}

/** The session's token belongs into its cookie, where no script can read it. */
function withoutSession(said: unknown): unknown {
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return said;
  return Object.fromEntries(Object.entries(said).filter(([name]) => name !== 'token' && name !== 'session'));
}
