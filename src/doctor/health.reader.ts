import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { DataSource } from 'typeorm';
import { missingMigrations } from '../database/migrate.js';
import { MailTransport } from '../mail/mail-transport.js';

/** Asks the house's neighbours whether they answer. Never throws; messages hold no passwords. */
@Injectable()
export class HealthReader {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly db: DataSource,
    private readonly mail: MailTransport,
  ) {}

  async database(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('database');
    return this.db.query('select 1').then(
      () => indicator.up(),
      () => indicator.down({ message: 'PostgreSQL does not answer' }),
    );
  }

  async migrations(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('migrations');
    const missing = await missingMigrations(this.db).catch(() => ['unknown']);
    return missing.length === 0 ? indicator.up() : indicator.down({ message: `missing: ${missing.join(', ')}` });
  }

  async mailServer(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('mail');
    const trouble = await this.mail.check();
    return trouble === null ? indicator.up() : indicator.down({ message: trouble });
  }
}
