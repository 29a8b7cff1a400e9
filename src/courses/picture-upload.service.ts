import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Admin } from '../accounts/admin.js';
import { AuditStore } from '../audit/audit.store.js';
import { inTransaction } from '../database/transaction.js';
import { HouseError } from '../house-error.js';
import { readPicture } from '../pictures/picture-header.js';
import { PictureStore } from '../pictures/picture.store.js';
import { picturePath } from './picture-name.js';
import type { UploadedPicture } from './picture-upload.schema.js';
import { StandingCourseReader } from './standing-course.reader.js';

/** Takes a picture's bytes into the house. It joins the course by an edit of the draft that names path and hash. */
@Injectable()
export class PictureUploadService {
  constructor(
    private readonly database: DataSource,
    private readonly courses: StandingCourseReader,
    private readonly pictures: PictureStore,
    private readonly audit: AuditStore,
  ) {}

  /** Throws HouseError 'not-found', and what `take` throws. */
  async upload(slug: string, bytes: Uint8Array, fileName: string, admin: Admin, now: Date): Promise<UploadedPicture> {
    const course = await this.courses.bySlug(slug);
    return this.take({ kind: 'course', id: course.id }, course.pictures, { bytes, fileName }, admin, now);
  }

  /**
   * Kept once by its hash, however often it is sent; `taken` is what is there already, path → hash. Throws HouseError 'invalid'
   * with the field `picture` for what is no picture of ours.
   */
  async take(
    subject: { kind: 'course' | 'broadcast'; id: string },
    taken: ReadonlyMap<string, { hash: string }>,
    { bytes, fileName }: { bytes: Uint8Array; fileName: string },
    admin: Admin,
    now: Date,
  ): Promise<UploadedPicture> {
    const reading = readPicture(bytes);
    if (reading.outcome === 'refused')
      throw new HouseError('invalid', 'This picture cannot be used.', { fields: { picture: reading.because } });
    const { mediaType, width, height } = reading;
    const hash = createHash('sha256').update(bytes).digest('hex');
    const path = picturePath(fileName, { hash, mediaType }, taken);
    await inTransaction(this.database, async (db) => {
      await this.pictures.keep([{ hash, mediaType, bytes, width, height }], now, db);
      await this.pictures.renew(hash, now, db);
      await this.audit.record(db, {
        at: now,
        actor: admin.actor,
        action: 'picture.uploaded',
        subjectKind: subject.kind,
        subjectId: subject.id,
        after: { path, hash },
      });
    });
    return { path, hash, width, height };
  }
}
