import type { Plan } from './plan.schema.js';

const hourMs = 3_600_000;

/**
 * Whether a sending lies so far back that a person is asked before it goes on: the oldest letter due waits for longer than the plan
 * allows, counted from when it was resumed. At a reader's hour every letter counts; one that was to leave now or at an instant, and is
 * only slow because it is long, is not late while letters leave. Pure.
 */
export function isLate(
  plan: Plan,
  { oldestDue, lastLeft, resumedAt }: { oldestDue: Date | null; lastLeft: Date | null; resumedAt: Date | null },
  now: Date,
): boolean {
  if (oldestDue === null) return false;
  const since = Math.max(
    oldestDue.getTime(),
    resumedAt?.getTime() ?? 0,
    plan.when === 'local' ? 0 : (lastLeft?.getTime() ?? 0),
  );
  return now.getTime() - since > plan.lateHours * hourMs;
}
