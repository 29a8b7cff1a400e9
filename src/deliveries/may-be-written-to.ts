/**
 * Whether the person may still get row `d`. Confirmations may go to people who once unsubscribed or asked to be
 * forgotten (rule 30), but never to hard bounces, complaints or a person's "no".
 */
export const mayBeWrittenTo = `
  not exists (select 1 from suppressions x join subscribers s on s.address_hash = x.address_hash
              where s.id = d.subscriber_id
                and (d.kind not in ('confirmation', 'already-in', 'notice') or x.reason not in ('unsubscribed', 'forgotten')))`;
