import type { CourseDocument } from './course-document.js';
import type { PublishedCourse } from './course-settings.js';
import type { LocalDate } from '../schedule/wall-time.js';
import type { Calendar } from '../schedule/calendar.js';
import { effectiveWeekdays } from '../schedule/weekdays.js';

/** What `simulate` needs of a course: its lessons in order, and a reader's calendar in it. */
export interface SimulatedCourse {
  lessons: Array<{ key: string; waitDays: number }>;
  calendar: Calendar;
}

/** A reader's own wishes; what is absent is the course's. */
export interface SimulatedReader {
  zone?: string | undefined;
  /** Minutes after midnight. */
  hour?: number | undefined;
  weekdays?: number | undefined;
  /** Dates on which nothing comes, beside the course's own. */
  skipDates?: readonly LocalDate[] | undefined;
}

/** From files (--dir) or from the database (--live) alike. Weekdays that miss the course's count as the course's (rule 3). */
export function simulatedCourse(
  course: Pick<CourseDocument, 'settings' | 'lessons'> | Pick<PublishedCourse, 'settings' | 'lessons'>,
  reader: SimulatedReader = {},
): SimulatedCourse {
  const { settings } = course;
  return {
    lessons: course.lessons.map(({ key, waitDays }) => ({ key, waitDays })),
    calendar: {
      zone: reader.zone ?? settings.zone,
      hour: reader.hour ?? settings.hour,
      weekdays: effectiveWeekdays(reader.weekdays ?? settings.weekdays, settings.weekdays),
      skipDates: new Set([...settings.skipDates, ...(reader.skipDates ?? [])]),
    },
  };
}
