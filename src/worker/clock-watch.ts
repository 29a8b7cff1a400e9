/** Slewing, and a beat that waited, are no steps. */
const stepMs = 5_000;

/** Finds out that the wall clock was stepped (NTP, a machine that was resumed) by looking at it beside elapsed time. */
export class ClockWatch {
  private last: { wall: number; elapsed: number } | null = null;

  /** By how many milliseconds the wall clock has jumped since the last look, forward or back (negative); 0 when it went along. */
  look(wall: Date, elapsedMs: number): number {
    const { last } = this;
    this.last = { wall: wall.getTime(), elapsed: elapsedMs };
    if (last === null) return 0;
    const jumped = wall.getTime() - last.wall - (elapsedMs - last.elapsed);
    return Math.abs(jumped) >= stepMs ? Math.round(jumped) : 0;
  }
}
