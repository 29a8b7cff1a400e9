import { Injectable } from '@nestjs/common';
import { CourseStore } from './course.store.js';
import { noSuchCourse } from './draft.reader.js';
import type { Presence } from './draft.schema.js';
import { DraftStore, type Saver } from './draft.store.js';
import { VisitorStore } from './visitor.store.js';

/** Tells people who edit one course of each other. */
@Injectable()
export class PresenceService {
  constructor(
    private readonly courses: CourseStore,
    private readonly drafts: DraftStore,
    private readonly visitors: VisitorStore,
  ) {}

  /** Says "I am here", and gives the others. Throws HouseError 'not-found'. */
  async beat(slug: string, saver: Saver, lesson: string | null, now: Date): Promise<Presence> {
    const course = await this.courses.bySlug(slug);
    if (!course) throw noSuchCourse(slug);
    await this.visitors.beat(course.id, { ...saver, lesson }, now);
    return this.others(slug, saver, now);
  }

  async others(slug: string, saver: Saver, now: Date): Promise<Presence> {
    const course = await this.courses.bySlug(slug);
    if (!course) throw noSuchCourse(slug);
    const version = await this.drafts.version(course.id);
    return { version, others: await this.visitors.others(course.id, saver.actor, now) };
  }
}
