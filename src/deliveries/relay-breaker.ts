const firstPauseMs = 5_000;
const longestPauseMs = 300_000;

/**
 * Keeps a worker from knocking at a relay that is in trouble. After each trip it stays open twice as long, up to five
 * minutes, then lets one letter through to try. Elapsed milliseconds are handed in. Pure; one per worker.
 */
export class RelayBreaker {
  private openUntil = 0;
  private pause = firstPauseMs;
  private tripped = false;

  /**
   * Letters under way at once meet the same trouble at once: while it is open already, another one adds nothing. Gives whether it
   * has opened now.
   */
  trip(elapsedMs: number): boolean {
    if (elapsedMs < this.openUntil) return false;
    this.openUntil = elapsedMs + this.pause;
    this.pause = Math.min(this.pause * 2, longestPauseMs);
    this.tripped = true;
    return true;
  }

  /** A letter taken, or deferred for its own sake, shows that the relay works; a refusal may be the relay's own trouble. */
  recover(): void {
    this.tripped = false;
    this.pause = firstPauseMs;
  }

  /** How many letters may be begun: none while open, one to try, then any number. */
  allowance(elapsedMs: number): number {
    if (elapsedMs < this.openUntil) return 0;
    return this.tripped ? 1 : Number.POSITIVE_INFINITY;
  }
}
