import { localDateOf } from '../schedule/wall-time.js';
import type { Plan } from './plan.schema.js';

/** The day an issue bears, the same for every reader: the date of its local hour, else that of its start in the house's zone. Pure. */
export function issueDay(plan: Plan, startedAt: Date | null, zone: string, now: Date): string {
  if (plan.when === 'local') return plan.date;
  return localDateOf(startedAt ?? (plan.when === 'at' ? new Date(plan.at) : now), zone);
}
