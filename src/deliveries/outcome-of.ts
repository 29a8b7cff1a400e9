import { backOffMinutes } from '../schedule/back-off.js';
import type { Sent } from '../mail/mail-transport.js';
import type { Outcome } from './hand-over.store.js';

/** A row in hand, as much as judging needs. `attempts` is the one that marked it sending. */
export interface InHand {
  subscriberId: string;
  id: string;
  attempts: number;
  deferrals: number;
  failedSlots: number;
  leaveBy: Date;
  enrollmentId: string | null;
}

const slotsAtMost = 3;
const longestReply = 500;

/**
 * What the ledger writes for what the mail server said (rules 5, 19, 21). A 4xx tries again inside the window, backing off;
 * when the window of the third slot in a row, or a letter's only window, closes on a 4xx, the letter is refused.
 * Trouble that is the relay's sends the row back as if nothing had happened. Pure.
 */
export function outcomeOf(row: InHand, said: Sent, now: Date): Outcome & { enrollmentId: string | null } {
  const outcome = {
    subscriberId: row.subscriberId,
    id: row.id,
    attempts: row.attempts,
    enrollmentId: row.enrollmentId,
    replyCode: said.code,
    reply: said.text.slice(0, longestReply),
    dueAt: null,
    deferred: false,
  };
  switch (said.verdict) {
    case 'accepted':
      return { ...outcome, state: 'accepted' };
    case 'refused':
      return { ...outcome, state: 'refused', ...(said.hardBounce ? { hardBounce: true as const } : {}) };
    case 'in-doubt':
      return { ...outcome, state: 'in_doubt' };
    case 'relay-trouble':
      return { ...outcome, state: 'planned' };
    case 'again': {
      // It may be this very letter that ends the connection: let another one be tried first.
      if (said.blame === 'relay') return { ...outcome, state: 'planned', dueAt: aMinuteLater(now, row.leaveBy) };
      const dueAt = new Date(now.getTime() + backOffMinutes(row.deferrals + 1) * 60_000);
      const lastWindow = row.enrollmentId === null || row.failedSlots + 1 >= slotsAtMost;
      if (dueAt >= row.leaveBy && lastWindow) return { ...outcome, state: 'refused' };
      return { ...outcome, state: 'planned', dueAt, deferred: true };
    }
  }
}

/** A minute from now, but inside the window while it is open. */
export function aMinuteLater(now: Date, leaveBy: Date): Date {
  return new Date(Math.max(now.getTime(), Math.min(now.getTime() + 60_000, leaveBy.getTime() - 1)));
}
