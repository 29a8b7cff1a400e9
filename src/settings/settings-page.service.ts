import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Admin } from '../accounts/admin.js';
import { AuditStore } from '../audit/audit.store.js';
import { Config } from '../config/config.js';
import { inTransaction } from '../database/transaction.js';
import { faultyFields, HouseError } from '../house-error.js';
import type { HouseSettingsEdit, HouseSettingsView, SettingName } from './house-settings.schema.js';
import { HouseSettingsService } from './house-settings.service.js';
import { HouseSettingsStore } from './house-settings.store.js';
import { isFixed, variables, viewOf, withEdit } from './present-settings.js';

/** The settings page: shows what the house goes by and who says so, and changes what the environment leaves open. */
@Injectable()
export class SettingsPageService {
  constructor(
    private readonly db: DataSource,
    private readonly store: HouseSettingsStore,
    private readonly settings: HouseSettingsService,
    private readonly audit: AuditStore,
    private readonly config: Config,
  ) {}

  async view(): Promise<HouseSettingsView> {
    return viewOf(await this.store.read(), this.config);
  }

  /**
   * All of the change or nothing. Other processes go by it within about a second, letters that are composed already keep
   * what they were composed with. Throws 'invalid' for what the environment sets, 'conflict' when somebody was faster.
   */
  async change(edit: HouseSettingsEdit, admin: Admin, now: Date): Promise<HouseSettingsView> {
    const { version, ...changes } = edit;
    this.refuseFixed(changes);
    const after = await inTransaction(this.db, async (manager) => {
      const before = await this.store.take(manager);
      if (before.version !== version) {
        const versions = { yours: edit, theirs: viewOf(before, this.config) };
        throw new HouseError('conflict', 'Somebody else has changed the settings meanwhile.', { versions });
      }
      const kept = withEdit(before.kept, changes);
      const written = { version: version + 1, kept, changedAt: now.toISOString(), changedBy: admin.actor };
      await this.store.write(written, manager);
      const entry = {
        at: now,
        actor: admin.actor,
        action: 'settings.changed',
        subjectKind: 'settings',
        subjectId: 'house',
      };
      await this.audit.record(manager, { ...entry, ...differences(before.kept, kept) });
      return written;
    });
    await this.settings.changed();
    return viewOf(after, this.config);
  }

  private refuseFixed(changes: object): void {
    const fixed = (Object.keys(changes) as SettingName[]).filter((name) => isFixed(name, this.config));
    if (fixed.length === 0) return;
    throw faultyFields(
      Object.fromEntries(
        fixed.map((name) => [
          name,
          `${variables[name]} sets this where Coursepost is started: it can be changed there.`,
        ]),
      ),
    );
  }
}

/** Only what changed, for the audit log. */
function differences(
  before: object,
  after: object,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const [old, fresh] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].filter(
    (name) => JSON.stringify(old[name]) !== JSON.stringify(fresh[name]),
  );
  const pick = (from: Record<string, unknown>) => Object.fromEntries(names.map((name) => [name, from[name] ?? null]));
  return { before: pick(old), after: pick(fresh) };
}
