import type { DraftConflict, DraftEdit, DraftView } from '../../src/courses/draft.schema.js';
import { ApiProblem, isAboutFields, sayProblem } from '../api/problem.js';
import type { Doing } from './draft-query.js';

/** Field → what is expected of it. */
export type Faults = Readonly<Record<string, string>>;

export interface QueueState {
  /** What is being saved or waits for its turn, in order. */
  onTheWay: readonly DraftEdit[];
  busy: boolean;
  problem: string | null;
  /** Somebody else saved first; `yours` is everything that waits for an answer. */
  clash: DraftConflict | null;
}

/** What the queue works with; replaced in tests. */
export interface QueueTools {
  /** Does it to the draft as it is known here, and remembers what comes of it; throws ApiProblem. */
  send: (doing: Doing) => Promise<unknown>;
  /** The draft is this now. */
  meet: (theirs: DraftView) => void;
}

interface Waiting {
  doing: Doing;
  done: (faults: Faults | null) => void;
}

/**
 * Edits of a draft, one save after the other, each on what the one before left. When somebody else saved first, nothing more is
 * sent until a person has read what they did: all edits that were on their way wait for the answer, and so do those made meanwhile.
 */
export class DraftQueue {
  private state: QueueState = { onTheWay: [], busy: false, problem: null, clash: null };
  private waiting: Waiting[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(private readonly tools: QueueTools) {}

  readonly now = (): QueueState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What is wrong, by field; null: it is saved, or stands in `clash` or `problem`. */
  run(doing: Doing): Promise<Faults | null> {
    const { clash, busy } = this.state;
    if (clash) {
      this.set({ clash: withMine(clash, [doing]) });
      return Promise.resolve(null);
    }
    return new Promise((done) => {
      this.waiting.push({ doing, done });
      this.set({ onTheWay: this.edits(), ...(busy ? {} : { busy: true, problem: null }) });
      if (!busy) void this.work();
    });
  }

  /** After a clash: mine on top of theirs, as far as they still can be. Gives how many cannot. */
  async goOn(): Promise<number> {
    const mine = this.state.clash?.yours.edits ?? [];
    this.letGo();
    const faults = await Promise.all(mine.map((edit) => this.run({ kind: 'edits', edits: [edit] })));
    return faults.filter((each) => each !== null).length;
  }

  /** After a clash: mine are left out. */
  letGo(): void {
    this.set({ clash: null });
  }

  private async work(): Promise<void> {
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      const faults = await this.send(next.doing);
      // After a clash none is left: they all wait in it.
      if (this.waiting[0] === next) this.waiting.shift();
      next.done(faults);
      this.set({ onTheWay: this.edits() });
    }
    this.set({ busy: false });
  }

  private async send(doing: Doing): Promise<Faults | null> {
    try {
      await this.tools.send(doing);
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 409 && error.versions) {
        this.meet(error.versions as unknown as DraftConflict);
        return null;
      }
      if (isAboutFields(error)) return error.fields;
      this.set({ problem: sayProblem(error) });
    }
    return null;
  }

  private meet(conflict: DraftConflict): void {
    const [, ...behind] = this.waiting.splice(0);
    this.tools.meet(conflict.theirs);
    this.set({
      clash: withMine(
        conflict,
        behind.map(({ doing }) => doing),
      ),
      onTheWay: [],
    });
    for (const { done } of behind) done(null);
  }

  private edits(): DraftEdit[] {
    return this.waiting.flatMap(({ doing }) => editsOf(doing));
  }

  private set(change: Partial<QueueState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** An undo was meant for what stood there then, so it does not wait. */
function withMine(clash: DraftConflict, more: readonly Doing[]): DraftConflict {
  return { ...clash, yours: { ...clash.yours, edits: [...clash.yours.edits, ...more.flatMap(editsOf)] } };
}

function editsOf(doing: Doing): DraftEdit[] {
  return doing.kind === 'edits' ? doing.edits : [];
}
