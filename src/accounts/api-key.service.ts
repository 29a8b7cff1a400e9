import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditStore } from '../audit/audit.store.js';
import { inTransaction } from '../database/transaction.js';
import { HouseError } from '../house-error.js';
import type { Admin } from './admin.js';
import type { ApiKey, NewApiKey } from './api-key.schema.js';
import { ApiKeyStore } from './api-key.store.js';

/** Keys with which programs use the admin API, each bounded by its scopes and by the role its maker has at the time. */
@Injectable()
export class ApiKeyService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keys: ApiKeyStore,
    private readonly audit: AuditStore,
  ) {}

  async list(): Promise<{ items: ApiKey[] }> {
    const rows = await this.keys.list();
    return {
      items: rows.map((row) => ({
        ...row,
        createdAt: row.createdAt.toISOString(),
        lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      })),
    };
  }

  /** A key cannot make another: whoever finds one must not be able to stay after it is revoked. */
  async make({ name, scopes }: NewApiKey, admin: Admin, now: Date): Promise<{ id: string; key: string }> {
    if (admin.actor.startsWith('key:')) throw new HouseError('forbidden', 'Only people make keys. Please sign in.');
    return inTransaction(this.dataSource, async (db) => {
      const made = await this.keys.make(db, { adminId: admin.id, name, scopes }, now);
      await this.audit.record(db, {
        at: now,
        actor: admin.actor,
        action: 'key.made',
        subjectKind: 'key',
        subjectId: made.id,
        after: { name, scopes },
      });
      return made;
    });
  }

  /** At once: the next call with it is refused. */
  async revoke(id: string, admin: Admin, now: Date): Promise<void> {
    await inTransaction(this.dataSource, async (db) => {
      const key = await this.keys.revoke(db, id, now);
      if (!key) throw new HouseError('gone', 'This key was revoked before.');
      await this.audit.record(db, {
        at: now,
        actor: admin.actor,
        action: 'key.revoked',
        subjectKind: 'key',
        subjectId: id,
        before: key,
      });
    });
  }
}
