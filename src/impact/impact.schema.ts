import { z } from 'zod';

/** The author's answers so far, for the people whom a publish touches; see PublishAnswers. */
export const publishAnswers = z.object({
  inserted: z.enum(['next', 'newcomers']).optional(),
  finishers: z.enum(['offer', 'leave']).optional(),
  end: z.enum(['wait', 'finish']).optional(),
});

const comingLetter = z.object({
  /** Null: the completion letter. */
  lesson: z.string().nullable(),
  subject: z.string(),
  /** The reader's own date. */
  localDate: z.string(),
  at: z.iso.datetime(),
});

const count = z.number().int();

/** In a course with many readers a worker reckons: figures are kept, and say of when they are. */
const reckoned = {
  /** The moment of which the figures are exact; null: they are still to come. */
  asOf: z.iso.datetime().nullable(),
  /** How many people a reckoning that is under way has read so far; null: none is. */
  underway: count.nullable(),
};

export const impactView = z
  .object({
    /** The draft's version, which a publish must name; 0: there is no draft, and nothing to publish. */
    version: count,
    /** The revision that people read now; null: nothing was published yet. */
    revision: count.nullable(),
    ...reckoned,
    /** The figures have been wanted for a minute: a publish need not wait for them. Its questions are then asked without numbers. */
    overdue: z.boolean(),
    changes: z.array(
      z.object({
        kind: z.string(),
        lesson: z.string().nullable(),
        /** The lesson's subject, or what the change is about. */
        about: z.string(),
        /** What is different: 'moved from 9 to 3'. */
        what: z.string(),
        /** People in mid-course whom it concerns; null: only those who join from now on, or it is not reckoned yet. */
        people: count.nullable(),
      }),
    ),
    /** Questions that only the author can answer, also those answered already. */
    choices: z.array(
      z.object({
        option: z.enum(['inserted', 'finishers', 'end']),
        answers: z.array(z.string()),
        lessons: z.array(z.string()),
        /** Null: not counted, and perhaps nobody. */
        enrollments: count.nullable(),
        question: z.string(),
        answer: z.string().nullable(),
      }),
    ),
    /** People in mid-course: active or paused; null: not reckoned yet. */
    readers: count.nullable(),
    /** What would happen; null: a question is open, and nobody can say, or it is not reckoned yet. */
    outcome: z
      .object({
        /** Of whom the letters of today, of the next two days, of the days shown are others or come at other times. */
        touched: z.object({ today: count, tomorrow: count, week: count }),
        /** People under each thing that the publish does beside showing the new lessons. */
        effects: z.object({
          skips: count,
          withdrawn: count,
          reopened: count,
          woken: count,
          waits: count,
          moved: count,
        }),
        people: z.array(
          z.object({
            subscriberId: z.string(),
            firstName: z.string().nullable(),
            /** Masked, unless the one who asks may see addresses. */
            email: z.string(),
            zone: z.string(),
            state: z.string(),
            /** Lessons had of those in the course now. */
            had: count,
            /** How many people stand at the very same place. */
            alike: count,
            today: z.string(),
            before: z.array(comingLetter),
            after: z.array(comingLetter),
          }),
        ),
        /** Letters that leave on each of the next seven dates of the course's own zone, those of people here now. */
        days: z.array(z.object({ date: z.string(), before: count, after: count })),
      })
      .nullable(),
    zone: z.string(),
  })
  .meta({ id: 'PublishImpact' });
export type ImpactView = z.infer<typeof impactView>;

/** People whose next lesson was to come on a day that the draft's calendar takes away, by their own date; it comes on the next allowed one. */
export const takenSlots = z
  .object({
    people: count,
    /** In order; at most the first 31. */
    dates: z.array(z.object({ date: z.iso.date(), people: count })),
    ...reckoned,
  })
  .meta({
    id: 'TakenSlots',
    examples: [
      { people: 2, dates: [{ date: '2026-12-24', people: 2 }], asOf: '2026-12-01T09:14:00.000Z', underway: null },
    ],
  });
export type TakenSlots = z.infer<typeof takenSlots>;
