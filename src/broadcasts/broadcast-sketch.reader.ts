import { Injectable } from '@nestjs/common';
import { CourseReader } from '../courses/course.reader.js';
import type { LetterSketch } from '../courses/letter-sketch.service.js';
import { LetterWriter } from '../deliveries/letter-writer.service.js';
import { PictureStore } from '../pictures/picture.store.js';
import { sampleBroadcast } from '../rendering/sample-letters.js';
import { HouseSettings } from '../settings/house-settings.js';
import { missing } from './broadcast-draft.service.js';
import { type Broadcast, BroadcastStore } from './broadcast.store.js';
import { homeZone } from './home-zone.js';
import { issueDay } from './issue-day.js';
import type { TypedBroadcast } from './typed-broadcast.schema.js';

/** What an issue looks like from: whom it goes to, its day, its pictures. */
@Injectable()
export class BroadcastSketchReader {
  constructor(
    private readonly broadcasts: BroadcastStore,
    private readonly courses: CourseReader,
    private readonly pictures: PictureStore,
    private readonly writer: LetterWriter,
    private readonly house: HouseSettings,
  ) {}

  /** As typed, whatever was saved. Throws HouseError 'not-found'. */
  async sketch(id: string, typed: TypedBroadcast, now: Date): Promise<LetterSketch> {
    const one = (await this.broadcasts.byId(id)) ?? missing();
    const { template, subject, preheader, body, sender } = typed;
    const pictures = typed.pictures ?? (await this.broadcasts.pictures(id));
    const sizes = await this.pictures.sizesOf(pictures.map(({ hash }) => hash));
    const shown = new Map(
      pictures.flatMap(({ path, hash }) => {
        const size = sizes.get(hash);
        return size ? [[path, { hash, ...size }] as const] : [];
      }),
    );
    const { name } = await this.writer.letterheadFor(null, sender);
    const look = this.writer.look;
    return {
      words: { subject, preheader, body, minutes: null },
      ...{ prefix: '', pictures: new Set(shown.keys()), sender, replyTo: null },
      render: async () =>
        sampleBroadcast(
          {
            template,
            subject,
            preheader,
            body,
            pictures: shown,
            date: issueDay(one.plan, one.startedAt, homeZone(this.house), now),
            course: await this.courseOf(one),
          },
          { postalAddress: look.postalAddress, publicUrl: look.publicUrl, ...(name === null ? {} : { sender: name }) },
        ),
      of: { kind: 'broadcast', id, part: null },
    };
  }

  private async courseOf({ audience: { to } }: Broadcast): Promise<string | null> {
    return to.kind === 'course' ? ((await this.courses.byId(to.course))?.settings.name ?? null) : null;
  }
}
