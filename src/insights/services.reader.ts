import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { WorkerStore } from '../deliveries/worker.store.js';
import { MailTransport } from '../mail/mail-transport.js';
import { describe, readSmtpUrl } from '../mail/smtp-url.js';
import type { ServicesView } from './today.schema.js';

const mailPatienceMs = 4_000;

/** Whether database, mail server and workers are well, in words. Never throws for one of them; says no password. */
@Injectable()
export class ServicesReader {
  constructor(
    private readonly db: DataSource,
    private readonly workers: WorkerStore,
    private readonly mail: MailTransport,
    private readonly config: Config,
  ) {}

  async view(): Promise<ServicesView> {
    const [database, mail, workers] = await Promise.all([this.database(), this.mailServer(), this.living()]);
    return { database, mail, workers };
  }

  private async database(): Promise<ServicesView['database']> {
    const began = performance.now();
    const [row] = await this.db.query<[{ version: string }]>(`select current_setting('server_version') as version`);
    const ms = Math.max(1, Math.round(performance.now() - began));
    const where = this.config.settings.DATABASE_URL === undefined ? 'built in' : 'your own';
    return { isWell: ms < 500, says: `PostgreSQL ${row.version.split(' ')[0]} (${where}) answers in ${ms} ms` };
  }

  private async mailServer(): Promise<ServicesView['mail']> {
    const { SMTP_URL } = this.config.settings;
    const server = SMTP_URL === undefined ? null : readSmtpUrl(SMTP_URL);
    const name = server === null || 'problem' in server ? 'The inbox on this machine' : describe(server);
    const silent = `${name} has not answered for ${mailPatienceMs / 1000} seconds`;
    const trouble = await Promise.race([this.mail.check(), pause(mailPatienceMs, silent, { ref: false })]);
    if (trouble !== null) return { isWell: false, says: trouble };
    if (server === null) return { isWell: true, says: `${name} takes every letter, until you name a mail server` };
    return { isWell: true, says: `${name} takes letters` };
  }

  private async living(): Promise<ServicesView['workers']> {
    const lease = this.config.settings.LEASE_SECONDS;
    const running = (await this.workers.running()).map((worker) => ({
      ...worker,
      startedAt: worker.startedAt.toISOString(),
      isSilent: worker.silentSeconds > lease,
    }));
    const silent = running.filter((worker) => worker.isSilent).length;
    const well = running.length - silent;
    const says =
      well === 0
        ? 'No worker is running: nothing is sent until one is started'
        : `${well === 1 ? 'One worker is' : `${well} workers are`} at work${silent === 0 ? '' : `, ${silent} silent`}`;
    return { isWell: well > 0 && silent === 0, says, running };
  }
}
