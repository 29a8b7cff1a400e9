import type { IncomingHttpHeaders } from 'node:http';
import type { Admin } from './admin.js';

/** Port: who is behind a request, by its cookie or its key. Asked once for every request of the admin API. */
export abstract class SignIns {
  /** Null: nobody we know, or a session that has ended. Reads only, but may note when a session or key was last used. */
  abstract adminOf(headers: IncomingHttpHeaders): Promise<Admin | null>;
}
