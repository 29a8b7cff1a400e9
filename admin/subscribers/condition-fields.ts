import type { Condition, DaysAgo } from '../../src/subscribers/expression.schema.js';

/** What is typed into the dialog of a condition. */
export interface ConditionFields {
  course: string | null;
  states: string[];
  from: number | string;
  to: number | string;
  tag: string | null;
  zone: string | null;
  since: string | null;
  until: string | null;
  /** 'newsletter', 'course' for any, or the id of one. */
  purpose: string;
  /** In the last so many days; at least so many days ago. */
  within: number | string;
  before: number | string;
  not: boolean;
}

export const noFields: ConditionFields = {
  course: null,
  states: [],
  from: '',
  to: '',
  tag: null,
  zone: null,
  since: null,
  until: null,
  purpose: 'newsletter',
  within: '',
  before: '',
  not: false,
};

const lastDay = 999;

/** Walks in these states alone have an end. */
export function haveEnded(states: readonly string[]): boolean {
  return states.length > 0 && states.every((state) => state === 'finished' || state === 'left');
}

/** Null: something is still missing, or cannot be. Pure. */
export function conditionOf(kind: string, fields: ConditionFields): Condition | null {
  const not = fields.not ? { not: true as const } : {};
  const ago = daysAgoOf(fields);
  if (ago === 'impossible') return null;
  switch (kind) {
    case 'enrolled': {
      const [from, to] = [numberOf(fields.from), numberOf(fields.to)];
      if (from !== null && to !== null && to < from) return null;
      return {
        is: 'enrolled',
        ...(fields.course ? { course: fields.course } : {}),
        ...(fields.states.length > 0 ? { states: fields.states as ['active'] } : {}),
        ...(from === null && to === null ? {} : { day: { from: from ?? 0, to: to ?? lastDay } }),
        ...(ago && haveEnded(fields.states) ? { ended: ago } : {}),
        ...not,
      };
    }
    case 'tagged':
      return fields.tag ? { is: 'tagged', tag: fields.tag, ...not } : null;
    case 'zone':
      return fields.zone ? { is: 'zone', zone: fields.zone, ...not } : null;
    case 'joined':
      return fields.since || fields.until || ago
        ? {
            is: 'joined',
            ...(fields.since ? { from: fields.since } : {}),
            ...(fields.until ? { to: fields.until } : {}),
            ...(ago ? { ago } : {}),
            ...not,
          }
        : null;
    case 'consented': {
      const agreed = ago ? { agreed: ago } : {};
      if (fields.purpose === 'newsletter') return { is: 'consented', purpose: 'newsletter', ...agreed, ...not };
      const course = fields.purpose === 'course' ? {} : { course: fields.purpose };
      return { is: 'consented', purpose: 'course', ...course, ...agreed, ...not };
    }
    case 'suppressed':
      return { is: 'suppressed', ...not };
    default:
      return { is: 'confirmed', ...not };
  }
}

function daysAgoOf(fields: ConditionFields): DaysAgo | null | 'impossible' {
  const [within, before] = [numberOf(fields.within), numberOf(fields.before)];
  if (within === null && before === null) return null;
  if (within === null) return { from: before ?? 0 };
  return within > (before ?? 0) ? { from: before ?? 0, to: within } : 'impossible';
}

function numberOf(typed: number | string): number | null {
  return typed === '' ? null : Number(typed);
}

/** 'in the last 7 days', 'more than 30 days ago', '7 to 14 days ago'. Pure. */
export function agoWords({ from, to }: DaysAgo): string {
  if (to === undefined) return from === 0 ? 'at any time' : `more than ${days(from)} ago`;
  return from === 0 ? `in the last ${days(to)}` : `${from} to ${days(to)} ago`;
}

/** 'day 6', 'days 3–6', 'day 3 and on', 'up to day 6'. Pure. */
export function dayWords({ from, to }: { from: number; to: number }): string {
  if (from === to) return `day ${from}`;
  if (to >= lastDay) return `day ${from} and on`;
  return from === 0 ? `up to day ${to}` : `days ${from}–${to}`;
}

function days(count: number): string {
  return count === 1 ? 'day' : `${count} days`;
}
