import type { AcceptedLetter } from './counting-transport.js';
import type { FollowedLetter, FollowedWalk } from './walks.reader.js';

/** Everything there is to count, from the ledger and from the mail server's side. */
export interface Books {
  lessons: number;
  walks: readonly FollowedWalk[];
  letters: readonly FollowedLetter[];
  accepted: readonly AcceptedLetter[];
  /** Calendar time at which the demo began. */
  began: Date;
  /** Rule 13, counted: walks that nothing would ever write to again. */
  stranded: number;
}

export interface Tally {
  finished: number;
  left: number;
  underWay: string[];
  /** Kind → letters that the mail server accepted while the demo ran. */
  byKind: Map<string, number>;
  /** Lessons of the made-up past. */
  hadBefore: number;
  /** Letters the mail server took more than once, and lessons somebody got twice. */
  duplicates: number;
  /** Lessons missing from a finished walk, letters the ledger believes in and the mail server never took, stranded walks. */
  lost: number;
  /** Lessons that came before an earlier one of the course. */
  outOfOrder: number;
}

/** Counts twice over: the ledger is one witness, what the mail server took is the other. Pure. */
export function tallyUp(books: Books): Tally {
  const byMail = new Map<string, number>();
  for (const { messageId } of books.accepted) {
    const id = deliveryIdIn(messageId);
    byMail.set(id, (byMail.get(id) ?? 0) + 1);
  }
  const sent = books.letters.filter(({ id }) => byMail.has(id));
  const before = books.letters.filter((letter) => isPast(letter, books.began));
  const followed = new Set(books.walks.map((walk) => walk.enrollmentId));
  const walked = [...before, ...sent].filter(({ enrollmentId, repeat }) => !repeat && followed.has(enrollmentId ?? ''));
  const finished = books.walks.filter((walk) => walk.state === 'finished');

  const onceMore = [...byMail.values()].reduce((sum, times) => sum + times - 1, 0);
  const believed = books.letters.filter((one) => one.state === 'accepted' && !isPast(one, books.began));
  const had = lessonsByWalk(walked);
  const missing = finished.map(({ enrollmentId }) => books.lessons - new Set(had.get(enrollmentId)).size);
  return {
    finished: finished.length,
    left: books.walks.filter((walk) => walk.state === 'left').length,
    underWay: books.walks.flatMap((walk) => (walk.state === 'active' || walk.state === 'paused' ? [walk.email] : [])),
    byKind: count(sent.map((letter) => letter.kind)),
    hadBefore: before.length,
    duplicates: onceMore + sum([...had.values()].map((lessons) => lessons.length - new Set(lessons).size)),
    lost: sum(missing) + believed.filter(({ id }) => !byMail.has(id)).length + books.stranded,
    outOfOrder: sum([...had.values()].map(stepsBack)),
  };
}

/** The number of the ledger row that a Message-ID of this house was made from (src/mail/message-id.ts); '' for others. */
export function deliveryIdIn(messageId: string): string {
  const digits = /^<([0-9a-z]+)\./.exec(messageId)?.[1] ?? '';
  let id = 0n;
  for (const digit of digits) id = id * 36n + BigInt(parseInt(digit, 36));
  return digits === '' ? '' : id.toString();
}

/** Enrollment → places of its lessons in the course, as they came. A lesson that is no longer published has none. */
function lessonsByWalk(letters: readonly FollowedLetter[]): Map<string, number[]> {
  const walks = new Map<string, number[]>();
  for (const { enrollmentId, position } of letters) {
    if (enrollmentId !== null && position !== null)
      walks.set(enrollmentId, [...(walks.get(enrollmentId) ?? []), position]);
  }
  return walks;
}

function isPast({ handedOverAt }: FollowedLetter, began: Date): boolean {
  return handedOverAt !== null && handedOverAt < began;
}

function stepsBack(positions: readonly number[]): number {
  return positions.filter((position, index) => index > 0 && position < (positions[index - 1] ?? 0)).length;
}

function count(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
