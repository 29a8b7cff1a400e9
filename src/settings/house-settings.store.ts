import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Letterhead } from './house-settings.js';
import { keptSettings } from './house-settings.schema.js';
import type { KeptVersion } from './present-settings.js';

const row = z.object({
  version: z.number(),
  kept: keptSettings,
  changedAt: z.string().nullable(),
  changedBy: z.string().nullable(),
});

const nothingKept: KeptVersion = { version: 0, kept: {}, changedAt: null, changedBy: null };

/** The row 'house' of `settings`, and the table `letterheads`; both small. */
@Injectable()
export class HouseSettingsStore {
  constructor(private readonly db: DataSource) {}

  /** Read every second by every process: one row by its primary key. */
  async read(manager: EntityManager = this.db.manager): Promise<KeptVersion> {
    const [found] = await manager.query<Array<{ value: unknown }>>(`select value from settings where name = 'house'`);
    return found ? row.parse(found.value) : nothingKept;
  }

  /** As read, and held until the transaction ends: of two admins who save at once the second one sees the first one's. */
  async take(manager: EntityManager): Promise<KeptVersion> {
    await manager.query(`insert into settings (name, value) values ('house', $1) on conflict (name) do nothing`, [
      JSON.stringify(nothingKept),
    ]);
    await manager.query(`select 1 from settings where name = 'house' for update`);
    return this.read(manager);
  }

  async write(version: KeptVersion, manager: EntityManager): Promise<void> {
    await manager.query(`update settings set value = $1 where name = 'house'`, [JSON.stringify(version)]);
  }

  /** The id of a letterhead, kept now if it is new. Two processes at once get the same one. */
  async keepLetterhead({ name, email, replyTo, postalAddress }: Letterhead): Promise<string> {
    const values = [name ?? '', email, replyTo ?? '', postalAddress];
    const found = await this.db.query<Array<{ id: string }>>(
      `select id from letterheads where name = $1 and email = $2 and reply_to = $3 and postal_address = $4`,
      values,
    );
    if (found[0]) return found[0].id;
    await this.db.query(
      `insert into letterheads (name, email, reply_to, postal_address) values ($1, $2, $3, $4)
       on conflict (name, email, reply_to, postal_address) do nothing`,
      values,
    );
    return this.keepLetterhead({ id: null, name, email, replyTo, postalAddress });
  }

  /** Null: there is none of this id. */
  async letterhead(id: string): Promise<Letterhead | null> {
    const [found] = await this.db.query<Letterhead[]>(
      `select id, nullif(name, '') as name, email, nullif(reply_to, '') as "replyTo", postal_address as "postalAddress"
       from letterheads where id = $1`,
      [id],
    );
    return found ?? null;
  }
}
