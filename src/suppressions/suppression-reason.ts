export const suppressionReasons = ['unsubscribed', 'forgotten', 'hard-bounce', 'complaint', 'manual'] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** Reasons a reader lifts by confirming again (rule 30); the others are lifted by an admin only. */
export const liftedByConfirming: readonly SuppressionReason[] = ['unsubscribed', 'forgotten'];

export const reasonInWords: Readonly<Record<SuppressionReason, string>> = {
  unsubscribed: 'Left everything',
  forgotten: 'Asked to be forgotten',
  'hard-bounce': 'The address does not exist',
  complaint: 'Reported a letter as spam',
  manual: 'Set by the team',
};
