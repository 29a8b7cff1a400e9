import type { Writable } from 'node:stream';
import type { Standing } from './walks.reader.js';

export type Screen = Pick<Writable, 'write'> & { isTTY?: boolean };

/**
 * What one sees while the demo runs: on a terminal one line that is rewritten in place, elsewhere a line a simulated day.
 * Events stand on lines of their own.
 */
export class Progress {
  private day = 0;
  private shown = false;

  constructor(
    private readonly screen: Screen,
    private readonly people: number,
  ) {}

  /** @param day the demo's day, from 1 */
  show(day: number, now: Date, standing: Standing): void {
    if (!this.screen.isTTY) {
      if (day !== this.day) this.screen.write(`${this.line(day, now, standing)}\n`);
      this.day = day;
      return;
    }
    this.screen.write(`\r\x1b[2K${this.line(day, now, standing)}`);
    this.shown = true;
  }

  say(words: string): void {
    this.clear();
    this.screen.write(`${words}\n`);
  }

  /** Takes the rewritten line away, before anything else is written. */
  clear(): void {
    if (this.shown) this.screen.write('\r\x1b[2K');
    this.shown = false;
  }

  private line(day: number, now: Date, { letters, finished }: Standing): string {
    const sent = letters === 1 ? '1 letter' : `${letters} letters`;
    return `Day ${String(day).padStart(2)} · ${moment(now)} · ${sent} · ${finished} of ${this.people} finished`;
  }
}

/** 'Wed 25 Nov, 14:20 UTC': readers are in many zones, so the house's own hour is shown. */
function moment(now: Date): string {
  const date = now.toLocaleDateString('en-GB', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' });
  return `${date.replace(',', '')}, ${now.toISOString().slice(11, 16)} UTC`;
}
