import type { SendingProgress } from '../../src/broadcasts/sending.schema.js';
import { figure, people } from '../publishing/publish-words.js';

/** '1,200 a minute, about 20 minutes left.' '' where nobody can say. Pure. */
export function etaWords({
  perMinute,
  secondsLeft,
  open,
}: Pick<SendingProgress, 'perMinute' | 'secondsLeft' | 'open'>): string {
  if (open === 0) return '';
  const rate = perMinute === null ? '' : `${figure(Math.max(1, Math.round(perMinute)))} a minute`;
  const left = secondsLeft === null ? '' : `${leftWords(secondsLeft)} left`;
  const said = [rate, left].filter(Boolean).join(', ');
  return said === '' ? '' : `${said}.`;
}

/** 'less than a minute', 'about 20 minutes', 'about 3 hours', 'about 2 days'. Pure. */
export function leftWords(seconds: number): string {
  const steps: Array<[number, string]> = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
  ];
  // A unit serves from one and a half of it: 80 minutes are told in minutes.
  const [size, unit] = steps.find(([each]) => seconds >= each * 1.5) ?? [60, 'minute'];
  if (seconds < 60) return 'less than a minute';
  const count = Math.round(seconds / size);
  return `about ${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** What stopping meant. */
export function stillWords(withdrawn: number): string {
  return withdrawn === 0 ? '' : `${people(withdrawn)} did not get it and will not.`;
}

/** What stopping for good would mean. Pure. */
export function stopWords({
  planning,
  open,
  accepted,
}: Pick<SendingProgress, 'planning' | 'open' | 'accepted'>): string {
  const without = planning
    ? `Everybody who has not got it yet never will: ${people(open)}, and those who are still being gathered.`
    : `${people(open)} who ${open === 1 ? 'has' : 'have'} not got it yet never will.`;
  const kept = accepted === 0 ? '' : ` ${people(accepted)} who got it ${accepted === 1 ? 'keeps' : 'keep'} it.`;
  return `${without}${kept} It cannot be begun again; you can write a new one from it.`;
}
