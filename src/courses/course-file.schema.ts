import { z } from 'zod';
import { readAddress } from '../mail/address.js';
import { mergeText, readMergeText } from '../rendering/merge-text.js';
import { parseHour } from '../schedule/hour.js';
import { parseLocalDate } from '../schedule/wall-time.js';
import { everyDay, parseWeekdays } from '../schedule/weekdays.js';
import { canonicalZone } from '../schedule/zone.js';

type Raw = { code?: string; input?: unknown; keys?: string[] };

/** Every message says what is expected and what stands there, or that nothing does. */
function expected(what: string) {
  return {
    error: (issue: Raw) =>
      issue.input === undefined ? `is missing: expected ${what}` : `expected ${what}, not ${shown(issue.input)}`,
  };
}

function shown(input: unknown): string {
  if (input === null) return 'nothing';
  const words = typeof input === 'string' ? input : (JSON.stringify(input) ?? typeof input);
  if (words === '') return 'an empty text';
  return words.length > 60 ? `"${words.slice(0, 40)}…" (${words.length} characters)` : `"${words}"`;
}

const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ue000\ue001]/;

/** One line of words. */
function line(what: string, most: number, least = 1) {
  const say = expected(`${what} in one line of ${least} to ${most} characters`);
  return z
    .string(say)
    .trim()
    .refine((words) => words.length >= least && words.length <= most && !control.test(words), say);
}

/** Words that may stand on several lines of the file; they are shown as one paragraph. */
function paragraph(what: string, most: number) {
  const say = expected(`${what}, at most ${most} characters`);
  return z
    .string(say)
    .transform((words) => words.replace(/\s+/g, ' ').trim())
    .refine((words) => words.length <= most && !control.test(words), say);
}

/** One line of a letter, with merge fields. */
function letterLine(what: string, most: number, least = 1) {
  return line(what, most, least).superRefine((words, context) => {
    for (const message of readMergeText(words).faults) context.addIssue({ code: 'custom', message });
  });
}

function name(what: string) {
  const say = expected(`${what}: small letters, digits and single dashes, at most 80, such as "the-clam"`);
  return z.string(say).refine((words) => words.length <= 80 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(words), say);
}

function oneOf<const T extends readonly [string, ...string[]]>(words: T) {
  return z.enum(words, expected(words.join(' or ')));
}

function only(keys: string) {
  return {
    error: (issue: Raw) =>
      issue.code === 'unrecognized_keys'
        ? `unknown key ${(issue.keys ?? []).map((key) => `"${key.slice(0, 40)}"`).join(', ')}: expected ${keys}`
        : `expected ${keys}, each on a line of its own, not ${shown(issue.input)}`,
  };
}

const yesOrNo = z.boolean(expected('true or false'));
const date = expected('a date such as 2026-12-24');
const localDate = z
  .string(date)
  .refine((words) => parseLocalDate(words) !== null && words >= '2000-01-01' && words <= '2999-12-31', date);
const day = expected('days such as mon or wednesday');
const hour = expected('an hour such as "07:00"');
const zone = expected('a time zone such as Europe/London');
const answers = expected('an email address');
const sender = expected('the address of one of the house’s senders, such as anna@example.com');
const late = expected('whole hours from 1 to 24');
const picture = expected('a picture of the course, such as pictures/clam.png');

