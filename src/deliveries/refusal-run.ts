import { strikeAddresses } from '../mail/address.js';
import type { Outcome } from './hand-over.store.js';

const suspicious = 10;
const rememberedAtMost = 10_000;

interface Held {
  outcome: Outcome;
  /** When to try it again should there be no room to hold it. */
  again: Date;
}

/**
 * Rule 21: the same 5xx to ten different addresses in a row, with no acceptance between, is the relay's trouble and judges
 * no letter. So refusals are held back, unsettled, while such a run lasts: an acceptance or another answer lets them stand,
 * the tenth of a kind sends them all back, and those after it that were being handed over by then. What is held stays
 * `sending`, so there is room for `capacity` only: beyond that the oldest goes back for a while, once; the second time it
 * stands. Pure; one per worker.
 */
export class RefusalRun {
  private held: Held[] = [];
  private readonly people = new Set<string>();
  private answer = '';
  /** The answer that tripped last, until something else is answered or the lanes are empty. */
  private distrusted: string | null = null;
  /** Went back for want of room. */
  private readonly crowdedOut = new Set<string>();

  constructor(private readonly capacity: number) {}

  get size(): number {
    return this.held.length;
  }

  /** Gives what may be settled now. `tripped`: the relay is not to be trusted for a while. */
  add(outcome: Outcome, again: Date): { settle: Outcome[]; tripped: boolean } {
    if (outcome.state !== 'refused') {
      return { settle: outcome.state === 'accepted' ? [...this.release(), outcome] : [outcome], tripped: false };
    }
    const answer = `${outcome.replyCode ?? ''} ${withoutAddresses(outcome.reply)}`;
    if (answer === this.distrusted) return { settle: [goBack(outcome)], tripped: false };
    const before = answer === this.answer ? [] : this.release();
    this.answer = answer;
    this.people.add(outcome.subscriberId);
    this.held.push({ outcome, again });
    if (this.people.size >= suspicious) {
      const back = this.release().map((one) => goBack(one));
      this.distrusted = answer;
      return { settle: [...before, ...back], tripped: true };
    }
    const crowded = this.held.splice(0, Math.max(0, this.held.length - this.capacity));
    return { settle: [...before, ...crowded.map((one) => this.makeRoom(one))], tripped: false };
  }

  /** Lets what is held stand, oldest first: nothing else is being handed over. */
  release(): Outcome[] {
    const released = this.held.map(({ outcome }) => outcome);
    this.held = [];
    this.people.clear();
    this.answer = '';
    this.distrusted = null;
    return released;
  }

  private makeRoom({ outcome, again }: Held): Outcome {
    if (this.crowdedOut.delete(outcome.id)) return outcome;
    // Some are taken by other workers, and never seen here again.
    if (this.crowdedOut.size >= rememberedAtMost) this.crowdedOut.clear();
    this.crowdedOut.add(outcome.id);
    return goBack(outcome, again);
  }
}

function goBack(refused: Outcome, dueAt: Date | null = null): Outcome {
  const back: Outcome = { ...refused, state: 'planned', dueAt, deferred: false };
  delete back.hardBounce;
  return back;
}

/** Relays repeat the address in the answer; ten of the same must compare as the same. */
function withoutAddresses(reply: string): string {
  return strikeAddresses(reply).replace(/\d{4,}/g, '#');
}
