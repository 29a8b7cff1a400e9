import type { Logger } from '@nestjs/common';
import { Counter } from 'prom-client';

/** What is out of the ordinary when letters are sent: each is a line in the log and a count for Prometheus. */
export const sendingEvents = [
  'breaker-opened', // the mail server is in trouble and is left alone for a while
  'relay-slowed', // it asked for fewer letters
  'provider-slowed', // so did the provider behind it
  'in-doubt', // a letter may or may not have left
  'refused', // no for good
  'worker-buried', // a worker fell silent; its letters were taken from it
  'turn-failed', // the ledger could not be written
  'clock-stepped', // the wall clock jumped
] as const;
export type SendingEvent = (typeof sendingEvents)[number];

const counter = new Counter({
  name: 'coursepost_sending_events_total',
  help: 'What happened to this process while sending that is out of the ordinary.',
  labelNames: ['event'] as const,
});
for (const event of sendingEvents) counter.inc({ event }, 0);

/** @param words without addresses (rule 32) */
export function noteEvent(log: Logger, event: SendingEvent, words: string): void {
  counter.inc({ event });
  if (event === 'refused') log.log(words);
  else log.warn(words);
}
