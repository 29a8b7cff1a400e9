import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Admin } from './admin.js';
import { AdminStore } from './admin.store.js';
import { ApiKeyStore } from './api-key.store.js';
import { permissionsOf } from './permissions.js';

/** Who stands behind an actor now, for work that goes on after the request that began it. */
@Injectable()
export class AdminReader {
  constructor(
    private readonly db: DataSource,
    private readonly admins: AdminStore,
    private readonly keys: ApiKeyStore,
  ) {}

  /** Of 'admin:ID' or 'key:ID', with what they may do at this moment; null: removed, or revoked. By primary key. */
  async now(actor: string): Promise<Admin | null> {
    const [kind, id = ''] = actor.split(':');
    if (kind === 'key') return this.keys.find(id);
    if (kind !== 'admin') return null;
    const row = await this.admins.find(this.db.manager, id);
    return row && { ...row, permissions: permissionsOf(row.role), actor };
  }
}
