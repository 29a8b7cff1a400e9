/** The life of one ledger row (rule 14). The database holds the same table as a trigger; a test keeps the two alike. */
export const deliveryStates = [
  'planned', // will leave when due
  'claimed', // a worker has taken it, nothing was said to a mail server yet
  'sending', // being handed over
  'accepted', // the next mail server said 250
  'refused', // it said no for good
  'withdrawn', // we decided not to send it
  'in_doubt', // a hand-over was cut short: it may or may not have left
  'closed', // given up after a doubt: it may have left, so it counts as had
  'skipped', // the author decided that this enrollment never gets this lesson
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const deliveryKinds = [
  'confirmation',
  'already-in',
  'lesson',
  'completion',
  'broadcast',
  'digest',
  'notice',
] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

const moves: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  // `closed` out of planned and claimed: only for a row that has been in doubt.
  // `accepted` out of planned, claimed, closed and refused: a late 250 is a fact, whatever we had come to believe (rule 17).
  planned: ['claimed', 'withdrawn', 'closed', 'accepted'],
  claimed: ['sending', 'planned', 'withdrawn', 'closed', 'accepted'],
  sending: ['accepted', 'refused', 'planned', 'in_doubt'],
  in_doubt: ['planned', 'accepted', 'closed'],
  closed: ['accepted'],
  accepted: [],
  refused: ['accepted'],
  withdrawn: [],
  skipped: [],
};

/** Whether a row may go from one state to another; staying is no move and always allowed. */
export function mayMove(from: DeliveryState, to: DeliveryState): boolean {
  return from === to || moves[from].includes(to);
}
