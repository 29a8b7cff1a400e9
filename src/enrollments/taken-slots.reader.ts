import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { StandingCourseReader } from '../courses/standing-course.reader.js';
import { type SlotGroup, slotsTaken } from './taken-slots.js';
import type { TakenSlots } from './taken-slots.schema.js';

@Injectable()
export class TakenSlotsReader {
  constructor(
    private readonly db: DataSource,
    private readonly courses: StandingCourseReader,
  ) {}

  /**
   * Against the draft's calendar. One statement, served by enrollments_standing; it reads the course's active enrollments once,
   * and gives a row per zone, choice of days and instant. Throws HouseError 'not-found'.
   */
  async bySlug(slug: string): Promise<TakenSlots> {
    const course = await this.courses.bySlug(slug);
    const groups = await this.db.query<SlotGroup[]>(
      `select zone, weekdays, next_slot_at as "nextSlotAt", count(*)::int as people from enrollments
       where course_id = $1 and state = 'active' and next_slot_at is not null group by zone, weekdays, next_slot_at`,
      [course.id],
    );
    return slotsTaken(groups, course.settings);
  }
}
