import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditStore } from '../audit/audit.store.js';
import { inTransaction } from '../database/transaction.js';
import { HouseError } from '../house-error.js';
import type { Admin } from './admin.js';
import { AdminStore } from './admin.store.js';
import { Auth } from './auth.js';
import { sessionHeaders } from './auth-headers.js';
import { type Me, meOf, type Security } from './me.schema.js';
import { SessionStore } from './session.store.js';

/** What people change about themselves; what a password guards goes through the library's routes. */
@Injectable()
export class MeService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly admins: AdminStore,
    private readonly sessions: SessionStore,
    private readonly auth: Auth,
    private readonly audit: AuditStore,
  ) {}

  async rename(admin: Admin, name: string, now: Date): Promise<Me> {
    await this.asPerson(admin, now, 'admin.renamed', { before: { name: admin.name }, after: { name } }, async (db) => {
      await this.admins.rename(db, admin.id, name, now);
    });
    return meOf({ ...admin, name });
  }

  async security(admin: Admin, headers: IncomingHttpHeaders): Promise<Security> {
    personOnly(admin);
    const library = await this.auth.library();
    const [here, rows, passkeys, secondFactor] = await Promise.all([
      library.api.getSession({ headers: sessionHeaders(headers), query: { disableRefresh: true } }),
      this.sessions.of(admin.id),
      this.admins.passkeysOf(this.dataSource.manager, admin.id),
      this.sessions.hasSecondFactor(admin.id),
    ]);
    const codes = secondFactor ? await library.api.viewBackupCodes({ body: { userId: admin.id } }) : null;
    return {
      secondFactor,
      recoveryCodesLeft: codes?.backupCodes.length ?? null,
      passkeys: passkeys.map(({ id, name, addedAt }) => ({ id, name, addedAt: addedAt?.toISOString() ?? null })),
      sessions: rows.map(({ id, userAgent, clientAddress, signedInAt, lastSeenAt }) => ({
        id,
        here: id === here?.session.id,
        userAgent,
        clientAddress,
        signedInAt: signedInAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
      })),
    };
  }

  /** That browser is asked to sign in at its next click. */
  async endSession(admin: Admin, sessionId: string, now: Date): Promise<void> {
    await this.asPerson(admin, now, 'admin.sign_in_ended', {}, async (db) => {
      if (!(await this.sessions.end(db, admin.id, sessionId))) throw new HouseError('gone', 'This sign-in has ended.');
    });
  }

  private async asPerson(
    admin: Admin,
    at: Date,
    action: string,
    change: { before?: Record<string, unknown>; after?: Record<string, unknown> },
    work: (db: EntityManager) => Promise<void>,
  ): Promise<void> {
    personOnly(admin);
    await inTransaction(this.dataSource, async (db) => {
      await work(db);
      const { actor, id } = admin;
      await this.audit.record(db, { at, actor, action, subjectKind: 'admin', subjectId: id, ...change });
    });
  }
}

function personOnly({ actor }: Admin): void {
  if (!actor.startsWith('admin:')) throw new HouseError('forbidden', 'This is for people: please sign in.');
}
