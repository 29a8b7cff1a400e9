import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';

/** Where to LISTEN: a direct connection; null: off, and the heartbeat alone finds what is due (rule 39). */
export abstract class WakeSource {
  abstract readonly url: string | null;
}

/** Set by whoever wants to be woken. */
export abstract class Wakeable {
  abstract wake(): void;
}

export const wakeChannel = 'coursepost_due';
const tryAgainMs = 5_000;

/** Wakes the worker early when another process has made something due. Only a hint: a lost one costs a heartbeat. */
@Injectable()
export class WakeService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('wake');
  private client: pg.Client | null = null;
  private again: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    private readonly source: WakeSource,
    private readonly sleeper: Wakeable,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.source.url !== null) await this.listen(this.source.url);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.again) clearTimeout(this.again);
    await this.client?.end().catch(() => undefined);
  }

  private async listen(url: string): Promise<void> {
    const client = new pg.Client({ connectionString: url, application_name: 'coursepost wake', keepAlive: true });
    const lost = (why: unknown) => this.listenLater(url, why);
    client.on('error', lost).on('end', () => lost('the connection ended'));
    client.on('notification', () => this.sleeper.wake());
    try {
      await client.connect();
      await client.query(`listen ${wakeChannel}`);
      this.client = client;
    } catch (error) {
      lost(error);
    }
  }

  private listenLater(url: string, why: unknown): void {
    if (this.stopped || this.again) return;
    this.log.debug(`not listening, trying again: ${why instanceof Error ? why.message : String(why)}`);
    this.client = null;
    this.again = setTimeout(() => {
      this.again = null;
      void this.listen(url);
    }, tryAgainMs);
  }
}
