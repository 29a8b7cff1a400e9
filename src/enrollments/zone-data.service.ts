import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CourseReader } from '../courses/course.reader.js';
import { keepSetting, replaceSetting } from '../database/kept-setting.js';
import type { Calendar } from '../schedule/calendar.js';
import { slotOn } from '../schedule/next-slot.js';
import { addDays, localDateOf } from '../schedule/wall-time.js';
import { EnrollmentStore } from './enrollment.store.js';
import { calendarOf } from './next-step.js';

const batch = 2_000;

/**
 * Governments move clocks; Node brings the news with an update. Slots are stored as instants, so when the zone data has
 * changed since the last start, those still to come are computed again (rule 2). Harmless to run twice or on two machines.
 */
@Injectable()
export class ZoneDataService {
  private readonly log = new Logger('zone data');

  constructor(
    private readonly db: DataSource,
    private readonly enrollments: EnrollmentStore,
    private readonly courses: CourseReader,
  ) {}

  /** Gives how many slots moved. `version` is that of the zone data this process runs on. */
  async refresh(now: Date, version: string = process.versions.tz ?? 'unknown'): Promise<number> {
    if ((await keepSetting(this.db, 'zone-data', version)) === version) return 0;
    let moved = 0;
    for (let after = { subscriberId: '0', enrollmentId: '0' }; ;) {
      const walks = await this.enrollments.upcoming(after, batch, now);
      const changes = [];
      for (const walk of walks) {
        const course = await this.courses.byId(walk.courseId);
        if (!course) continue;
        const at = this.atSameHour(walk, calendarOf(walk, course.settings));
        if (at.getTime() !== walk.nextSlotAt.getTime()) changes.push({ ...walk, movedTo: at });
      }
      moved += await this.enrollments.moveSlots(changes);
      const last = walks.at(-1);
      if (!last || walks.length < batch) break;
      after = last;
    }
    await replaceSetting(this.db, 'zone-data', version);
    this.log.log(`zone data is ${version} now: ${moved} slots moved with it`);
    return moved;
  }

  /** A walk whose zone these data do not know keeps its slot: it must not keep the worker from starting. */
  private atSameHour(walk: { enrollmentId: string; nextSlotAt: Date }, calendar: Calendar): Date {
    try {
      return sameHour(calendar, walk.nextSlotAt);
    } catch (error) {
      this.log.error(
        `enrollment ${walk.enrollmentId} keeps its slot: ${error instanceof Error ? error.message : String(error)}`,
      );
      return walk.nextSlotAt;
    }
  }
}

/** The slot of this calendar nearest to an instant that was computed with older data; itself, if none is within half a day. */
export function sameHour(calendar: Calendar, old: Date): Date {
  const date = localDateOf(old, calendar.zone);
  const near = [-1, 0, 1].flatMap((days) => slotOn(calendar, addDays(date, days))?.at ?? []);
  const distance = (slot: Date) => Math.abs(slot.getTime() - old.getTime());
  const [nearest] = near.sort((a, b) => distance(a) - distance(b));
  return nearest && distance(nearest) <= 12 * 3_600_000 ? nearest : old;
}
