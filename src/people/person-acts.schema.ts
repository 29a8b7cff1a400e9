import { z } from 'zod';
import { parseWeekdays } from '../schedule/weekdays.js';
import { emailField, firstNameField, hourField, zoneField } from '../subscribers/person-fields.schema.js';
import { why } from '../suppressions/suppression.schema.js';

/** Of a subscriber, an enrollment, a delivery, a run. */
export const id = z.string().regex(/^[1-9]\d{0,17}$/, 'expected an id, a whole number');

const consentWords = z
  .string()
  .trim()
  .min(10, 'Please say how they agreed: “asked me at the studio on 24 November”.')
  .max(500, 'At most 500 characters.');
const slug = z.string().min(1, 'Please choose a course.').max(80);
const enrolling = { zone: zoneField, hour: hourField };

export const newSubscriber = z
  .object({
    email: emailField,
    firstName: firstNameField,
    ...enrolling,
    /** Null: added without a course. */
    course: slug.nullish().transform((text) => text ?? null),
    newsletter: z.boolean().default(false),
    consent: consentWords,
  })
  .meta({ id: 'NewSubscriber' });
export type NewSubscriber = z.output<typeof newSubscriber>;

export const personEdit = z.object({ firstName: firstNameField, zone: zoneField }).meta({ id: 'PersonEdit' });
export type PersonEdit = z.output<typeof personEdit>;

export const enrollBody = z.object({ course: slug, consent: consentWords, ...enrolling }).meta({ id: 'Enroll' });
export type EnrollBody = z.output<typeof enrollBody>;

export const pauseBody = z
  .object({ until: z.iso.date('Please give a date like 2026-11-30, or leave it empty.').nullish() })
  .meta({ id: 'Pause' });
export type PauseBody = z.output<typeof pauseBody>;

export const calendarBody = z
  .object({
    zone: zoneField.refine((zone) => zone !== null, 'Please choose a time zone.').transform(String),
    hour: hourField.refine((hour) => hour !== null, 'Please give an hour like 07:00.').transform(Number),
    weekdays: z.array(z.string()).transform((days, context) => {
      const mask = parseWeekdays(days);
      if (mask !== null) return mask;
      context.addIssue({ code: 'custom', message: 'Please keep at least one day.' });
      return z.NEVER;
    }),
  })
  .meta({ id: 'ReaderCalendar' });
export type CalendarBody = z.output<typeof calendarBody>;

export const moveBody = z.object({ lesson: z.string().min(1).max(80) }).meta({ id: 'MoveToLesson' });
export type MoveBody = z.output<typeof moveBody>;

export const noteBody = z.object({ note: why }).meta({ id: 'Reason' });
export type NoteBody = z.output<typeof noteBody>;

/** What was done, in a sentence. Never an address or a name: answers are kept with their Idempotency-Key. */
export const actDone = z.object({ said: z.string(), changed: z.boolean() }).meta({ id: 'ActDone' });
export type ActDone = z.infer<typeof actDone>;

export const added = z.object({ id: z.string(), said: z.string() }).meta({ id: 'SubscriberAdded' });
export type Added = z.infer<typeof added>;
