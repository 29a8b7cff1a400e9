import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Config } from '../config/config.js';
import { HouseSettingsStore } from './house-settings.store.js';
import { presentSettings } from './present-settings.js';
import type { SendersView, SenderView } from './sender.schema.js';
import { SenderStore } from './sender.store.js';
import { SenderUses } from './sender-uses.js';
import { letterheadFrom, presentSenders, senderKey } from './senders.js';
import { shownSender } from './shown-sender.js';
import { signingWarning } from './signing-warning.js';

/** The senders of the house, as its pages show them. */
@Injectable()
export class SendersReader {
  constructor(
    private readonly db: DataSource,
    private readonly store: SenderStore,
    private readonly settings: HouseSettingsStore,
    private readonly uses: SenderUses,
    private readonly config: Config,
  ) {}

  async view(db: EntityManager = this.db.manager): Promise<SendersView> {
    const kept = await this.store.list(db);
    const { letterhead } = presentSettings((await this.settings.read(db)).kept, this.config, kept);
    const uses = await this.usesByKey(db);
    const senders = presentSenders(kept, this.config).map((sender): SenderView => {
      const { name, email, replyTo, isDefault, setBy } = sender;
      return {
        ...{ id: sender.kept?.id ?? null, version: sender.kept?.version ?? 0, name, email, replyTo, isDefault, setBy },
        answersTo: letterheadFrom(sender, letterhead).replyTo,
        shown: shownSender(sender),
        warning: signingWarning(email, this.config),
        usedBy: uses.get(senderKey(email)) ?? [],
      };
    });
    return {
      senders,
      defaultSetBy: this.config.given.has('MAIL_FROM') ? 'MAIL_FROM' : null,
      signs: this.config.settings.DKIM_KEYS !== undefined,
    };
  }

  /** Courses that name this address, once each. */
  async coursesWith(email: string, db: EntityManager): Promise<Array<{ slug: string; name: string }>> {
    return (await this.usesByKey(db)).get(senderKey(email)) ?? [];
  }

  private async usesByKey(db: EntityManager): Promise<Map<string, Array<{ slug: string; name: string }>>> {
    const found = new Map<string, Array<{ slug: string; name: string }>>();
    for (const { sender, slug, name } of await this.uses.list(db)) {
      const courses = found.get(senderKey(sender)) ?? [];
      if (!courses.some((course) => course.slug === slug)) courses.push({ slug, name });
      found.set(senderKey(sender), courses);
    }
    return found;
  }
}
