import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type SenderUse, SenderUses } from '../settings/sender-uses.js';

/** Tells the settings which courses name a sender. */
@Injectable()
export class CourseSenders extends SenderUses {
  /** Reads what is committed and locks nothing: there are as many rows as courses. */
  list(db: EntityManager): Promise<SenderUse[]> {
    return db.query(
      `with named as (
         select c.id, c.slug, r.settings->>'name' as name, r.settings->>'sender' as sender
         from courses c join revisions r on r.id = c.published_revision_id
         union all
         select c.id, c.slug, d.document->'settings'->>'name', d.document->'settings'->>'sender'
         from courses c join drafts d on d.course_id = c.id
       )
       select distinct sender, slug, name, id from named where sender is not null order by id, name`,
    );
  }
}
