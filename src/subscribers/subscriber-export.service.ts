import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Admin } from '../accounts/admin.js';
import { AuditStore } from '../audit/audit.store.js';
import { csvLine } from './csv.js';
import { PeopleReader } from './people.reader.js';
import { type Asked, SubscriberListReader } from './subscriber-list.reader.js';

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
  async csv(asked: Asked, admin: Admin, now: Date): Promise<AsyncGenerator<string>> {
    const people = asked.search ? await this.found(asked, admin, now) : await this.list.countAll(asked.filter, now);
    await this.audit.record(this.db.manager, {
      ...{
        at: now,
        actor: admin.actor,
        action: 'subscribers.exported',
        subjectKind: 'file',
        subjectId: 'subscribers.csv',
      },
      after: { people },
    });
    return this.lines(asked, admin, now);
  }

  private async found(asked: Asked, admin: Admin, now: Date): Promise<number> {
    let people = 0;
    for await (const ids of this.list.all(asked, admin, now)) people += ids.length;
    return people;
  }

  private async *lines(asked: Asked, admin: Admin, now: Date): AsyncGenerator<string> {
    yield csvLine(['email', 'first_name', 'zone', 'state', 'joined_at', 'tags', 'suppressed', 'courses']);
    for await (const ids of this.list.all(asked, admin, now)) {
      for (const one of await this.people.byIds(ids)) {
        const courses = one.walks.map(({ course, state, had }) => `${course} ${state} ${had}`).join('; ');
        const facts = [one.email, one.firstName, one.zone, one.state, one.joinedAt];
        yield csvLine([...facts, one.tags.join('; '), one.suppressed, courses]);
      }
    }
  }
}
