import type { Calendar } from './calendar.js';
import { firstSlot, lastSlotAtOrBefore, laterOf, type Slot } from './next-slot.js';
import { leaveBy } from './slot-window.js';
import { addDays, localDateOf, type LocalDate } from './wall-time.js';

export type SlotToPlan = { outcome: 'leave'; slot: Slot; leaveBy: Date } | { outcome: 'wait'; slot: Slot };

/**
 * Rule 6, for an enrollment whose next slot has come: however long the house stood still, only the latest slot in
 * [dueSlot, now] counts. While its window is open the lesson leaves for that date, else it waits for the first slot after
 * now. Missed dates are not made up. `dueSlot` counts as a slot even if the calendar has changed since it was set; one that
 * is still to come is waited for. Throws CalendarWithoutSlot.
 */
export function slotToPlan(calendar: Calendar, dueSlot: Date, now: Date, lateLimitHours: number): SlotToPlan {
  const localDate = localDateOf(dueSlot, calendar.zone);
  if (now < dueSlot) return { outcome: 'wait', slot: { at: dueSlot, localDate } };
  const slot = lastSlotAtOrBefore(calendar, { at: dueSlot, localDate }, now);
  const until = leaveBy(slot, calendar.zone, lateLimitHours);
  if (now < until) return { outcome: 'leave', slot, leaveBy: until };
  return { outcome: 'wait', slot: firstSlot(calendar, localDate, now) };
}

/**
 * Rule 5: where a row goes that could not leave by its leave_by: the first slot after now, on a later local date than its
 * own, with the window there. The same row moves; nothing is planned anew. Throws CalendarWithoutSlot.
 */
export function nextWindow(
  calendar: Calendar,
  row: { slot: Date; localDate: LocalDate },
  now: Date,
  lateLimitHours: number,
): { slot: Slot; leaveBy: Date } {
  const slot = firstSlot(calendar, addDays(row.localDate, 1), laterOf(now, row.slot));
  return { slot, leaveBy: leaveBy(slot, calendar.zone, lateLimitHours) };
}
