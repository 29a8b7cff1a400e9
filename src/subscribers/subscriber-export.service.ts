import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Admin } from '../accounts/admin.js';
import { AuditStore } from '../audit/audit.store.js';
import { csvLine } from './csv.js';
import { PeopleReader } from './people.reader.js';
import type { Expression } from './expression.schema.js';
import { SubscriberListReader } from './subscriber-list.reader.js';

const batch = 500;

/** People as CSV, in batches read by key: a million is written while it is read, and never held whole. */
@Injectable()
export class SubscriberExportService {
  constructor(
    private readonly db: DataSource,
    private readonly list: SubscriberListReader,
    private readonly people: PeopleReader,
    private readonly audit: AuditStore,
  ) {}

  /** Says first, in the log, who takes how many: what has left cannot be called back. Never whom (rule 33). */
  async csv(filter: Expression, admin: Admin, now: Date): Promise<AsyncGenerator<string>> {
    await this.audit.record(this.db.manager, {
      ...{
        at: now,
        actor: admin.actor,
        action: 'subscribers.exported',
        subjectKind: 'file',
        subjectId: 'subscribers.csv',
      },
      after: { people: await this.list.countAll(filter, now) },
    });
    return this.lines(filter, now);
  }

  private async *lines(filter: Expression, now: Date): AsyncGenerator<string> {
    yield csvLine(['email', 'first_name', 'zone', 'state', 'joined_at', 'tags', 'suppressed', 'courses']);
    for (let below: string | null = null; ;) {
      const ids: string[] = await this.list.ids(filter, below, batch, now);
      for (const one of await this.people.byIds(ids)) {
        const courses = one.walks.map(({ course, state, had }) => `${course} ${state} ${had}`).join('; ');
        const facts = [one.email, one.firstName, one.zone, one.state, one.joinedAt];
        yield csvLine([...facts, one.tags.join('; '), one.suppressed, courses]);
      }
      below = ids.at(-1) ?? null;
      if (ids.length < batch || below === null) return;
    }
  }
}
