import { createHmac } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { LinkSecret } from '../links/link.service.js';
import { AuthEvents } from './auth-events.service.js';

/**
 * better-auth, set up at first use: a worker or a command that signs nobody in never loads it. It works on TypeORM's own
 * pool, so there is one to close, and its secret is derived from the house's.
 */
@Injectable()
export class Auth {
  private readonly logger = new Logger('accounts');
  private made: ReturnType<Auth['make']> | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly config: Config,
    private readonly linkSecret: LinkSecret,
    private readonly events: AuthEvents,
  ) {}

  library(): ReturnType<Auth['make']> {
    this.made ??= this.make();
    return this.made;
  }

  /** A password as the library keeps it: scrypt with a salt of its own, some 75 ms of work. */
  async hash(password: string): Promise<string> {
    const { password: passwords } = await (await this.library()).$context;
    return passwords.hash(password);
  }

  private async make() {
    const { openLibrary } = await import('./auth-library.js');
    const { master } = this.dataSource.driver as unknown as { master: Pool };
    return openLibrary({
      pool: master,
      publicUrl: this.config.publicUrl,
      secret: createHmac('sha256', this.linkSecret.value).update('coursepost:accounts').digest('base64url'),
      events: this.events,
      log: (level, message) => this.logger[level === 'error' ? 'error' : 'warn'](message),
    });
  }
}
