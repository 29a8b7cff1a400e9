import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config/config.js';
import { nowByEnvironment } from './environment-settings.js';
import { HouseSettings, type HouseNow, type Letterhead } from './house-settings.js';
import { HouseSettingsStore } from './house-settings.store.js';
import { presentSettings } from './present-settings.js';

const lookEveryMs = 1_000;

/** Looks every second whether the settings have changed, so that each process goes by the new ones without a restart. */
@Injectable()
export class HouseSettingsService extends HouseSettings implements OnApplicationBootstrap, BeforeApplicationShutdown {
  now: HouseNow;
  private readonly log = new Logger('settings');
  private readonly letterheads = new Map<string, Letterhead>();
  private readonly byEnvironment: Letterhead;
  private version = -1;
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;

  constructor(
    private readonly store: HouseSettingsStore,
    private readonly config: Config,
  ) {
    super();
    this.now = nowByEnvironment(config);
    this.byEnvironment = this.now.letterhead;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => void this.look(), lookEveryMs);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.looking;
  }

  /** After a change in this process: goes by it at once, without waiting for the second. Never rejects. */
  async changed(): Promise<void> {
    await this.looking; // it may have read what stood before
    await this.look();
  }

  private look(): Promise<void> {
    this.looking ??= this.read()
      .catch((error: unknown) => this.log.debug(`the settings stay as they were: ${String(error)}`))
      .finally(() => (this.looking = null));
    return this.looking;
  }

  /** They are few and never change: each is read once a process. */
  async letterheadOf(id: string | undefined): Promise<Letterhead> {
    if (id === undefined) return this.byEnvironment;
    const letterhead = this.letterheads.get(id) ?? (await this.store.letterhead(id));
    if (!letterhead) throw new Error(`letterhead ${id} is gone`);
    this.letterheads.set(id, letterhead);
    return letterhead;
  }

  private async read(): Promise<void> {
    const { version, kept } = await this.store.read();
    if (version === this.version) return;
    const now = presentSettings(kept, this.config);
    this.now = { ...now, letterhead: { ...now.letterhead, id: await this.store.keepLetterhead(now.letterhead) } };
    this.version = version;
  }
}
