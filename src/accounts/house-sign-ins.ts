import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Clock } from '../schedule/clock.js';
import type { Admin } from './admin.js';
import { ApiKeyStore } from './api-key.store.js';
import { Auth } from './auth.js';
import { sessionHeaders } from './auth-headers.js';
import { permissionsOf, roles } from './permissions.js';
import { SignIns } from './sign-ins.js';

/** By key, where one is sent, else by the session's cookie. A key that is wrong is not helped by a cookie. */
@Injectable()
export class HouseSignIns extends SignIns {
  constructor(
    private readonly auth: Auth,
    private readonly keys: ApiKeyStore,
    private readonly clock: Clock,
  ) {
    super();
  }

  async adminOf(headers: IncomingHttpHeaders): Promise<Admin | null> {
    const key = apiKeyIn(headers);
    if (key !== null) return this.keys.use(key, this.clock.now());
    if (headers.cookie === undefined) return null;
    const library = await this.auth.library();
    // Prolonging a session sets a cookie, which this request's answer does not carry.
    const found = await library.api.getSession({
      headers: sessionHeaders(headers),
      query: { disableRefresh: true },
    });
    return found && personOf(found.user);
  }

  async standing(headers: IncomingHttpHeaders): Promise<{ admin: Admin | null; cookies: readonly string[] }> {
    if (headers.cookie === undefined) return { admin: null, cookies: [] };
    const library = await this.auth.library();
    const { response, headers: said } = await library.api.getSession({
      headers: sessionHeaders(headers),
      returnHeaders: true,
    });
    return { admin: response && personOf(response.user), cookies: said.getSetCookie() };
  }
}

function personOf({
  id,
  name,
  email,
  role: said,
}: {
  id: string;
  name: string;
  email: string;
  role: string;
}): Admin | null {
  const role = roles.find((each) => each === said);
  return role ? { id, name, email, role, permissions: permissionsOf(role), actor: `admin:${id}` } : null;
}

/** `Authorization: Bearer …`, or `x-api-key: …` for programs that cannot say so. */
export function apiKeyIn(headers: IncomingHttpHeaders): string | null {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const plain = headers['x-api-key'];
  return bearer ?? (typeof plain === 'string' && plain !== '' ? plain : null);
}
