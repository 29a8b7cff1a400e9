import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { NewSender } from './sender.schema.js';
import { type KeptSender, senderKey } from './senders.js';

const columns = `id, version, name, email, reply_to as "replyTo", is_default as "isDefault"`;

/** All SQL on `senders`, a table of a few rows, and its only writer. Changes `hold` the list first. */
@Injectable()
export class SenderStore {
  constructor(private readonly db: DataSource) {}

  /** Oldest first. Read every second by every process: a table of one page. */
  list(db: EntityManager = this.db.manager): Promise<KeptSender[]> {
    return db.query(`select ${columns} from senders order by id`);
  }

  /** Whether it is in the list; it stays there until the transaction ends. By the unique index of keys. */
  async keep(email: string, db: EntityManager): Promise<boolean> {
    const rows = await db.query<unknown[]>(`select 1 from senders where address_key = $1 for share`, [
      senderKey(email),
    ]);
    return rows.length > 0;
  }

  /** Changes of the list go one after the other. Readers, and courses that name a sender, go on meanwhile. */
  async hold(db: EntityManager): Promise<void> {
    await db.query(`lock table senders in share row exclusive mode`);
  }

  /** Locked until the transaction ends; null: it is gone. Waits for courses that are just naming it. */
  async take(id: string, db: EntityManager): Promise<KeptSender | null> {
    const [row] = await db.query<KeptSender[]>(`select ${columns} from senders where id = $1 for update`, [id]);
    return row ?? null;
  }

  /** The id; null: the address is in the list already. */
  async add({ name, email, replyTo }: NewSender, db: EntityManager): Promise<string | null> {
    const [row] = await db.query<Array<{ id: string }>>(
      `insert into senders (name, email, address_key, reply_to) values ($1, $2, $3, $4)
       on conflict (address_key) do nothing returning id`,
      [name, email, senderKey(email), replyTo],
    );
    return row?.id ?? null;
  }

  /** False: another one has this address. */
  async change(id: string, { name, email, replyTo }: NewSender, db: EntityManager): Promise<boolean> {
    const others = await db.query<unknown[]>(`select 1 from senders where address_key = $1 and id <> $2`, [
      senderKey(email),
      id,
    ]);
    if (others.length > 0) return false;
    await db.query(
      `update senders set name = $2, email = $3, address_key = $4, reply_to = $5, version = version + 1 where id = $1`,
      [id, name, email, senderKey(email), replyTo],
    );
    return true;
  }

  /** First the old one gives way, for the index allows one at a time. */
  async makeDefault(id: string, db: EntityManager): Promise<void> {
    await db.query(`update senders set is_default = false, version = version + 1 where is_default and id <> $1`, [id]);
    await db.query(`update senders set is_default = true, version = version + 1 where id = $1 and not is_default`, [
      id,
    ]);
  }

  async remove(id: string, db: EntityManager): Promise<void> {
    await db.query(`delete from senders where id = $1`, [id]);
  }
}
