import type { IncomingHttpHeaders } from 'node:http';
import type { Admin } from './admin.js';

/** Port: who is behind a request, by its cookie or its key. Asked once for every request of the admin API. */
export abstract class SignIns {
  /** Null: nobody we know, or a session that has ended. Reads only, but may note when a session or key was last used. */
  abstract adminOf(headers: IncomingHttpHeaders): Promise<Admin | null>;

  /**
   * As the browser app asks when it is opened: a session that is used is prolonged, at most once a day, and `cookies` are the
   * Set-Cookie lines that say so.
   */
  abstract standing(headers: IncomingHttpHeaders): Promise<{ admin: Admin | null; cookies: readonly string[] }>;
}
