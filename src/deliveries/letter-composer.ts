import type { DeliveryKind } from './delivery-state.js';

/** A claimed row, as much of it as composing needs. Ids are bigints as text. */
export interface ClaimedDelivery {
  id: string;
  subscriberId: string;
  kind: DeliveryKind;
  email: string;
  firstName: string | null;
  courseId: string | null;
  enrollmentId: string | null;
  lessonId: string | null;
  signupId: string | null;
  broadcastId: string | null;
  notice: string | null;
  noticeFacts: unknown;
  repeatOf: string | null;
  /** Fixed at the first hand-over (rule 15); null before it. */
  revisionId: string | null;
  composed: ComposedFacts | null;
}

/** What is kept so that a retry, a resend and the view in the browser give the same bytes. JSON. */
export interface ComposedFacts {
  /** The letter's Date, ISO instant. */
  date: string;
  /** Origin of the links in it. */
  origin: string;
  /** Domain of its Message-ID. */
  host: string;
  /** Id of the sender and postal address it bears; absent: the environment's, as it was before letterheads were kept. */
  letterhead?: string;
  /** Composer's own facts: name, day n of m, marks; small and typed by the composer. */
  facts: unknown;
}

export interface Letter {
  outcome: 'letter';
  id: string;
  revisionId: string | null;
  composed: ComposedFacts;
  envelope: { from: string; to: string };
  /** The whole message, CRLF line ends, no dot-stuffing. */
  message: Buffer;
}

/** The cause is gone (lesson unpublished, enrollment left): the row is withdrawn and the walk looks again. */
export interface NoLetter {
  outcome: 'withdraw';
  id: string;
  because: string;
}

/** Letters composed in one go. */
const breath = 16;

/**
 * Port: the ledger sends letters without knowing what is in them; each producer above fills this for its kinds and
 * registers itself in LetterComposers when its module starts.
 * One call gets a whole claimed batch of its kinds, asks the database set-based, and never sends or writes.
 */
export abstract class LetterComposer {
  abstract readonly kinds: readonly DeliveryKind[];
  abstract compose(rows: readonly ClaimedDelivery[], now: Date): Promise<Array<Letter | NoLetter>>;

  /** One after the other. A batch takes long enough for connections to wait: they have their turn in between. */
  protected async oneByOne(
    rows: readonly ClaimedDelivery[],
    compose: (row: ClaimedDelivery) => Promise<Letter | NoLetter>,
  ): Promise<Array<Letter | NoLetter>> {
    const letters: Array<Letter | NoLetter> = [];
    for (const [index, row] of rows.entries()) {
      letters.push(await compose(row));
      if (index % breath === breath - 1) await new Promise((resolve) => setImmediate(resolve));
    }
    return letters;
  }
}
