import { Injectable } from '@nestjs/common';
import type { Admin } from '../accounts/admin.js';
import type { UploadedPicture } from '../courses/picture-upload.schema.js';
import { PictureUploadService } from '../courses/picture-upload.service.js';
import { AudienceReader } from './audience.reader.js';
import { BroadcastDraftService } from './broadcast-draft.service.js';
import { BroadcastReader } from './broadcast.reader.js';

/** What the desk of somebody who writes a broadcast has at hand. */
@Injectable()
export class BroadcastDesk {
  constructor(
    readonly reader: BroadcastReader,
    readonly drafts: BroadcastDraftService,
    readonly audiences: AudienceReader,
    private readonly pictures: PictureUploadService,
  ) {}

  /** Throws HouseError 'not-found', or 'invalid' with the field `picture`. */
  async upload(
    id: string,
    file: { bytes: Uint8Array; fileName: string },
    admin: Admin,
    now: Date,
  ): Promise<UploadedPicture> {
    const { pictures } = await this.reader.view(id);
    const taken = new Map(pictures.map((picture) => [picture.path, picture]));
    return this.pictures.take({ kind: 'broadcast', id }, taken, file, admin, now);
  }
}
