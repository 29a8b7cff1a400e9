import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Admin } from '../accounts/admin.js';
import { AuditStore } from '../audit/audit.store.js';
import { inTransaction } from '../database/transaction.js';
import { HouseError } from '../house-error.js';
import type { CourseAddress } from './course-address.schema.js';
import { CourseStore } from './course.store.js';

/** A course's address is no part of its draft: a new one holds at once, and the former ones lead to it for ever. */
@Injectable()
export class CourseAddressService {
  constructor(
    private readonly db: DataSource,
    private readonly courses: CourseStore,
    private readonly audit: AuditStore,
  ) {}

  /** Throws HouseError 'not-found'. */
  async read(slug: string): Promise<CourseAddress> {
    const course = await this.courses.bySlug(slug);
    if (!course) throw new HouseError('not-found', 'There is no such course.');
    return { slug: course.slug, aliases: await this.courses.aliases(course.id) };
  }

  /** Throws HouseError 'not-found', and 'invalid' where another course has the address, or had it. */
  async change(slug: string, wanted: string, admin: Admin, now: Date): Promise<CourseAddress> {
    await inTransaction(this.db, async (db) => {
      const course = await this.courses.bySlug(slug, db);
      if (!course) throw new HouseError('not-found', 'There is no such course.');
      if (course.slug === wanted) return;
      if (!(await this.courses.rename(course.id, wanted, now, db)))
        throw new HouseError('invalid', 'Please choose another address.', {
          fields: { slug: `another course is at "${wanted}", or its old links lead from there` },
        });
      await this.audit.record(db, {
        at: now,
        actor: admin.actor,
        action: 'course.moved',
        subjectKind: 'course',
        subjectId: course.id,
        before: { slug: course.slug },
        after: { slug: wanted },
      });
    });
    return this.read(wanted);
  }
}
