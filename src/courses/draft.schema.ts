import { z } from 'zod';

const key = z.string().min(1).max(80).meta({ description: 'A lesson’s id.' });
const before = key.nullable().meta({ description: 'The lesson that follows it; null: it stands last.' });
const words = z.string().max(100_000);
const days = z.number();
const minutes = z.number().nullable();
const version = z.number().int().min(0).meta({ description: '`version` of the draft that you saw.' });
const instant = z.iso.datetime();
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'expected a picture’s hash, as its upload gave it');

/** A course's settings as course.yaml says them, defaults filled in. What the words may be, courseYaml says. */
export const writtenSettings = z.strictObject({
  slug: words,
  name: words,
  description: words,
  author: z.strictObject({ name: words, about: words }),
  sender: words.nullable().meta({ description: 'Address of one of the house’s senders; null: the default one.' }),
  reply_to: words.nullable(),
  zone: words,
  hour: words.meta({ description: '"07:00"' }),
  weekdays: z.array(z.string()).meta({ description: '["mon", "tue"]' }),
  skip_dates: z.array(z.string()).meta({ description: '["2026-12-24"]' }),
  start: words.meta({ description: 'on-confirmation or first-slot' }),
  starts_on: words.nullable(),
  late_limit_hours: z.number(),
  more_coming: z.boolean(),
  signups: words.meta({ description: 'open or closed' }),
  tracking: z.boolean(),
  page: z.strictObject({
    headline: words,
    lead: words,
    promises: z.array(words),
    time: words,
    picture: z.strictObject({ file: words, alt: words }).nullable(),
    privacy: words,
    consent: words,
    newsletter: words,
  }),
  next: z.strictObject({ course: words, words }).nullable(),
});
export type WrittenSettings = z.infer<typeof writtenSettings>;

/** Any of the settings; what is absent stays, null takes the line out of the file, so that its default holds. */
function someOf<T extends z.ZodRawShape>(shape: T) {
  const fields = Object.entries(shape).map(([name, type]) => [name, (type as z.ZodType).nullable().optional()]);
  return z.strictObject(Object.fromEntries(fields) as { [K in keyof T]: z.ZodOptional<z.ZodNullable<T[K]>> });
}
const settingsToWrite = z.strictObject({
  ...someOf(writtenSettings.omit({ author: true, page: true, next: true }).shape).shape,
  author: someOf(writtenSettings.shape.author.shape).nullable().optional(),
  page: someOf(writtenSettings.shape.page.shape).nullable().optional(),
  next: z.strictObject({ course: words, words: words.optional() }).nullable().optional(),
});

/** One change of a draft. Several in one call are done together or not at all, each on what the one before left. */
export const draftEdit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lesson.move'), lesson: key, before }),
  z.strictObject({
    kind: z.literal('lesson.insert'),
    lesson: z.strictObject({
      key: key.optional().meta({ description: 'Absent: made of the subject.' }),
      subject: words,
      preheader: words.default(''),
      minutes: minutes.default(null),
      waitDays: days.default(1),
      body: words.default(''),
    }),
    before,
  }),
  z.strictObject({ kind: z.literal('lesson.duplicate'), lesson: key }),
  z.strictObject({
    kind: z.literal('lesson.write'),
    lesson: key,
    subject: words.optional(),
    preheader: words.optional(),
    minutes: minutes.optional(),
    waitDays: days.optional(),
    body: words.optional(),
  }),
  z.strictObject({ kind: z.literal('lesson.remove'), lesson: key }),
  z.strictObject({ kind: z.literal('lesson.restore'), lesson: key, before }),
  z.strictObject({ kind: z.literal('settings.write'), ...settingsToWrite.shape }),
  z.strictObject({
    kind: z.literal('completion.write'),
    subject: words.optional(),
    preheader: words.optional(),
    body: words.optional(),
  }),
  z.strictObject({ kind: z.literal('picture.add'), path: words, hash }),
  z.strictObject({ kind: z.literal('picture.remove'), path: words }),
]);
export type DraftEdit = z.output<typeof draftEdit>;

export const draftEdits = z
  .strictObject({ version, edits: z.array(draftEdit).min(1).max(200) })
  .meta({ id: 'DraftEdits' });
export type DraftEdits = z.input<typeof draftEdits>;

