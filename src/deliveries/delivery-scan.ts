import type { DeliveriesQuery } from './delivery.schema.js';

/** Rows a call looks at where a filter is not served by an index; their heap pages are most of what it reads. */
const lookedAtMost = 300;
const lateMs = 10 * 60_000;

export const inHandStates: ReadonlySet<string> = new Set(['claimed', 'sending']);
const unsentStates: ReadonlySet<string> = new Set(['refused', 'withdrawn', 'in_doubt', 'closed']);

export interface DeliveryScan {
  /** One index walked from the cursor on, `limit` rows of it, with `key_at` beside the columns of deliveries. */
  sql: string;
  limit: number;
  /** What is asked of those rows beside. */
  filter: string;
  order: string;
  reverse: string;
  values: unknown[];
}

/**
 * Which index a page of the ledger walks, and what is asked of the rows it finds. Settled rows: by person
 * (deliveries_pkey), else by state (deliveries_unsent), else by course (deliveries_course_settled), else all
 * (deliveries_settled), newest first. What is to come: deliveries_due, soonest first, which has no letters of broadcasts, since those
 * may be a million; of one broadcast: deliveries_due_of_broadcast. Takes no locks. Pure.
 */
export function deliveryScan(
  query: Omit<DeliveriesQuery, 'after'> & { courseId: string | null; lessonId: string | null },
  after: readonly [string, string] | null,
  now: Date,
): DeliveryScan {
  const values: unknown[] = [];
  const value = (given: unknown, type: string) => `$${values.push(given)}::${type}`;
  const coming = query.late === 'true' || query.state === 'planned' || inHandStates.has(query.state ?? '');
  const ofOne = query.subscriber !== undefined;
  const at = coming ? 'd.due_at' : ofOne ? 'coalesce(d.settled_at, d.due_at)' : 'd.settled_at';
  const [walked, asked]: [string[], string[]] = [[], []];
  const ask = (condition: string, isIndexed: boolean) => (isIndexed ? walked : asked).push(condition);

  const byState = coming || ofOne || unsentStates.has(query.state ?? '');
  if (ofOne) walked.push(`d.subscriber_id = ${value(query.subscriber, 'bigint')}`);
  if (query.late === 'true') {
    walked.push(`d.state = 'planned'`, `d.due_at < ${value(new Date(now.getTime() - lateMs), 'timestamptz')}`);
  } else if (query.state) {
    ask(`d.state = '${query.state}'`, byState); // one of a list, written out so that partial indexes are seen to serve
  }
  if (!coming && !ofOne) walked.push('d.settled_at is not null');
  const isWaiting = query.late === 'true' || query.state === 'planned';
  if (query.broadcast) ask(`d.broadcast_id = ${value(query.broadcast, 'bigint')}`, isWaiting && !ofOne);
  if (isWaiting && !ofOne)
    walked.push(query.broadcast ? 'd.decided_at is null' : '(d.broadcast_id is null or d.decided_at is not null)');
  if (query.courseId !== null) ask(`d.course_id = ${value(query.courseId, 'bigint')}`, !byState);
  if (query.lessonId !== null) asked.push(`d.lesson_id = ${value(query.lessonId, 'bigint')}`);
  if (query.kind) asked.push(`d.kind = ${value(query.kind, 'text')}`);
  if (query.from) walked.push(`${at} >= ${value(query.from, 'timestamptz')}`);
  if (query.to) walked.push(`${at} < ${value(query.to, 'timestamptz')}`);
  if (after) {
    const key = `(${value(after[0], 'timestamptz')}, ${value(after[1], 'bigint')})`;
    walked.push(`(${at}, d.id) ${coming ? '>' : '<'} ${key}`);
  }

  const limit = asked.length > 0 ? lookedAtMost : query.limit + 1;
  const [down, up] = ['desc', 'asc'];
  const [first, last] = coming ? [up, down] : [down, up];
  // Rows in a worker's hands are gone in a moment: any of them will do, and there is no next page.
  const order = inHandStates.has(query.state ?? '') ? '' : `order by ${at} ${first}, d.id ${first}`;
  return {
    sql: `select d.*, ${at} as key_at from deliveries d where ${walked.join(' and ')} ${order} limit ${limit}`,
    limit,
    filter: asked.join(' and ') || 'true',
    order: `d.key_at ${first}, d.id ${first}`,
    reverse: `d.key_at ${last}, d.id ${last}`,
    values,
  };
}