/** course.yaml as written; only `slug` and `name` must be there. Defaults that hang on other values are filled in above. */
export const courseYaml = z.strictObject(
  {
    slug: name('the address of the course'),
    name: line('the name of the course', 120),
    description: paragraph('a description', 160).optional(),
    author: z
      .strictObject(
        {
          name: line('the name of the author', 100).optional(),
          about: paragraph('a few words about the author', 600).default(''),
        },
        only('name, about'),
      )
      .optional(),
    sender: z
      .string(sender)
      .trim()
      .refine((words) => !('problem' in readAddress(words)), sender)
      .nullable()
      .default(null),
    reply_to: z.email(answers).max(254, answers).nullable().default(null),
    zone: z
      .string(zone)
      .refine((words) => canonicalZone(words) !== null, zone)
      .transform((words) => canonicalZone(words) ?? words)
      .default('UTC'),
    hour: z
      .string(hour)
      .refine((words) => parseHour(words) !== null, hour)
      .transform((words) => parseHour(words) ?? 0)
      .default(parseHour('07:00') ?? 0),
    weekdays: z
      .array(
        z.string(day).refine((words) => parseWeekdays([words]) !== null, day),
        expected('a list of days such as [mon, wed, fri]'),
      )
      .min(1, expected('at least one day'))
      .transform((words) => parseWeekdays(words) ?? everyDay)
      .default(everyDay),
    skip_dates: z
      .array(localDate, expected('a list of dates such as [2026-12-24, 2026-12-25]'))
      .max(1000, 'expected at most 1000 dates')
      .default([]),
    start: oneOf(['on-confirmation', 'first-slot']).default('on-confirmation'),
    starts_on: localDate.nullable().default(null),
    late_limit_hours: z
      .number(late)
      .refine((hours) => Number.isInteger(hours) && hours >= 1 && hours <= 24, late)
      .default(6),
    more_coming: yesOrNo.default(false),
    signups: oneOf(['open', 'closed']).default('open'),
    tracking: yesOrNo.default(false),
    page: z
      .strictObject(
        {
          headline: line('a headline', 140).optional(),
          lead: paragraph('a lead', 600).optional(),
          promises: z
            .array(line('a promise', 200), expected('a list of promises'))
            .max(12, 'expected at most 12 promises')
            .default([]),
          time: line('how long it takes', 100, 0).default(''),
          picture: z
            .strictObject({ file: z.string(picture), alt: line('alt: what the picture shows', 400) }, only('file, alt'))
            .nullable()
            .default(null),
          privacy: paragraph('a sentence about privacy', 400).optional(),
          consent: line('the sentence that people agree to', 300).optional(),
          newsletter: line('the sentence beside the newsletter box', 300).optional(),
        },
        only('headline, lead, promises, time, picture, privacy, consent, newsletter'),
      )
      .optional(),
    next: z
      .strictObject(
        {
          course: name('the address of the course that is offered at the end'),
          words: line('words that offer it', 200).optional(),
        },
        only('course, words'),
      )
      .nullable()
      .default(null),
  },
  only(
    'slug, name, description, author, sender, reply_to, zone, hour, weekdays, skip_dates, start, starts_on, late_limit_hours, more_coming, signups, tracking, page, next',
  ),
);
export type CourseYaml = z.output<typeof courseYaml>;

const wait = expected('a whole number of days from 1 to 90');
const minutes = expected('whole minutes from 1 to 240');

/** Hard limit of a subject as the reader sees it, "Day 3 of 14 · " included; 60 is where phones cut it. */
export const longestSubject = 100;

/** What is wrong with a subject's length once "Day 3 of 14 · " stands before it and fallbacks are filled in; null: nothing. */
export function subjectFault(prefix: string, subject: string): string | null {
  const length = (prefix + mergeText(readMergeText(subject).parts, (_, fallback) => fallback)).length;
  if (length <= longestSubject) return null;
  return `expected at most ${longestSubject} characters with "${prefix.trim()}" before it, not ${length}`;
}

/** Front matter of a lesson. */
export const lessonMatter = z.strictObject(
  {
    id: name('an id that stays the same when you move or edit the lesson'),
    subject: letterLine('a subject', longestSubject),
    preheader: letterLine('a preheader', 150, 0).default(''),
    wait: z
      .number(wait)
      .refine((days) => Number.isInteger(days) && days >= 1 && days <= 90, wait)
      .default(1),
    minutes: z
      .number(minutes)
      .refine((count) => Number.isInteger(count) && count >= 1 && count <= 240, minutes)
      .nullable()
      .default(null),
  },
  only('id, subject, preheader, wait, minutes'),
);
export type LessonMatter = z.output<typeof lessonMatter>;

/** Front matter of completion.md. */
export const completionMatter = z.strictObject(
  {
    subject: letterLine('a subject', longestSubject),
    preheader: letterLine('a preheader', 150, 0).default(''),
  },
  only('subject, preheader'),
);
