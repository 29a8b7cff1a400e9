import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '../database/transaction.js';
import { PictureStore } from '../pictures/picture.store.js';

const batch = 100;
const keptMs = 7 * 86_400_000;

/** Pictures that were uploaded and never joined a course, or left it so long ago that no undo reaches them. */
@Injectable()
export class UnusedPictures {
  constructor(
    private readonly db: DataSource,
    private readonly pictures: PictureStore,
  ) {}

  /**
   * Clears those that came more than 7 days ago and that no draft, no step of undo, no revision and no broadcast names (letters show a
   * revision's or a broadcast's); a hundred a call; gives how many. Whoever begins to use one at this moment locks its row, as PictureStore says: either
   * we find it locked and leave it, or they wait, find it gone, and it is uploaded again.
   */
  clear(now: Date): Promise<number> {
    const before = new Date(now.getTime() - keptMs);
    return inTransaction(this.db, async (db) => {
      const found = await this.unused(before, null, db);
      if (found.length === 0) return 0;
      const held = await this.pictures.hold(found, db);
      // Asked again once they are held, by another statement: what was begun and ended in between is seen now.
      const gone = await this.unused(before, held, db);
      await this.pictures.remove(gone, db);
      return gone.length;
    });
  }

  /** By pictures_age, revision_pictures_hash and broadcast_pictures_hash; drafts and their steps are few, and their `pictures` short. */
  private async unused(before: Date, among: readonly string[] | null, db: EntityManager): Promise<string[]> {
    const rows = await db.query<Array<{ hash: string }>>(
      `select p.hash from pictures p
       where p.created_at < $1 and ($2::text[] is null or p.hash = any($2))
         and not exists (select from revision_pictures r where r.hash = p.hash)
         and not exists (select from drafts d where d.pictures ? p.hash)
         and not exists (select from draft_steps s where s.pictures ? p.hash)
         and not exists (select from broadcast_pictures b where b.hash = p.hash)
       order by p.created_at limit ${batch}`,
      [before, among],
    );
    return rows.map(({ hash }) => hash);
  }
}
