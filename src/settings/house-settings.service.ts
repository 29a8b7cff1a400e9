import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config/config.js';
import { nowByEnvironment } from './environment-settings.js';
import { HouseSettings, type HouseNow, type Letterhead } from './house-settings.js';
import { HouseSettingsStore } from './house-settings.store.js';
import { presentSettings } from './present-settings.js';
import { SenderStore } from './sender.store.js';
import { senderKey } from './senders.js';

const lookEveryMs = 1_000;

/** Looks every second whether the settings have changed, so that each process goes by the new ones without a restart. */
@Injectable()
export class HouseSettingsService extends HouseSettings implements OnApplicationBootstrap, BeforeApplicationShutdown {
  now: HouseNow;
  private readonly log = new Logger('settings');
  private readonly letterheads = new Map<string, Letterhead>();
  private readonly byEnvironment: Letterhead;
  private seen = '';
  /** Address as a course names it → the letterhead that it means; forgotten at each look, so that what it missed is found. */
  private readonly named = new Map<string, Letterhead>();
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;

  constructor(
    private readonly store: HouseSettingsStore,
    private readonly senders: SenderStore,
    private readonly config: Config,
  ) {
    super();
    this.now = nowByEnvironment(config);
    this.byEnvironment = this.now.letterhead;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => {
      this.named.clear();
      void this.look();
    }, lookEveryMs);
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

  /** One that this process does not know may have come into the list a moment ago, in another one: it looks once more. */
  async letterheadFrom(sender: string | null): Promise<Letterhead> {
    if (sender === null) return this.now.letterhead;
    const known = this.named.get(sender);
    if (known) return known;
    const key = senderKey(sender);
    if (!this.now.letterheads.has(key)) await this.read();
    const found = this.now.letterheads.get(key);
    if (!found)
      this.log.warn('a course names a sender that is not in the list: its letters come from the default sender');
    const letterhead = found ?? this.now.letterhead;
    this.named.set(sender, letterhead);
    return letterhead;
  }

  private async read(): Promise<void> {
    const [{ version, kept }, senders] = await Promise.all([this.store.read(), this.senders.list()]);
    const seen = JSON.stringify([version, senders]);
    if (seen === this.seen) return;
    const now = presentSettings(kept, this.config, senders);
    const letterheads = new Map<string, Letterhead>();
    for (const [key, letterhead] of now.letterheads)
      letterheads.set(key, { ...letterhead, id: await this.store.keepLetterhead(letterhead) });
    const own = letterheads.get(senderKey(now.letterhead.email)) ?? now.letterhead;
    this.now = { ...now, letterhead: own, letterheads };
    this.named.clear();
    this.seen = seen;
  }
}
