import type { Audience } from '../../src/broadcasts/audience.schema.js';
import type { BroadcastItem, BroadcastState, BroadcastView } from '../../src/broadcasts/broadcast.schema.js';
import type { Plan } from '../../src/broadcasts/plan.schema.js';
import type { FilterChoices } from '../../src/subscribers/subscriber-list.schema.js';
import { formatHour } from '../../src/schedule/hour.js';
import { dateWords, people } from '../publishing/publish-words.js';
import { whenWords } from '../shell/when.js';
import { conditionWords } from '../subscribers/subscribers.js';

/** What is written of an issue and saved as one writes. */
export type IssueWords = Pick<
  BroadcastView,
  'subject' | 'preheader' | 'body' | 'template' | 'sender' | 'audience' | 'plan' | 'visibility' | 'slug'
>;

export const issueLabels: Readonly<Record<keyof IssueWords, string>> = {
  subject: 'Subject',
  preheader: 'Preheader',
  body: 'The words of the letter',
  template: 'How it looks',
  sender: 'Who it comes from',
  audience: 'Who gets it',
  plan: 'When it is sent',
  visibility: 'Who may read it in the archive',
  slug: 'Its address in the archive',
};

export function wordsIn(view: BroadcastView): IssueWords {
  const { subject, preheader, body, template, sender, audience, plan, visibility, slug } = view;
  return { subject, preheader, body, template, sender, audience, plan, visibility, slug };
}

export const stateWords: Readonly<Record<BroadcastState, string>> = {
  draft: 'Draft',
  scheduled: 'Scheduled',
  sending: 'Being sent',
  paused: 'Paused',
  finished: 'Sent',
  stopped: 'Stopped',
};

export const visibilityWords: Readonly<Record<BroadcastView['visibility'], string>> = {
  public: 'Everybody, and search engines',
  subscribers: 'Only its readers, by the link in their letter',
  hidden: 'Nobody',
};

export function titleOf({ subject }: Pick<BroadcastView, 'subject'>): string {
  return subject.trim() || 'An issue without a subject';
}

/** 'right away', 'tomorrow, 08:00', 'Mon 2 March at 08:00 by each reader’s own clock'. */
export function planWords(plan: Plan, zone: string | undefined): string {
  if (plan.when === 'now') return 'right away';
  if (plan.when === 'at') return whenWords(plan.at, zone);
  return `${dateWords(plan.date)} at ${formatHour(plan.hour)} by each reader’s own clock`;
}

/** What has happened to it last, with its instant. */
export function lastOf(item: BroadcastItem): { words: string; at: string } {
  const { state, startsAt, startedAt, endedAt, savedAt, savedBy } = item;
  if (state === 'scheduled' && startsAt) return { words: 'begins', at: startsAt };
  if (state === 'finished' && endedAt) return { words: 'sent', at: endedAt };
  if (state === 'stopped' && endedAt) return { words: 'stopped', at: endedAt };
  if (startedAt) return { words: 'began', at: startedAt };
  return { words: `saved by ${savedBy}`, at: savedAt };
}

/** An audience, a line for everything that is asked of people. */
export function audienceLines({ to, only, segment, spare }: Audience, choices: FilterChoices | undefined): string[] {
  const course = to.kind === 'course' ? choices?.courses.find(({ id }) => id === to.course)?.name : undefined;
  return [
    to.kind === 'newsletter' ? 'Readers of the newsletter' : `Readers of “${course ?? 'a course'}”`,
    ...(segment === null ? [] : ['in the chosen segment']),
    ...(only ?? []).map((line) => line.map((one) => conditionWords(one, choices)).join(' or ')),
    ...(spare.letterToday ? ['nobody who gets another letter that day'] : []),
    ...(spare.firstDays === null ? [] : [`nobody who has had ${spare.firstDays} lessons or fewer of a course`]),
  ];
}

export function audienceCount({ count, atLeast }: { count: number; atLeast: boolean }): string {
  return atLeast ? `more than ${people(count)}` : people(count);
}
