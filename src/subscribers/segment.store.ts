import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import type { SegmentBody } from './segment.schema.js';

export interface SegmentRow extends SegmentBody {
  id: string;
  savedAt: Date;
  savedBy: string;
}

const columns = `id, name, expression, saved_at as "savedAt", saved_by as "savedBy"`;

/** All SQL of segments: filters kept under a name. There are few. */
@Injectable()
export class SegmentStore {
  constructor(private readonly db: DataSource) {}

  list(): Promise<SegmentRow[]> {
    return this.db.query<SegmentRow[]>(`select ${columns} from segments order by lower(name) limit 500`);
  }

  async byId(id: string): Promise<SegmentRow | null> {
    const [row] = await this.db.query<SegmentRow[]>(`select ${columns} from segments where id = $1`, [id]);
    return row ?? null;
  }

  async take(id: string, manager: EntityManager): Promise<SegmentRow | null> {
    const [row] = await manager.query<SegmentRow[]>(`select ${columns} from segments where id = $1 for update`, [id]);
    return row ?? null;
  }

  /** All of them, each held until the transaction ends; in one order. */
  takeAll(manager: EntityManager): Promise<SegmentRow[]> {
    return manager.query<SegmentRow[]>(`select ${columns} from segments order by id for update`);
  }

  /** Null: the name is taken; of two at once the unique index lets one through. */
  async add(body: SegmentBody, by: string, now: Date, manager: EntityManager): Promise<SegmentRow | null> {
    const [row] = await manager.query<SegmentRow[]>(
      `insert into segments (name, expression, created_at, saved_at, saved_by) values ($1, $2, $3, $3, $4)
       on conflict (lower(name)) do nothing returning ${columns}`,
      [body.name, JSON.stringify(body.expression), now, by],
    );
    return row ?? null;
  }

  /** False: another segment has the name. */
  async change(id: string, body: SegmentBody, by: string, now: Date, manager: EntityManager): Promise<boolean> {
    const [, count] = await manager.query<[unknown[], number]>(
      `update segments g set name = $2, expression = $3, saved_at = $4, saved_by = $5
       where g.id = $1 and not exists (select 1 from segments o where lower(o.name) = lower($2) and o.id <> $1)`,
      [id, body.name, JSON.stringify(body.expression), now, by],
    );
    return count === 1;
  }

  async remove(id: string, manager: EntityManager): Promise<void> {
    await manager.query('delete from segments where id = $1', [id]);
  }
}
