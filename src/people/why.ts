import type { DeliveryState } from '../deliveries/delivery-state.js';

/** A row of the ledger about the lesson in question; instants as in the ledger. */
export interface WhyRow {
  state: DeliveryState;
  requested: boolean;
  repeat: boolean;
  createdAt: Date;
  slot: Date | null;
  settledAt: Date | null;
  /** Number of the revision it left with, or that skipped it. */
  revision: number | null;
  reply: string | null;
  because: string | null;
  failedSlots: number;
  deferrals: number;
  doubts: number;
  held: boolean;
}

/** Everything that bears on one lesson for one walk. */
export interface WhyFacts {
  lesson: {
    subject: string;
    /** Part of what is published now. */
    published: boolean;
    /** The first revision that had it, and the first after that which no longer does. */
    since: { number: number; at: Date } | null;
    removed: { number: number; at: Date } | null;
  };
  suppression: { reason: string; since: Date } | null;
  signUp: { at: Date; confirmedAt: Date | null } | null;
  walk: {
    state: 'active' | 'paused' | 'left' | 'finished';
    waiting: boolean;
    startedAt: Date;
    endedAt: Date | null;
    nextSlotAt: Date | null;
  };
  /** Of this lesson, oldest first. */
  rows: readonly WhyRow[];
  /** Subjects of the lessons still owed that stand before it. */
  before: readonly string[];
  /** The letter that is under way now, if it is another one. */
  open: { subject: string; dueAt: Date } | null;
  /** What the reader or the team changed in this walk, oldest first, in words. */
  changes: ReadonlyArray<{ at: Date; words: string }>;
  /** When it would come, as things stand. */
  expectedAt: Date | null;
}

export interface Decision {
  /** Null: it stands so now. */
  at: Date | null;
  words: string;
  slot: Date | null;
}

export interface Why {
  verdict: { kind: 'had' | 'coming' | 'not-coming' | 'unsure'; words: string; at: Date | null };
  decisions: Decision[];
}

/** Why somebody did or did not get a lesson: every decision with its reason, in order, and where that leaves it. Pure. */
export function why(facts: WhyFacts): Why {
  const happened = [...cameIn(facts), ...facts.rows.flatMap(decisionsOf), ...facts.changes.map(changed)].sort(
    (a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0),
  );
  const verdict = verdictOf(facts);
  return { verdict, decisions: [...happened, ...standing(facts)] };
}

function cameIn({ signUp, walk, lesson }: WhyFacts): Decision[] {
  const decisions: Decision[] = [];
  if (signUp) {
    decisions.push(said(signUp.at, 'Signed up.'));
    if (signUp.confirmedAt) decisions.push(said(signUp.confirmedAt, 'Confirmed the address.'));
  }
  decisions.push(said(walk.startedAt, 'Began the course.'));
  if (lesson.since && lesson.since.at > walk.startedAt)
    decisions.push(said(lesson.since.at, `The author added this lesson with revision ${lesson.since.number}.`));
  if (lesson.removed && !lesson.published)
    decisions.push(said(lesson.removed.at, `The author took this lesson out with revision ${lesson.removed.number}.`));
  if (walk.endedAt)
    decisions.push(said(walk.endedAt, walk.state === 'finished' ? 'Finished the course.' : 'Left the course.'));
  return decisions;
}

function decisionsOf(row: WhyRow): Decision[] {
  if (row.state === 'skipped') {
    const by = row.revision === null ? 'when the course was changed' : `with revision ${row.revision}`;
    return [said(row.createdAt, `Skipped by the author’s choice ${by}: people who had come further do not get it.`)];
  }
  const planned = { at: row.createdAt, words: `${plannedAs(row)}${tries(row)}`, slot: row.slot };
  const settled = outcomeOf(row);
  return settled ? [planned, said(row.settledAt, settled)] : [planned];
}

function plannedAs({ repeat, requested }: WhyRow): string {
  if (repeat) return 'Planned once more, as a repeat.';
  return requested ? 'Planned at once, because it was asked for.' : 'Planned: it was the next lesson owed.';
}

function tries({ failedSlots, deferrals, doubts }: WhyRow): string {
  const notNow =
    failedSlots + deferrals > 0
      ? ` The mail server said “not now” ${times(failedSlots + deferrals)}${failedSlots > 0 ? ', so it moved to a later slot' : ''}.`
      : '';
  return doubts > 0 ? `${notNow} The hand-over was cut short ${times(doubts)}.` : notNow;
}

