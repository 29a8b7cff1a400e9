import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import type { PictureType } from './picture-header.js';

export interface StoredPicture {
  mediaType: PictureType;
  bytes: Buffer;
}

/** A picture to keep; `hash` is the SHA-256 of its bytes, hex. */
export interface NewPicture {
  hash: string;
  mediaType: PictureType;
  bytes: Uint8Array;
  width: number;
  height: number;
}

/** Pictures by the hash of their bytes: never changed, and kept once however many courses show them. */
@Injectable()
export class PictureStore {
  constructor(private readonly db: DataSource) {}

  /** Null when there is no such picture. Served by the primary key. */
  async find(hash: string): Promise<StoredPicture | null> {
    const [row] = await this.db.query<StoredPicture[]>(
      `select media_type as "mediaType", bytes from pictures where hash = $1`,
      [hash],
    );
    return row ?? null;
  }

  /** Hash → bytes, of those that are kept. */
  async bytesOf(hashes: readonly string[]): Promise<Map<string, Uint8Array>> {
    const rows = await this.db.query<Array<{ hash: string; bytes: Buffer }>>(
      `select hash, bytes from pictures where hash = any($1)`,
      [hashes],
    );
    return new Map(rows.map(({ hash, bytes }) => [hash, new Uint8Array(bytes)]));
  }

  /** Hash → size in pixels, of those that are kept. */
  async sizesOf(hashes: readonly string[]): Promise<Map<string, { width: number; height: number }>> {
    const rows = await this.db.query<Array<{ hash: string; width: number; height: number }>>(
      `select hash, width, height from pictures where hash = any($1)`,
      [hashes],
    );
    return new Map(rows.map(({ hash, width, height }) => [hash, { width, height }]));
  }

  /**
   * Keeps what is not kept yet; bytes that are there already are not sent again. One statement a picture, since each may
   * have 5 MB. Two publishes at once keep one copy (on conflict do nothing), in hash order, so that they cannot deadlock. What is
   * known is locked for key share, so that nobody clears it before the caller has committed its use.
   */
  async keep(pictures: Iterable<NewPicture>, now: Date, manager: EntityManager): Promise<void> {
    const wanted = new Map([...pictures].map((picture) => [picture.hash, picture]));
    const known = await manager.query<Array<{ hash: string }>>(
      `select hash from pictures where hash = any($1) order by hash for key share`,
      [[...wanted.keys()]],
    );
    for (const { hash } of known) wanted.delete(hash);
    for (const picture of [...wanted.values()].sort((a, b) => (a.hash < b.hash ? -1 : 1))) {
      await manager.query(
        `insert into pictures (hash, media_type, bytes, width, height, created_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (hash) do nothing`,
        [picture.hash, picture.mediaType, Buffer.from(picture.bytes), picture.width, picture.height, now],
      );
    }
  }

  /** Those of these that are kept, held until the transaction ends so that nobody clears them. */
  async use(hashes: readonly string[], db: EntityManager): Promise<Set<string>> {
    const rows = await db.query<Array<{ hash: string }>>(
      `select hash from pictures where hash = any($1) order by hash for key share`,
      [hashes],
    );
    return new Set(rows.map(({ hash }) => hash));
  }

  /** Somebody has brought it once more: it counts as new. */
  async renew(hash: string, now: Date, db: EntityManager): Promise<void> {
    await db.query(`update pictures set created_at = $2 where hash = $1`, [hash, now]);
  }

  /** Locks those that nobody begins to use at this moment, and gives them. Who comes now waits. */
  async hold(hashes: readonly string[], db: EntityManager): Promise<string[]> {
    const rows = await db.query<Array<{ hash: string }>>(
      `select hash from pictures where hash = any($1) order by hash for update skip locked`,
      [hashes],
    );
    return rows.map(({ hash }) => hash);
  }

  /** Those that `hold` gave. */
  async remove(hashes: readonly string[], db: EntityManager): Promise<void> {
    await db.query(`delete from pictures where hash = any($1)`, [hashes]);
  }
}
