const windowMs = 5_000;
const slowAtLeast = 3;
const slowShare = 0.1;
/** Domains of single people are many, and matter little. */
const scopesAtMost = 2_000;

/** What an answer says about our pace. */
export type Heard = 'taken' | 'slower' | 'neither';

interface Counts {
  taken: number;
  slower: number;
}

/**
 * How many letters were taken in the last ten seconds or so, and how many answered with "not so fast", by scope. Elapsed
 * milliseconds are handed in. Pure; one per worker.
 */
export class AnswerMeter {
  private readonly scopes = new Map<string, { since: number; now: Counts; before: Counts | null }>();

  note(scope: string, heard: Heard, elapsedMs: number): void {
    if (heard !== 'neither') this.at(scope, elapsedMs).now[heard] += 1;
  }

  /** When three answers or more, and a tenth of all, said so: how many letters a second were taken, perhaps 0; else null. */
  tooFast(scope: string, elapsedMs: number): number | null {
    const { since, now, before } = this.at(scope, elapsedMs);
    const taken = now.taken + (before?.taken ?? 0);
    const slower = now.slower + (before?.slower ?? 0);
    if (slower < slowAtLeast || slower < (taken + slower) * slowShare) return null;
    return (taken * 1_000) / Math.max(elapsedMs - since + (before ? windowMs : 0), 1_000);
  }

  private at(scope: string, elapsedMs: number) {
    const known = this.scopes.get(scope);
    if (known && elapsedMs - known.since < windowMs) return known;
    if (known === undefined && this.scopes.size >= scopesAtMost) this.scopes.clear();
    const lately = known !== undefined && elapsedMs - known.since < 2 * windowMs;
    const counted = { since: elapsedMs, now: { taken: 0, slower: 0 }, before: lately ? known.now : null };
    this.scopes.set(scope, counted);
    return counted;
  }
}
