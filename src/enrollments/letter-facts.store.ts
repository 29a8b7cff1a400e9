import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ComposedFacts } from '../deliveries/letter-composer.js';

/** What a lesson's or completion's letter says about its reader's walk. */
export interface WalkLetterFacts {
  id: string;
  publishedRevisionId: string;
  /** Whether each lesson had before this letter was marked "I did it", oldest first. */
  done: boolean[];
  /** Lessons still owed after this letter. */
  owed: number;
  /** For a repeat: what the first letter was made of. */
  original: { revisionId: string | null; composed: ComposedFacts | null } | null;
}

/** Facts for a claimed batch, in one query; the laterals are served by deliveries_enrollment. Changes nothing. */
@Injectable()
export class LetterFactsStore {
  constructor(private readonly db: DataSource) {}

  async read(rows: ReadonlyArray<{ subscriberId: string; id: string }>): Promise<Map<string, WalkLetterFacts>> {
    const facts = await this.db.query<WalkLetterFacts[]>(
      `select d.id, c.published_revision_id as "publishedRevisionId",
              coalesce((select json_agg(x.done_at is not null order by x.slot nulls first, x.id) from deliveries x
                        where x.subscriber_id = d.subscriber_id and x.enrollment_id = d.enrollment_id and x.kind = 'lesson'
                          and x.state not in ('withdrawn', 'skipped') and x.repeat_of is null and x.id <> d.id
                          and (d.kind = 'completion' or x.slot < d.slot or (x.slot = d.slot and x.id < d.id))), '[]') as done,
              (select count(*)::int from revision_lessons rl
               where rl.revision_id = c.published_revision_id
                 and not exists (select 1 from deliveries x
                                 where x.subscriber_id = d.subscriber_id and x.enrollment_id = d.enrollment_id
                                   and x.lesson_id = rl.lesson_id and x.kind = 'lesson' and x.state <> 'withdrawn'
                                   and x.repeat_of is null)) as owed,
              (select json_build_object('revisionId', o.revision_id::text, 'composed', o.composed) from deliveries o
               where o.subscriber_id = d.subscriber_id and o.id = d.repeat_of) as original
       from unnest($1::bigint[], $2::bigint[]) as k(subscriber_id, id)
       join deliveries d on d.subscriber_id = k.subscriber_id and d.id = k.id
       join courses c on c.id = d.course_id`,
      [rows.map((row) => row.subscriberId), rows.map((row) => row.id)],
    );
    return new Map(facts.map((one) => [one.id, one]));
  }
}