function outcomeOf(row: WhyRow): string | null {
  switch (row.state) {
    case 'accepted':
      return `Accepted by the next mail server${row.reply ? `, in its words: “${row.reply}”` : ''}.`;
    case 'refused':
      return `Refused${row.reply ? ` by the mail server, in its words: “${row.reply}”` : ': it could not be handed over'}.`;
    case 'withdrawn':
      return `Withdrawn: ${row.because ?? 'its cause was gone'}.`;
    case 'closed':
      return `Given up: ${row.because ?? 'it may have left'}. It counts as had, because it may have arrived.`;
    case 'in_doubt':
      return row.held
        ? 'In doubt: it may have left. It waits for somebody of the team to decide.'
        : 'In doubt: it may have left. It is sent once more by itself, with the same Message-ID.';
    default:
      return null;
  }
}

const changed = ({ at, words }: { at: Date; words: string }): Decision => said(at, words);

/** What stands in the way now, or comes next. */
function standing(facts: WhyFacts): Decision[] {
  if (isOver(facts) || facts.rows.some((row) => counts(row))) return [];
  const { walk, suppression, before, open } = facts;
  const decisions: Decision[] = [];
  if (suppression)
    decisions.push(said(null, `Nothing is sent to this address: ${sayReason(suppression.reason)}.`, suppression.since));
  if (walk.state === 'paused') decisions.push(said(null, 'The course is paused.', walk.nextSlotAt));
  if (open) decisions.push(said(null, `“${open.subject}” is on its way; the next lesson follows it.`, open.dueAt));
  if (before.length > 0)
    decisions.push(
      said(
        null,
        `${before.length === 1 ? 'One lesson comes' : `${before.length} lessons come`} before it: ${before.map((one) => `“${one}”`).join(', ')}.`,
      ),
    );
  return decisions;
}

function verdictOf(facts: WhyFacts): Why['verdict'] {
  const first = facts.rows.filter((row) => !row.repeat);
  const row = first.find((one) => one.state === 'accepted') ?? first.findLast(counts);
  if (row) return verdictOfRow(row);
  const skipped = first.find((one) => one.state === 'skipped');
  if (skipped) return no('No: the author decided that people who had come further do not get it.');
  if (!facts.lesson.published) return no('No: this lesson is not part of the course any more.');
  if (facts.walk.state === 'left') return no('No: the course was left before its turn came.');
  if (facts.walk.state === 'finished') return no('No: the course was finished before this lesson was there.');
  if (facts.suppression)
    return no(`Not as things stand: nothing is sent to this address (${sayReason(facts.suppression.reason)}).`);
  if (facts.walk.state === 'paused') {
    const until = facts.walk.nextSlotAt;
    return {
      kind: 'coming',
      words: until ? 'Not yet: the course is paused.' : 'Not before the pause ends.',
      at: facts.expectedAt,
    };
  }
  const words = facts.before.length > 0 || facts.open ? 'Not yet: others come first.' : 'Not yet: it comes next.';
  return { kind: 'coming', words, at: facts.expectedAt };
}

function verdictOfRow(row: WhyRow): Why['verdict'] {
  switch (row.state) {
    case 'accepted':
      return { kind: 'had', words: 'Yes: the next mail server took it.', at: row.settledAt };
    case 'refused':
      return no('No: the mail server refused it. The course went on with the next lesson.', row.settledAt);
    case 'in_doubt':
    case 'closed':
      return { kind: 'unsure', words: 'Perhaps: it may have left before the connection was cut.', at: row.settledAt };
    default:
      return { kind: 'coming', words: 'It is on its way.', at: row.slot };
  }
}

const no = (words: string, at: Date | null = null): Why['verdict'] => ({ kind: 'not-coming', words, at });
const said = (at: Date | null, words: string, slot: Date | null = null): Decision => ({ at, words, slot });
/** Whether the row stands for the lesson (rule 12). */
const counts = (row: WhyRow): boolean => !row.repeat && row.state !== 'withdrawn' && row.state !== 'skipped';
const isOver = ({ walk, lesson }: WhyFacts): boolean =>
  walk.state === 'left' || walk.state === 'finished' || !lesson.published;
const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);

/** A suppression's reason, as a part of a sentence. */
export function sayReason(reason: string): string {
  return reasons[reason] ?? reason;
}

const reasons: Record<string, string> = {
  unsubscribed: 'it was unsubscribed from everything',
  forgotten: 'the person asked to be forgotten',
  'hard-bounce': 'letters to it came back for good',
  complaint: 'the person complained to their mail provider',
  manual: 'somebody of the team decided so',
};
