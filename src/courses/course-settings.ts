import type { LocalDate } from '../schedule/wall-time.js';

/** What course.yaml and completion.md say; part of every revision, immutable once published. */
export interface CourseSettings {
  name: string;
  /** One or two sentences for the list of courses and the page's description; ≤ 160 characters. */
  description: string;
  author: { name: string; about: string };
  /** Address of the sender that its letters come from; null: the default one. Absent in revisions from before there was a choice. */
  sender?: string | null;
  /** Where answers go; null: as its sender says. */
  replyTo: string | null;
  /** IANA zone in Intl's spelling, where a reader's own is unknown. */
  zone: string;
  /** Default hour, minutes after local midnight, 0–1439. */
  hour: number;
  /** Allowed weekdays as a mask: bit 0 is Monday … bit 6 is Sunday; 1–127. */
  weekdays: number;
  skipDates: LocalDate[];
  /** When lesson 1 leaves: at once on confirmation, or at the first slot. */
  start: 'on-confirmation' | 'first-slot';
  /** Everyone starts on this date (cohort); null: whenever they confirm. */
  startsOn: LocalDate | null;
  lateLimitHours: number;
  /** People at the end wait for more lessons instead of finishing (rule 24). */
  moreComing: boolean;
  signups: 'open' | 'closed';
  tracking: boolean;
  page: {
    headline: string;
    lead: string;
    promises: string[];
    time: string;
    picture: { file: string; alt: string } | null;
    privacy: string;
    /** The sentences agreed to; kept in the consent record. */
    consent: string;
    newsletter: string;
  };
  /** The course offered to people at the end of this one; absent in revisions from before there was such a thing. */
  next?: { course: string; words: string } | null;
  completion: { subject: string; preheader: string; body: string };
}

export interface PublishedLesson {
  id: string; // bigint as text
  /** The author's own id (front matter `id`), stable through every move and edit. */
  key: string;
  /** 1-based place in the course order. */
  position: number;
  /** Days after the lesson before, 1–90. Lesson 1's is ignored. */
  waitDays: number;
  subject: string;
  preheader: string;
  minutes: number | null;
  /** Markdown. */
  body: string;
}

/** One revision, whole. Immutable: may be cached by revisionId for ever. */
export interface PublishedCourse {
  id: string;
  slug: string;
  revisionId: string;
  revisionNumber: number;
  settings: CourseSettings;
  lessons: PublishedLesson[];
  /** Path as the Markdown names it → SHA-256 hex; served at /pictures/HASH. */
  pictures: ReadonlyMap<string, PictureFile>;
}

export interface PictureFile {
  hash: string;
  width: number;
  height: number;
}
