import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

/** Beyond this the list of tags says "and more". */
const countedAtMost = 1_000;

/** All SQL of tags, and their only writer. A tag is there from its first use on. */
@Injectable()
export class TagStore {
  constructor(private readonly db: DataSource) {}

  async names(): Promise<string[]> {
    const rows = await this.db.query<Array<{ name: string }>>('select name from tags order by lower(name) limit 1000');
    return rows.map((row) => row.name);
  }

  /** Tags in the order of their names, each with how many have it, up to a thousand; by the key and subscriber_tags_tag. */
  async page(below: string | null, limit: number): Promise<Array<{ name: string; people: number; atLeast: boolean }>> {
    const rows = await this.db.query<Array<{ name: string; people: number }>>(
      `select t.name, (select count(*)::int from (select 1 from subscriber_tags s where s.tag = t.name limit $3) counted) as people
       from tags t where $1::text is null or t.name > $1 order by t.name limit $2`,
      [below, limit, countedAtMost + 1],
    );
    return rows.map(({ name, people }) => ({
      name,
      people: Math.min(people, countedAtMost),
      atLeast: people > countedAtMost,
    }));
  }

  /** Those of these tags that there are, held: nobody gives them to anybody until the transaction ends. In the order of their names. */
  async take(names: readonly string[], manager: EntityManager): Promise<string[]> {
    const rows = await manager.query<Array<{ name: string }>>(
      `select name from tags where name = any($1::text[]) order by name for update`,
      [names],
    );
    return rows.map((row) => row.name);
  }

  /** Who has the one has the other then, once, and the first is gone; gives how many had it. The caller holds them. */
  async move(tag: string, into: string, now: Date, manager: EntityManager): Promise<number> {
    await manager.query('insert into tags (name, created_at) values ($1, $2) on conflict do nothing', [into, now]);
    await manager.query(
      `insert into subscriber_tags (subscriber_id, tag, tagged_at)
       select subscriber_id, $2, tagged_at from subscriber_tags where tag = $1 order by subscriber_id on conflict do nothing`,
      [tag, into],
    );
    return this.drop(tag, manager);
  }

  /** Takes it from everybody and away; gives how many had it. The caller holds it. */
  async drop(tag: string, manager: EntityManager): Promise<number> {
    const [, people] = await manager.query<[unknown[], number]>('delete from subscriber_tags where tag = $1', [tag]);
    await manager.query('delete from tags where name = $1', [tag]);
    return people;
  }

  /** Gives the people who did not have it; who has been erased meanwhile is passed by. One statement for many. */
  async add(people: readonly string[], tag: string, now: Date, manager: EntityManager): Promise<string[]> {
    await this.hold(tag, now, manager);
    const rows = await manager.query<Array<{ id: string }>>(
      `insert into subscriber_tags (subscriber_id, tag, tagged_at)
       select s.id, $2, $3 from subscribers s where s.id = any($1::bigint[]) order by s.id for key share
       on conflict do nothing returning subscriber_id as id`,
      [people, tag, now],
    );
    return rows.map((row) => row.id);
  }

  /** Makes it where it is not there, and keeps it there: whoever deletes it at this moment is waited for, and it is made anew. */
  private async hold(tag: string, now: Date, manager: EntityManager): Promise<void> {
    for (let held = 0; held === 0;) {
      await manager.query('insert into tags (name, created_at) values ($1, $2) on conflict do nothing', [tag, now]);
      held = (await manager.query<unknown[]>('select 1 from tags where name = $1 for key share', [tag])).length;
    }
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
