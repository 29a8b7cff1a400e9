import { z } from 'zod';
import { parseLocalDate } from '../schedule/wall-time.js';
import { parseWeekdays } from '../schedule/weekdays.js';
import { emailField, hourField, zoneField } from '../subscribers/person-fields.schema.js';

const buttons = 'Please use one of the buttons on the page.';
/** A bigint that PostgreSQL takes. */
const id = z.string(buttons).regex(/^\d{1,18}$/, buttons);
const tick = z.literal(['yes', ''], 'Please tick the day or leave it empty.').optional();

export const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Null is what an empty field gives; here something must stand. */
function filled<T>(field: z.ZodType<T | null>, message: string) {
  return field.transform((value, context): T => {
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

const calendar = z
  .object({
    action: z.literal('calendar'),
    enrollment: id,
    hour: filled(hourField, 'Please give an hour like 07:00.'),
    zone: filled(zoneField, 'Please choose a time zone, like Europe/London.'),
    mon: tick,
    tue: tick,
    wed: tick,
    thu: tick,
    fri: tick,
    sat: tick,
    sun: tick,
  })
  .transform(({ action, enrollment, hour, zone, ...days }, context) => {
    const weekdays = parseWeekdays(dayNames.filter((day) => days[day] === 'yes'));
    if (weekdays !== null) return { action, enrollment, hour, zone, weekdays };
    context.addIssue({ code: 'custom', path: ['weekdays'], message: 'Please leave at least one day ticked.' });
    return z.NEVER;
  });

const pause = z.object({
  action: z.literal('pause'),
  enrollment: id,
  /** Empty: until the reader comes back. */
  until: z
    .string('Please choose a day.')
    .optional()
    .transform((text, context) => {
      if (!text) return null;
      const date = parseLocalDate(text);
      if (date === null) context.addIssue({ code: 'custom', message: 'Please choose a day, like 2026-12-24.' });
      return date;
    }),
});

/** POST /manage/:token: every button of the reader's page names itself in `action`. */
export const manageSchema = z.discriminatedUnion(
  'action',
  [
    calendar,
    pause,
    z.object({ action: z.literal('resume'), enrollment: id }),
    z.object({ action: z.literal('next-now'), enrollment: id, lesson: id }),
    z.object({ action: z.literal('repeat'), enrollment: id }),
    z.object({ action: z.literal('leave'), enrollment: id }),
    z.object({ action: z.literal('restart'), enrollment: id }),
    z.object({ action: z.literal('newsletter'), on: z.literal(['yes', 'no'], buttons) }),
    z.object({ action: z.literal('leave-everything') }),
    z.object({ action: z.literal('download') }),
    z.object({ action: z.literal('forget') }),
    z.object({ action: z.literal('change-address'), email: emailField }),
  ],
  buttons,
);

export type ManageCommand = z.output<typeof manageSchema>;
