import type { DeliveryKind, DeliveryState } from './delivery-state.js';

/** What a row says about itself, as much as words need. */
export interface SaidDelivery {
  state: DeliveryState;
  held: boolean;
  doubts: number;
  /** 4xx answers in the present slot. */
  deferrals: number;
}

/** A row's state for people: what is known, and no more. Pure. */
export function stateInWords({ state, held, doubts, deferrals }: SaidDelivery): string {
  switch (state) {
    case 'planned':
      if (deferrals > 0) return 'The mail server asked to wait; it is tried again';
      return doubts > 0 ? 'Will be sent once more' : 'Will leave when it is due';
    case 'claimed':
      return 'About to leave';
    case 'sending':
      return 'Being handed over';
    case 'accepted':
      return 'Accepted by the mail server';
    case 'refused':
      return 'Refused by the mail server';
    case 'withdrawn':
      return 'Not sent';
    case 'in_doubt':
      return held ? 'In doubt: waits for your decision' : 'In doubt: may or may not have left';
    case 'closed':
      return 'In doubt, and given up';
    case 'skipped':
      return 'Skipped by the author';
  }
}

export const kindInWords: Readonly<Record<DeliveryKind, string>> = {
  confirmation: 'Confirmation',
  'already-in': '“You are in already”',
  lesson: 'Lesson',
  completion: 'Completion letter',
  broadcast: 'Broadcast',
  digest: 'Digest',
  notice: 'Notice',
};

/** What each decision at the desk means, in one sentence; shown before it is taken. */
export const decisionInWords = {
  resend:
    'Sent once more, with the same Message-ID. Who has it already may see it twice; most mail programs show it once.',
  arrived: 'Noted as arrived, because you know it did. Nothing is sent.',
  'give-up': 'Given up. It counts as had, so it does not come again by itself.',
} as const;
export type Decision = keyof typeof decisionInWords;
