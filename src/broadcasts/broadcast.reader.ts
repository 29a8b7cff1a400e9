import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { EntityManager } from 'typeorm';
import { HouseError } from '../house-error.js';
import { decodeCursor, pageFrom } from '../http/page-cursor.js';
import type { PageQuery } from '../http/page.schema.js';
import { SegmentStore } from '../subscribers/segment.store.js';
import { CourseReader } from '../courses/course.reader.js';
import { audienceInWords } from './audience-words.js';
import type { BroadcastPage, BroadcastView } from './broadcast.schema.js';
import { type Broadcast, type BroadcastPicture, BroadcastStore } from './broadcast.store.js';

const cursor = z.object({ id: z.string().regex(/^\d{1,18}$/) });

/** Broadcasts as the admin's pages show them. Reads only. */
@Injectable()
export class BroadcastReader {
  constructor(
    private readonly store: BroadcastStore,
    private readonly segments: SegmentStore,
    private readonly courses: CourseReader,
  ) {}

  /** Throws HouseError 'not-found'. */
  async view(id: string, db?: EntityManager): Promise<BroadcastView> {
    const one = await this.store.byId(id, db);
    if (!one) throw noSuchBroadcast();
    return viewOf(one, await this.store.pictures(id, db));
  }

  async page({ after, limit }: PageQuery): Promise<BroadcastPage> {
    const [rows, segments, courses] = await Promise.all([
      this.store.list(decodeCursor(after, cursor)?.id ?? null, limit + 1),
      this.segments.list(),
      this.courses.list(),
    ]);
    const { items, next } = pageFrom(rows, limit, ({ id }) => ({ id }));
    const names = {
      segments: new Map(segments.map(({ id, name }) => [id, name])),
      courses: new Map(courses.map(({ id, settings }) => [id, settings.name])),
    };
    return {
      next,
      items: items.map((one) => ({
        ...{ id: one.id, slug: one.slug, subject: one.subject, state: one.state, visibility: one.visibility },
        ...{ audience: audienceInWords(one.audience, names), planned: one.plannedRows },
        ...{ pausedBecause: one.pausedBecause, savedBy: one.savedBy },
        ...timesOf(one),
      })),
    };
  }
}

export function noSuchBroadcast(): HouseError {
  return new HouseError('not-found', 'There is no such issue.');
}

function viewOf(one: Broadcast, pictures: BroadcastPicture[]): BroadcastView {
  return {
    ...{ id: one.id, slug: one.slug, state: one.state, version: one.version, template: one.template },
    ...{ subject: one.subject, preheader: one.preheader, body: one.body, sender: one.sender },
    ...{ audience: one.audience, plan: one.plan, visibility: one.visibility },
    ...{ createdAt: one.createdAt.toISOString(), savedBy: one.savedBy, pausedBecause: one.pausedBecause, pictures },
    ...timesOf(one),
  };
}

function timesOf({ savedAt, startsAt, startedAt, endedAt }: Broadcast) {
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return { savedAt: savedAt.toISOString(), startsAt: iso(startsAt), startedAt: iso(startedAt), endedAt: iso(endedAt) };
}
