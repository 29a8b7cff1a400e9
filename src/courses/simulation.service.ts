import { Injectable } from '@nestjs/common';
import { faultyFields } from '../house-error.js';
import { formatHour, parseHour } from '../schedule/hour.js';
import { simulate } from '../schedule/simulate.js';
import { formatWeekdays, parseWeekdays } from '../schedule/weekdays.js';
import { canonicalZone } from '../schedule/zone.js';
import { DraftReader } from './draft.reader.js';
import type { Simulation, SimulationRequest } from './draft.schema.js';
import { simulatedCourse } from './simulated-course.js';

@Injectable()
export class SimulationService {
  constructor(private readonly drafts: DraftReader) {}

  /** The days on which a reader would get the draft's lessons. Throws HouseError 'invalid' with `fields`. */
  async simulate(slug: string, request: SimulationRequest): Promise<Simulation> {
    const { document } = await this.drafts.bySlug(slug);
    const zone = request.zone === undefined ? undefined : canonicalZone(request.zone);
    const hour = request.hour === undefined ? undefined : parseHour(request.hour);
    const weekdays = request.weekdays === undefined ? undefined : parseWeekdays(request.weekdays);
    const fields: Record<string, string> = {};
    if (zone === null) fields.zone = 'expected a time zone such as Europe/London';
    if (hour === null) fields.hour = 'expected an hour such as 07:00';
    if (weekdays === null || weekdays === 0) fields.weekdays = 'expected at least one day, such as mon';
    if (Object.keys(fields).length > 0) throw faultyFields(fields);

    const reader = { zone: zone ?? undefined, hour: hour ?? undefined, weekdays: weekdays ?? undefined };
    const { lessons, calendar } = simulatedCourse(document, reader);
    return {
      letters: simulate({ lessons: request.lessons ?? lessons }, calendar, request.from),
      zone: calendar.zone,
      hour: formatHour(calendar.hour),
      weekdays: formatWeekdays(calendar.weekdays),
      skipDates: [...calendar.skipDates],
    };
  }
}
