import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OneTimeLinkStore } from './one-time-link.store.js';
import { SessionStore } from './session.store.js';

const linksKeptMs = 30 * 24 * 3_600_000;

/** Clears ways in that lead nowhere any more: one-time links a month after their end, sign-ins and half sign-ins a day after. */
@Injectable()
export class SpentEntries {
  constructor(
    private readonly db: DataSource,
    private readonly links: OneTimeLinkStore,
    private readonly sessions: SessionStore,
  ) {}

  /** May be done by several processes at once. */
  async clear(now: Date): Promise<void> {
    await this.links.clearOld(this.db.manager, new Date(now.getTime() - linksKeptMs));
    await this.sessions.clearEnded();
  }
}
