import { Injectable } from '@nestjs/common';
import { CourseReader } from '../courses/course.reader.js';
import type { DeliveryRow } from '../deliveries/delivery.store.js';
import { letterPlace } from '../deliveries/letter-place.js';
import { LetterWriter } from '../deliveries/letter-writer.service.js';
import { HouseError } from '../house-error.js';
import { LinkService } from '../links/link.service.js';
import { fillSegments } from '../rendering/letter-template.js';
import { broadcastFacts, broadcastValues, compiledBroadcast, type SentBroadcast } from './broadcast-letter.js';
import { BroadcastStore } from './broadcast.store.js';
import { byPath } from './sending-check.service.js';

const keptAtMost = 50;

/** Words of broadcasts whose sending has begun: they never change, so each is read once a process. */
@Injectable()
export class SentBroadcastReader {
  private readonly kept = new Map<string, Promise<SentBroadcast | null>>();

  constructor(
    private readonly broadcasts: BroadcastStore,
    private readonly courses: CourseReader,
    private readonly writer: LetterWriter,
    private readonly links: LinkService,
  ) {}

  /** Null: there is none, or it was never sent. */
  byId(id: string): Promise<SentBroadcast | null> {
    const known = this.kept.get(id);
    if (known) return known;
    const read = this.read(id);
    const forget = () => this.kept.delete(id);
    read.then((one) => one ?? forget(), forget);
    if (this.kept.size >= keptAtMost) this.kept.delete(this.kept.keys().next().value ?? '');
    this.kept.set(id, read);
    return read;
  }

  /** One reader's copy in the browser, as it left. Throws HouseError 'gone' when it was erased, cleared, or has not left yet. */
  async copy(row: DeliveryRow): Promise<{ html: string; subject: string }> {
    const one = row.broadcastId === null ? null : await this.byId(row.broadcastId);
    if (!one || !row.composed) throw new HouseError('gone', 'This letter is no longer here.');
    const compiled = await compiledBroadcast(this.writer, one, await this.writer.letterheadOf(row.composed));
    const place = letterPlace(row.subscriberId, row.id, row.composed.origin, this.links);
    const values = broadcastValues(compiled, broadcastFacts.parse(row.composed.facts), place, this.links);
    return {
      html: fillSegments(compiled.template.html, values, 'html'),
      subject: fillSegments(compiled.template.subject, values, 'text'),
    };
  }

  private async read(id: string): Promise<SentBroadcast | null> {
    const one = await this.broadcasts.byId(id);
    if (!one || one.dated === null) return null;
    const { to } = one.audience;
    const course =
      to.kind === 'course' ? (await this.courses.list()).find((course) => course.id === to.course) : undefined;
    return {
      ...{
        id,
        template: one.template,
        subject: one.subject,
        preheader: one.preheader,
        body: one.body,
        sender: one.sender,
      },
      date: one.dated,
      course: course?.settings.name ?? null,
      list: course ? { slug: course.slug, name: course.settings.name } : null,
      pictures: byPath(await this.broadcasts.pictures(id)),
    };
  }
}
