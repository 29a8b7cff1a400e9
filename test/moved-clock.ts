import { Clock } from '../src/schedule/clock.js';

/** A clock that stands still until it is moved: whole weeks of mornings in a second. */
export class MovedClock extends Clock {
  private at: number;

  constructor(start: string) {
    super();
    this.at = new Date(start).getTime();
  }

  now(): Date {
    return new Date(this.at);
  }

  /** Forward or back to an instant, ISO with offset or Z. */
  moveTo(instant: string | Date): void {
    this.at = new Date(instant).getTime();
  }

  move(by: { days?: number; hours?: number; minutes?: number }): void {
    this.at += (((by.days ?? 0) * 24 + (by.hours ?? 0)) * 60 + (by.minutes ?? 0)) * 60_000;
  }
}
