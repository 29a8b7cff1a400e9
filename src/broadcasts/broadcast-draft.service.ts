import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import type { Admin } from '../accounts/admin.js';
import { type AuditEntry, AuditStore } from '../audit/audit.store.js';
import { inTransaction } from '../database/transaction.js';
import { faultyFields, HouseError } from '../house-error.js';
import { PictureStore } from '../pictures/picture.store.js';
import { KnownSenders } from '../settings/known-senders.js';
import { everybodyWithTheNewsletter } from './audience.schema.js';
import { BroadcastReader, noSuchBroadcast } from './broadcast.reader.js';
import type { BroadcastSave, BroadcastView, BroadcastWords } from './broadcast.schema.js';
import { type Broadcast, BroadcastStore, type NewBroadcast } from './broadcast.store.js';
import { rightAway } from './plan.schema.js';

const blank: NewBroadcast = {
  ...{ template: 'masthead', subject: '', preheader: '', body: '', sender: null },
  ...{ audience: everybodyWithTheNewsletter, plan: rightAway, visibility: 'public' },
};

/** What stays open once the sending has begun: who may read it in the archive. */
const laterToo: ReadonlySet<string> = new Set(['visibility']);

/** What the editor rests on: what a broadcast is made and written with. */
@Injectable()
export class BroadcastDraftGround {
  constructor(
    readonly store: BroadcastStore,
    readonly reader: BroadcastReader,
    readonly pictures: PictureStore,
    readonly senders: KnownSenders,
  ) {}
}

/**
 * Drafts of broadcasts: begun, saved, copied, thrown away. Each call is one transaction; a save names the version it was made on, and of
 * two at once exactly one is done.
 */
@Injectable()
export class BroadcastDraftService {
  constructor(
    private readonly db: DataSource,
    private readonly ground: BroadcastDraftGround,
    private readonly audit: AuditStore,
  ) {}

  create(admin: Admin, now: Date): Promise<BroadcastView> {
    return inTransaction(this.db, async (db) => {
      const id = await this.ground.store.add(blank, admin.actor, now, db);
      await this.audit.record(db, entryOf(id, 'broadcast.created', admin, now));
      return this.ground.reader.view(id, db);
    });
  }

  /**
   * Throws HouseError 'conflict' with `versions` when somebody saved in between; 'conflict' for words once the sending has begun;
   * 'invalid' with `fields`. Nothing is half saved. What changes nothing is no new version.
   */
  save(id: string, { version, ...words }: BroadcastSave, admin: Admin, now: Date): Promise<BroadcastView> {
    return inTransaction(this.db, async (db) => {
      const before = (await this.ground.store.take(id, db)) ?? missing();
      if (before.version !== version) throw await this.conflict(before, { version, ...words }, db);
      const changed = await this.changedBy(words, before, db);
      if (changed.length === 0) return this.ground.reader.view(id, db);
      if (before.state !== 'draft' && changed.some((field) => !laterToo.has(field))) throw frozen(before);
      await this.check(words, db);
      if (!(await this.ground.store.write(id, words, admin.actor, now, db))) throw taken(words.slug ?? '');
      if (words.pictures) await this.ground.store.setPictures(id, words.pictures, db);
      const after = { version: version + 1, changed };
      await this.audit.record(db, { ...entryOf(id, 'broadcast.saved', admin, now), after });
      return this.ground.reader.view(id, db);
    });
  }

  /** A draft with the same words and pictures, to the same audience, at no time yet and at an address of its own. */
  duplicate(id: string, admin: Admin, now: Date): Promise<BroadcastView> {
    return inTransaction(this.db, async (db) => {
      const one = (await this.ground.store.byId(id, db)) ?? missing();
      const pictures = await this.ground.store.pictures(id, db);
      await this.ground.pictures.use(
        pictures.map(({ hash }) => hash),
        db,
      );
      const copy = await this.ground.store.add({ ...one, plan: rightAway }, admin.actor, now, db);
      await this.ground.store.setPictures(copy, pictures, db);
      await this.audit.record(db, { ...entryOf(copy, 'broadcast.created', admin, now), after: { copyOf: id } });
      return this.ground.reader.view(copy, db);
    });
  }

  /** Throws HouseError 'conflict' for one that is no draft: its readers' letters belong to it. */
  remove(id: string, admin: Admin, now: Date): Promise<void> {
    return inTransaction(this.db, async (db) => {
      const one = (await this.ground.store.take(id, db)) ?? missing();
      if (one.state !== 'draft')
        throw new HouseError('conflict', 'Only a draft can be deleted. This one has been sent, or is about to be.');
      await this.ground.store.remove(id, db);
      const before = { subject: one.subject };
      await this.audit.record(db, { ...entryOf(id, 'broadcast.deleted', admin, now), before });
    });
  }

  /** Fields that this save would make another; pictures by path and hash. */
  private async changedBy(words: BroadcastWords, before: Broadcast, db: EntityManager): Promise<string[]> {
    const named = (list: ReadonlyArray<{ path: string; hash: string }>) =>
      list.map(({ path, hash }) => `${path} ${hash}`).sort();
    const stands: Record<string, unknown> = { ...before };
    const pictures = words.pictures && (await this.ground.store.pictures(before.id, db));
    return Object.entries(words).flatMap(([field, value]) => {
      if (value === undefined) return [];
      const same =
        field === 'pictures' ? alike(named(words.pictures ?? []), named(pictures ?? [])) : alike(value, stands[field]);
      return same ? [] : [field];
    });
  }

  /** Against the house: a sender that there is, pictures that were uploaded. Holds both until the transaction ends. */
  private async check({ sender, pictures }: BroadcastWords, db: EntityManager): Promise<void> {
    const fields: Record<string, string> = {};
    const problem = sender ? await this.ground.senders.problemWith(sender, db, true) : null;
    if (problem !== null) fields.sender = problem;
    const known = await this.ground.pictures.use(
      (pictures ?? []).map(({ hash }) => hash),
      db,
    );
    const lost = pictures?.find(({ hash }) => !known.has(hash));
    if (lost) fields.pictures = `${lost.path} is not in the house: expected a picture that was uploaded`;
    if (Object.keys(fields).length > 0) throw faultyFields(fields);
  }

  private async conflict(before: Broadcast, yours: BroadcastSave, db: EntityManager): Promise<HouseError> {
    const theirs = await this.ground.reader.view(before.id, db);
    return new HouseError('conflict', `${before.savedBy} changed this issue while you were working on it.`, {
      versions: { yours, theirs },
    });
  }
}

export function entryOf(id: string, action: string, admin: Pick<Admin, 'actor'>, now: Date): AuditEntry {
  return { at: now, actor: admin.actor, action, subjectKind: 'broadcast', subjectId: id };
}

export function missing(): never {
  throw noSuchBroadcast();
}

/** Whether two values of JSON are the same, whatever the order of their fields. */
function alike(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [ours, theirs] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  return [...keys].every((key) => alike(ours[key], theirs[key]));
}

function taken(slug: string): HouseError {
  return faultyFields({ slug: `there is an issue at /issues/${slug} already: expected an address of its own` });
}

function frozen({ state }: Broadcast): HouseError {
  const why =
    state === 'scheduled'
      ? 'It is planned to be sent: take that back first.'
      : 'Its sending has begun: its words stay.';
  return new HouseError('conflict', why);
}