export const draftVersion = z.strictObject({ version }).meta({ id: 'DraftVersion' });

const draftLesson = z.object({
  key,
  subject: z.string(),
  preheader: z.string(),
  minutes: z.number().nullable(),
  waitDays: z.number(),
  body: z.string(),
  /** As against the published revision: 'changed' when words, wait or minutes did, moved or not. */
  state: z.enum(['published', 'changed', 'new', 'moved']),
  /** How many words the body has, and whole minutes of reading (200 a minute, at least 1). */
  words: z.number(),
  reading: z.number(),
});

export const draftView = z
  .object({
    slug: z.string(),
    /** What the next save must name. It only ever grows, also through a publish. 0: never saved. */
    version: z.number(),
    /** Whether anything was saved since the last publish. */
    hasDraft: z.boolean(),
    basedOn: z.object({ revision: z.number(), publishedAt: instant, author: z.string() }).nullable(),
    savedAt: instant.nullable(),
    /** A colleague's name, or 'command line'; null: nothing was saved since the last publish. */
    savedBy: z.string().nullable(),
    canUndo: z.boolean(),
    canRedo: z.boolean(),
    /** What undo would take back, in words: "moved “The clam”"; null: nothing. */
    undoes: z.string().nullable(),
    redoes: z.string().nullable(),
    settings: writtenSettings,
    completion: z.object({ subject: z.string(), preheader: z.string(), body: z.string() }),
    lessons: z.array(draftLesson),
    /** Lessons that are not in the draft: taken out of it, or of an earlier revision. `from` is the last revision with it. */
    shelf: z.array(z.object({ key, subject: z.string(), from: z.number().nullable() })),
    pictures: z.array(z.object({ path: z.string(), hash: z.string(), width: z.number(), height: z.number() })),
    /** What publishing would change, a line each. */
    changes: z.array(z.string()),
    /** What publishing would refuse. */
    faults: z.array(z.object({ file: z.string(), line: z.number(), message: z.string() })),
  })
  .meta({ id: 'DraftView' });
export type DraftView = z.infer<typeof draftView>;
export type DraftLesson = DraftView['lessons'][number];

/** One save, as colleagues are told of it: "Ana · 10:42 · moved “The clam”". */
export const draftSave = z.object({ who: z.string(), when: instant, what: z.array(z.string()) });
export type DraftSave = z.infer<typeof draftSave>;

/** Members of a 409: your version and edits, the draft as it stands, and what others did in between, oldest first. */
export interface DraftConflict {
  yours: { version: number; edits: DraftEdit[] };
  theirs: DraftView;
  changes: DraftSave[];
}

export const newCourse = z.strictObject({ slug: z.string(), name: z.string() }).meta({ id: 'NewCourse' });

export const simulationRequest = z
  .strictObject({
    from: z.iso.date('expected a date such as 2026-03-29'),
    zone: z.string().optional(),
    hour: z.string().optional().meta({ description: '"07:00"; absent: the course’s.' }),
    weekdays: z.array(z.string()).optional(),
    /** Absent: as the draft has them; else these, in this order, as when one is being dragged. */
    lessons: z
      .array(z.strictObject({ key, waitDays: z.number().int().min(1).max(90) }))
      .max(500)
      .optional(),
  })
  .meta({ id: 'SimulationRequest' });
export type SimulationRequest = z.output<typeof simulationRequest>;

export const simulation = z
  .object({
    letters: z.array(z.object({ day: z.number(), lesson: key, localDate: z.string(), at: instant })),
    zone: z.string(),
    hour: z.string(),
    weekdays: z.array(z.string()),
    skipDates: z.array(z.string()),
  })
  .meta({ id: 'Simulation' });
export type Simulation = z.infer<typeof simulation>;

export const visit = z
  .strictObject({ lesson: key.nullable().default(null).meta({ description: 'Which lesson is open; null: the list.' }) })
  .meta({ id: 'DraftVisit' });

export const presence = z
  .object({
    /** Of the draft as it stands: a greater one than yours means that somebody saved. */
    version: z.number(),
    others: z.array(z.object({ name: z.string(), lesson: z.string().nullable() })),
  })
  .meta({ id: 'DraftPresence' });
export type Presence = z.infer<typeof presence>;
