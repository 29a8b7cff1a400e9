import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Admin } from '../accounts/admin.js';
import { AuditStore } from '../audit/audit.store.js';
import { inTransaction } from '../database/transaction.js';
import { faultyFields, HouseError } from '../house-error.js';
import { HouseSettingsService } from './house-settings.service.js';
import type { NewSender, SenderEdit, SendersView } from './sender.schema.js';
import { SenderStore } from './sender.store.js';
import { type KeptSender, senderKey } from './senders.js';
import { SendersReader } from './senders.reader.js';

/** What a change of the list writes into the log. */
interface Logged {
  action: 'added' | 'changed' | 'made-default' | 'removed';
  id: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

/**
 * Changes the list of senders, each time in one transaction. Letters that are composed already keep the letterhead they were composed
 * with; what is composed from then on bears the new one, in every process within about a second.
 */
@Injectable()
export class SenderService {
  constructor(
    private readonly db: DataSource,
    private readonly store: SenderStore,
    private readonly reader: SendersReader,
    private readonly settings: HouseSettingsService,
    private readonly audit: AuditStore,
  ) {}

  /** The first one becomes the default, unless MAIL_FROM says which is. Throws 'invalid' for an address that is there. */
  add(sender: NewSender, admin: Admin, now: Date): Promise<SendersView> {
    return this.change(admin, now, async (db) => {
      const { senders, defaultSetBy } = await this.reader.view(db);
      const id = senders.some(isAt(sender.email)) ? null : await this.store.add(sender, db);
      if (id === null) throw taken();
      const isFirst = defaultSetBy === null && senders.every((one) => one.id === null);
      if (isFirst) await this.store.makeDefault(id, db);
      return { action: 'added', id, after: { ...sender, isDefault: isFirst } };
    });
  }

  /**
   * Throws 'conflict' with both where somebody was faster, 'invalid' for an address that another one has, or that courses name: their
   * files say the address, so it stays as long as they do.
   */
  edit(id: string, { version, ...sender }: SenderEdit, admin: Admin, now: Date): Promise<SendersView> {
    return this.change(admin, now, async (db) => {
      const before = await this.taken(id, db);
      if (before.version !== version)
        throw new HouseError('conflict', 'Somebody else has changed this sender meanwhile.', {
          versions: { yours: { version, ...sender }, theirs: before },
        });
      if (senderKey(before.email) !== senderKey(sender.email)) {
        const courses = await this.reader.coursesWith(before.email, db);
        if (courses.length > 0)
          throw faultyFields({
            email: `${namesOf(courses)} ${courses.length === 1 ? 'names' : 'name'} this address: add the new one as another sender, and choose it there.`,
          });
        if ((await this.reader.view(db)).senders.some((one) => one.id !== id && isAt(sender.email)(one))) throw taken();
      }
      if (!(await this.store.change(id, sender, db))) throw taken();
      return { action: 'changed', id, before: wordsOf(before), after: sender };
    });
  }

  /** Throws 'conflict' where MAIL_FROM says which one is the default. */
  makeDefault(id: string, admin: Admin, now: Date): Promise<SendersView> {
    return this.change(admin, now, async (db) => {
      const { senders, defaultSetBy } = await this.reader.view(db);
      if (defaultSetBy !== null)
        throw new HouseError(
          'conflict',
          `${defaultSetBy} says where Coursepost is started who the default sender is: it can be changed there.`,
        );
      const { email } = await this.taken(id, db);
      await this.store.makeDefault(id, db);
      const was = senders.find(({ isDefault }) => isDefault);
      return { action: 'made-default', id, before: { sender: was?.email ?? null }, after: { sender: email } };
    });
  }

  /** Throws 'conflict' while it is the default, or a course names it, published or as a draft. */
  remove(id: string, admin: Admin, now: Date): Promise<SendersView> {
    return this.change(admin, now, async (db) => {
      const before = await this.taken(id, db);
      const standing = (await this.reader.view(db)).senders.find((one) => one.id === id);
      if (standing?.isDefault)
        throw new HouseError('conflict', 'This is the default sender: make another one the default first.');
      const courses = await this.reader.coursesWith(before.email, db);
      if (courses.length > 0)
        throw new HouseError(
          'conflict',
          `Letters of ${namesOf(courses)} come from this sender: choose another one in the course’s settings, and publish, first.`,
        );
      await this.store.remove(id, db);
      return { action: 'removed', id, before: wordsOf(before) };
    });
  }

  private async change(admin: Admin, now: Date, make: (db: EntityManager) => Promise<Logged>): Promise<SendersView> {
    const view = await inTransaction(this.db, async (db) => {
      await this.store.hold(db);
      const { action, id, before, after } = await make(db);
      const entry = { at: now, actor: admin.actor, action: `sender.${action}`, subjectKind: 'sender', subjectId: id };
      await this.audit.record(db, { ...entry, ...(before ? { before } : {}), ...(after ? { after } : {}) });
      return this.reader.view(db);
    });
    await this.settings.changed();
    return view;
  }

  private async taken(id: string, db: EntityManager): Promise<KeptSender> {
    const sender = await this.store.take(id, db);
    if (!sender) throw new HouseError('not-found', 'This sender is not in the list any more.');
    return sender;
  }
}

const isAt = (email: string) => (one: { email: string }) => senderKey(one.email) === senderKey(email);

const wordsOf = ({ name, email, replyTo }: KeptSender) => ({ name, email, replyTo });

const taken = () => faultyFields({ email: 'This address is in the list already.' });

/** “Strong Glutes”, “Hill Running” and 3 more. */
function namesOf(courses: ReadonlyArray<{ name: string }>): string {
  const names = courses.slice(0, 5).map(({ name }) => `“${name}”`);
  const more = courses.length - names.length;
  const all = more > 0 ? [...names, `${more} more`] : names;
  return all.length === 1 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
