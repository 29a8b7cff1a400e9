import type { Calendar } from '../../src/schedule/calendar.js';
import { slotAfterChange } from '../../src/schedule/change.js';
import { type LastLetter, nextLessonSlot, type Slot } from '../../src/schedule/next-slot.js';
import { nextWindow, slotToPlan } from '../../src/schedule/slot-to-plan.js';
import { type LocalDate, localDateOf } from '../../src/schedule/wall-time.js';

/** A letter that left. */
export interface WalkedLetter {
  lesson: number;
  scheduled: boolean;
  slot: Date;
  localDate: LocalDate;
  leaveBy: Date;
  handedOverAt: Date;
  /** In force when this slot was given. */
  calendar: Calendar;
  /** How often the calendar had been changed, or the walk resumed, when it was planned. */
  changes: number;
}

type OpenRow = Omit<WalkedLetter, 'handedOverAt'>;

/**
 * One enrollment without a database: calls the rules where planner, dispatch, settling and the manage page will call
 * them. Time moves only by run() and stop(); a window always closes unused while the house stands still.
 */
export class Walk {
  readonly letters: WalkedLetter[] = [];
  nextSlot: Date | null = null;
  private open: OpenRow | null = null;
  private paused = false;
  private changes = 0;
  private lesson = 1;

  constructor(
    private readonly waits: number[],
    private calendar: Calendar,
    public now: Date,
    private readonly lateLimitHours: number,
  ) {
    this.nextSlot = slotAfterChange(calendar, now, this.owed()).at;
  }

  get done(): boolean {
    return this.lesson > this.waits.length;
  }

  /** The house runs for some minutes; each letter leaves `delay` minutes after it could. */
  run(minutes: number, delay = 0): void {
    const until = this.now.getTime() + minutes * 60_000;
    for (let due = this.due(); due; due = this.due()) {
      const at = Math.max(this.now.getTime(), due.getTime() + delay * 60_000);
      if (at > until) break;
      this.now = new Date(at);
      this.beat(true);
    }
    this.now = new Date(Math.max(until, this.now.getTime()));
  }

  /** The house stands still. */
  stop(minutes: number): void {
    this.now = new Date(this.now.getTime() + minutes * 60_000);
  }

  /** When the next letter falls due the house plans or moves it, but the mail server takes nothing. */
  runInVain(): void {
    const due = this.due();
    if (due && due > this.now) this.now = due;
    this.beat(false);
  }

  change(to: Partial<Calendar>): void {
    this.calendar = { ...this.calendar, ...to };
    this.changes++;
    if (this.open || this.paused || this.done) return; // a planned row keeps its time
    this.nextSlot = slotAfterChange(this.calendar, this.now, this.owed()).at;
  }

  pause(): void {
    this.paused = true;
    this.open = null; // withdrawn: the lesson stays owed
    this.nextSlot = null;
  }

  resume(notBefore: LocalDate | null = null): void {
    if (!this.paused) return;
    this.paused = false;
    this.changes++;
    if (!this.done) this.nextSlot = slotAfterChange(this.calendar, this.now, { ...this.owed(), notBefore }).at;
  }

  /** "Next one now": leaves at once, outside the schedule, and counts as the latest letter. */
  request(): void {
    if (this.paused || this.done || this.open) return;
    this.stop(1); // no two letters leave in one instant
    const localDate = localDateOf(this.now, this.calendar.zone);
    if (this.letters.filter((letter) => letter.localDate === localDate).length >= 3) return;
    const { now, calendar, changes, lesson } = this;
    this.open = { lesson, scheduled: false, slot: now, localDate, leaveBy: now, calendar, changes };
    this.handOver(this.open);
  }

  private due(): Date | null {
    return this.open ? this.open.slot : this.nextSlot;
  }

  private beat(mailServerAnswers: boolean): void {
    if (!this.open) this.plan();
    else if (this.now >= this.open.leaveBy) this.move(this.open);
    if (mailServerAnswers && this.open && this.now >= this.open.slot) this.handOver(this.open);
  }

  private plan(): void {
    if (!this.nextSlot || this.now < this.nextSlot) return;
    const plan = slotToPlan(this.calendar, this.nextSlot, this.now, this.lateLimitHours);
    this.nextSlot = plan.outcome === 'leave' ? null : plan.slot.at;
    if (plan.outcome === 'leave') this.open = this.row(plan.slot, plan.leaveBy);
  }

  private move(row: OpenRow): void {
    const { slot, leaveBy } = nextWindow(this.calendar, row, this.now, this.lateLimitHours);
    this.open = this.row(slot, leaveBy);
  }

  private row(slot: Slot, leaveBy: Date): OpenRow {
    const { lesson, calendar, changes } = this;
    return { lesson, scheduled: true, slot: slot.at, localDate: slot.localDate, leaveBy, calendar, changes };
  }

  private handOver(row: OpenRow): void {
    this.letters.push({ ...row, handedOverAt: this.now });
    this.open = null;
    this.nextSlot = null;
    this.lesson++;
    const { last, waitDays } = this.owed();
    if (!this.done) this.nextSlot = nextLessonSlot(this.calendar, last!, waitDays).at;
  }

  private owed(): { last: LastLetter | null; waitDays: number; twelveHours: boolean } {
    const latest = this.letters.at(-1);
    const waitDays = this.waits[this.lesson - 1] ?? 1;
    if (!latest) return { last: null, waitDays, twelveHours: false };
    const localDate = this.letters.map((letter) => letter.localDate).reduce((a, b) => (a > b ? a : b));
    const handedOverAt = latest.scheduled ? latest.handedOverAt : null;
    return { last: { localDate, at: latest.slot, handedOverAt }, waitDays, twelveHours: latest.scheduled };
  }
}
