import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SubscriberItem } from './subscriber-list.schema.js';

type Row = Omit<SubscriberItem, 'tags' | 'walks' | 'joinedAt' | 'suppressed'> & { joinedAt: Date };
type WalkRow = SubscriberItem['walks'][number] & { subscriberId: string };

/** What a line of the list shows of each person. Four queries by key, whatever brought the ids together. */
@Injectable()
export class PeopleReader {
  constructor(private readonly db: DataSource) {}

  /** In the order of the ids; who has been erased meanwhile is left out. Served by primary keys. */
  async byIds(ids: readonly string[]): Promise<SubscriberItem[]> {
    if (ids.length === 0) return [];
    const [rows, tags, walks, suppressed] = await Promise.all([
      this.db.query<Row[]>(
        `select id, email, first_name as "firstName", zone, state, created_at as "joinedAt"
         from subscribers where id = any($1::bigint[])`,
        [ids],
      ),
      this.db.query<Array<{ subscriberId: string; tag: string }>>(
        `select subscriber_id as "subscriberId", tag from subscriber_tags where subscriber_id = any($1::bigint[]) order by tag`,
        [ids],
      ),
      this.walksOf(ids),
      this.db.query<Array<{ id: string; reason: string }>>(
        `select s.id, x.reason from subscribers s join suppressions x on x.address_hash = s.address_hash
         where s.id = any($1::bigint[])`,
        [ids],
      ),
    ]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = byId.get(id);
      if (!row) return [];
      return {
        ...row,
        joinedAt: row.joinedAt.toISOString(),
        tags: tags.filter((one) => one.subscriberId === id).map(({ tag }) => tag),
        suppressed: suppressed.find((one) => one.id === id)?.reason ?? null,
        walks: walks
          .filter((one) => one.subscriberId === id)
          .slice(0, 3)
          .map(({ course, name, state, had, nextSlotAt }) => ({ course, name, state, had, nextSlotAt })),
      };
    });
  }

  private async walksOf(ids: readonly string[]): Promise<WalkRow[]> {
    const rows = await this.db.query<Array<Omit<WalkRow, 'nextSlotAt'> & { nextSlotAt: Date | null }>>(
      `select e.subscriber_id as "subscriberId", c.slug as course, coalesce(r.settings ->> 'name', c.slug) as name, case when e.waiting and e.state = 'active' then 'waiting' else e.state end as state,
              e.lessons_had as had, e.next_slot_at as "nextSlotAt"
       from enrollments e join courses c on c.id = e.course_id left join revisions r on r.id = c.published_revision_id
       where e.subscriber_id = any($1::bigint[]) order by e.id desc`,
      [ids],
    );
    return rows.map((row) => ({ ...row, nextSlotAt: row.nextSlotAt?.toISOString() ?? null }));
  }
}
