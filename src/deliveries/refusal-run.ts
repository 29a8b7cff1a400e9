import { strikeAddresses } from '../mail/address.js';
import type { Outcome } from './delivery.store.js';

const suspicious = 10;

/**
 * Rule 21: the same 5xx to ten different addresses in a row, with no acceptance between, is the relay's trouble and judges
 * no letter. So refusals are held back, unsettled, while such a run lasts: an acceptance or another answer lets them stand,
 * the tenth of a kind sends them all back, and those after it that were being handed over by then. Pure; one per worker.
 */
export class RefusalRun {
  private held: Outcome[] = [];
  private answer = '';
  /** The answer that tripped last, until something else is answered or the lanes are empty. */
  private distrusted: string | null = null;

  get size(): number {
    return this.held.length;
  }

  /** Gives what may be settled now. `tripped`: the relay is not to be trusted for a while. */
  add(outcome: Outcome): { settle: Outcome[]; tripped: boolean } {
    if (outcome.state !== 'refused') {
      return { settle: outcome.state === 'accepted' ? [...this.release(), outcome] : [outcome], tripped: false };
    }
    const answer = `${outcome.replyCode ?? ''} ${withoutAddresses(outcome.reply)}`;
    if (answer === this.distrusted) return { settle: [goBack(outcome)], tripped: false };
    const before = answer === this.answer ? [] : this.release();
    this.answer = answer;
    this.held.push(outcome);
    if (new Set(this.held.map((one) => one.subscriberId)).size < suspicious) return { settle: before, tripped: false };
    const back = this.release().map(goBack);
    this.distrusted = answer;
    return { settle: [...before, ...back], tripped: true };
  }

  /** Lets what is held stand, oldest first: nothing else is being handed over, or room is needed. */
  release(): Outcome[] {
    const released = this.held;
    this.held = [];
    this.answer = '';
    this.distrusted = null;
    return released;
  }
}

function goBack(refused: Outcome): Outcome {
  const back: Outcome = { ...refused, state: 'planned', dueAt: null, deferred: false };
  delete back.hardBounce;
  return back;
}

/** Relays repeat the address in the answer; ten of the same must compare as the same. */
function withoutAddresses(reply: string): string {
  return strikeAddresses(reply).replace(/\d{4,}/g, '#');
}
