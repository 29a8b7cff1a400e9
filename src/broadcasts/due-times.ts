import { addDays, landingOf, localDateOf, startOfDate } from '../schedule/wall-time.js';
import { zoneNames } from '../schedule/zone.js';
import type { Plan } from './plan.schema.js';

/** When a broadcast's letter to somebody in a zone is due, and the day it is due on there. */
export interface ZoneTimes {
  zone: string;
  dueAt: Date;
  dayFrom: Date;
  dayTo: Date;
}

/**
 * `since`: the instant the sending began, or was to begin. A local hour that lies before it has passed: at once, or at the same hour of
 * the next day there. Wall times land as lessons' do. Pure.
 */
export function timesIn(zone: string, plan: Plan, since: Date): ZoneTimes {
  const { at: dueAt } = plan.when === 'local' ? localTime(zone, plan, since) : { at: since };
  const date = localDateOf(dueAt, zone);
  return { zone, dueAt, dayFrom: startOfDate(zone, date), dayTo: startOfDate(zone, addDays(date, 1)) };
}

/** Whether the plan's hour is over in this zone. Pure. */
export function hasPassed(zone: string, plan: Extract<Plan, { when: 'local' }>, since: Date): boolean {
  return landingOf(zone, plan.date, plan.hour).at < since;
}

function localTime(zone: string, plan: Extract<Plan, { when: 'local' }>, since: Date): { at: Date } {
  const own = landingOf(zone, plan.date, plan.hour);
  if (own.at >= since) return own;
  if (plan.passed === 'at-once') return { at: since };
  for (let days = 1; ; days++) {
    const next = landingOf(zone, addDays(plan.date, days), plan.hour);
    if (next.at >= since) return next;
  }
}

/** The first and the last instant at which it is somebody's time; for a local hour of the whole world. Null: at once. Pure. */
export function spanOf(plan: Plan): { first: Date; last: Date } | null {
  if (plan.when === 'now') return null;
  if (plan.when === 'at') return { first: new Date(plan.at), last: new Date(plan.at) };
  const times = zoneNames().map((zone) => landingOf(zone, plan.date, plan.hour).at.getTime());
  return { first: new Date(Math.min(...times)), last: new Date(Math.max(...times)) };
}
