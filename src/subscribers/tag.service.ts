import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Admin } from '../accounts/admin.js';
import { AuditStore } from '../audit/audit.store.js';
import { inTransaction } from '../database/transaction.js';
import { HouseError } from '../house-error.js';
import { decodeCursor, pageFrom } from '../http/page-cursor.js';
import type { PageQuery } from '../http/page.schema.js';
import { tagIn, withTag } from './named-tags.js';
import { SegmentStore } from './segment.store.js';
import type { TagDone, TagPage, TagRename } from './tag.schema.js';
import { TagStore } from './tag.store.js';

/** Tags as a whole: which there are, one for another, gone. Each change is one transaction, with its line in the log. */
@Injectable()
export class TagService {
  constructor(
    private readonly db: DataSource,
    private readonly tags: TagStore,
    private readonly segments: SegmentStore,
    private readonly audit: AuditStore,
  ) {}

  async page({ after, limit }: PageQuery): Promise<TagPage> {
    const rows = await this.tags.page(decodeCursor(after, z.string()), limit + 1);
    const segments = await this.segments.list();
    const items = rows.map((row) => ({
      ...row,
      segments: segments
        .filter(({ expression }) => expression.flat().flatMap(tagIn).includes(row.name))
        .map(({ name }) => name),
    }));
    return pageFrom(items, limit, ({ name }) => name);
  }

  /** Segments that name it name the other one then. Throws 'not-found', and 'invalid' on `into` where that is there and none said to merge. */
  rename({ tag, into, merge }: TagRename, admin: Admin, now: Date): Promise<TagDone> {
    return inTransaction(this.db, async (db) => {
      const there = await this.tags.take([tag, into], db);
      if (!there.includes(tag)) throw notThere();
      if (tag === into) throw invalid('It has this name already.');
      const isOther = there.includes(into);
      if (isOther && !merge) throw invalid('There is a tag of this name. You can make the two one.');
      const segments = await this.nameInSegments(tag, into, admin, now, db);
      const people = await this.tags.move(tag, into, now, db);
      await this.note(isOther ? 'tag.merged' : 'tag.renamed', { tag, into }, { people, segments }, admin, now, db);
      return { people, segments };
    });
  }

  /** Segments go on naming it, and say that it is gone. Throws 'not-found'. */
  delete(tag: string, admin: Admin, now: Date): Promise<TagDone> {
    return inTransaction(this.db, async (db) => {
      if ((await this.tags.take([tag], db)).length === 0) throw notThere();
      const segments = (await this.segments.list()).filter(({ expression }) =>
        expression.flat().flatMap(tagIn).includes(tag),
      );
      const people = await this.tags.drop(tag, db);
      const done = { people, segments: segments.length };
      await this.note('tag.deleted', { tag }, done, admin, now, db);
      return done;
    });
  }

  private async nameInSegments(tag: string, into: string, admin: Admin, now: Date, db: EntityManager): Promise<number> {
    const rows = await this.segments.takeAll(db);
    const changed = rows.flatMap(({ id, name, expression }) => {
      const renamed = withTag(expression, tag, into);
      return renamed === expression ? [] : [{ id, name, expression: renamed }];
    });
    for (const { id, ...body } of changed) await this.segments.change(id, body, admin.actor, now, db);
    return changed.length;
  }

  private note(
    action: string,
    { tag, into }: { tag: string; into?: string },
    done: TagDone,
    admin: Admin,
    now: Date,
    db: EntityManager,
  ): Promise<void> {
    const after = { ...(into === undefined ? {} : { tag: into }), ...done };
    return this.audit.record(db, {
      ...{ at: now, actor: admin.actor, action, subjectKind: 'tag', subjectId: tag, before: { tag }, after },
    });
  }
}

function invalid(problem: string): HouseError {
  return new HouseError('invalid', problem, { fields: { into: problem } });
}

function notThere(): HouseError {
  return new HouseError('not-found', 'This tag is no longer there.');
}
