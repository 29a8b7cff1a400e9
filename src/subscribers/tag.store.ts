import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

/** All SQL of tags, and their only writer. A tag is there from its first use on. */
@Injectable()
export class TagStore {
  constructor(private readonly db: DataSource) {}

  async names(): Promise<string[]> {
    const rows = await this.db.query<Array<{ name: string }>>('select name from tags order by lower(name) limit 1000');
    return rows.map((row) => row.name);
  }

  /** Gives the people who did not have it; who has been erased meanwhile is passed by. One statement for many. */
  async add(people: readonly string[], tag: string, now: Date, manager: EntityManager): Promise<string[]> {
    await manager.query('insert into tags (name, created_at) values ($1, $2) on conflict do nothing', [tag, now]);
    const rows = await manager.query<Array<{ id: string }>>(
      `insert into subscriber_tags (subscriber_id, tag, tagged_at)
       select s.id, $2, $3 from subscribers s where s.id = any($1::bigint[]) order by s.id for key share
       on conflict do nothing returning subscriber_id as id`,
      [people, tag, now],
    );
    return rows.map((row) => row.id);
  }

  /** Gives the people who had it. */
  async remove(people: readonly string[], tag: string, manager: EntityManager): Promise<string[]> {
    const [rows] = await manager.query<[Array<{ id: string }>, number]>(
      `delete from subscriber_tags where subscriber_id = any($1::bigint[]) and tag = $2 returning subscriber_id as id`,
      [people, tag],
    );
    return rows.map((row) => row.id);
  }
}
