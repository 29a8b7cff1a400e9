import { ApiProblem, sayProblem } from '../api/problem.js';
import type { KeptWords } from './kept-words.js';
import { changedFields, type FieldOf, type LetterWords, mergeWords, pick, type Words } from './merge-words.js';

/** The words of a letter as a version of the draft has them. */
export interface Standing<W extends LetterWords = Words> {
  version: number;
  words: W;
}

/** What the desk works with; replaced in tests. */
export interface DeskTools<W extends LetterWords> {
  /** Saves these fields on this version; throws ApiProblem. */
  send: (version: number, words: W, fields: ReadonlyArray<FieldOf<W>>) => Promise<Standing<W>>;
  /** What stands, according to a conflict; null: that cannot be told. */
  standingIn: (problem: ApiProblem) => Standing<W> | null;
  /** Keeps unsaved words in this browser; null: there are none. */
  keep: (words: KeptWords<W> | null) => void;
}

export interface DeskState<W extends LetterWords = Words> {
  words: W;
  /** 'waiting': the server cannot be reached, it is tried again; 'refused': something has to be mended first. */
  saving: 'saved' | 'typing' | 'saving' | 'waiting' | 'refused' | 'clash';
  faults: Partial<Record<FieldOf<W>, string>>;
  /** What went wrong beside no field. */
  problem: string | null;
  /** Fields that a colleague changed meanwhile too, with their words. */
  clash: { fields: Array<FieldOf<W>>; theirs: W } | null;
  /** Grows whenever the body is another one than was typed here: the editor begins anew. */
  epoch: number;
}

const pauseMs = 900;
const againMs = 5_000;
const mostTries = 5;

/**
 * The words of one letter while somebody types them: kept in this browser at once, saved a moment after the last key, merged
 * with what colleagues save meanwhile. Fields that are refused wait, and the others are saved all the same. Nothing typed is
 * lost by an error, a lost connection or an ended session.
 */
export class WordsDesk<W extends LetterWords> {
  private state: DeskState<W>;
  private base: W;
  private version: number;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(
    standing: Standing<W>,
    private readonly tools: DeskTools<W>,
    kept: KeptWords<W> | null = null,
  ) {
    this.base = kept?.base ?? standing.words;
    this.version = standing.version;
    this.state = { words: kept?.typed ?? this.base, saving: 'saved', faults: {}, problem: null, clash: null, epoch: 0 };
    this.meet(standing);
    if (!this.isOpen || this.state.clash) return;
    this.set({ saving: 'typing' });
    this.later(pauseMs);
  }

  readonly now = (): DeskState<W> => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Whether there are words that no draft has yet. */
  get isOpen(): boolean {
    return this.open.length > 0;
  }

  write(some: Partial<W>): void {
    const words = { ...this.state.words, ...some };
    const faults = { ...this.state.faults };
    for (const field of Object.keys(some)) delete faults[field as FieldOf<W>];
    this.set({ words, faults, ...(this.state.clash ? {} : { saving: 'typing' }) });
    this.tools.keep(this.isOpen ? { base: this.base, typed: words } : null);
    this.later(pauseMs);
  }

  /** The draft says this now: what only one side changed is taken from that side, the rest is asked. */
  meet({ version, words: theirs }: Standing<W>): void {
    if (version < this.version) return;
    const { merged, clashes } = mergeWords(this.base, this.state.words, theirs);
    this.version = version;
    if (clashes.length > 0) return this.set({ clash: { fields: clashes, theirs }, saving: 'clash' });
    this.base = theirs;
    this.take(merged, this.state.saving === 'clash' ? { clash: null, saving: 'typing' } : {});
  }

  /** A clash is answered: whose words stand in the fields that both changed. */
  settle(whose: 'yours' | 'theirs'): Promise<boolean> {
    const { clash, words } = this.state;
    if (clash) {
      this.base = clash.theirs;
      const taken = whose === 'theirs' ? pick(clash.theirs, clash.fields) : {};
      this.take({ ...words, ...taken }, { clash: null, saving: 'typing' });
    }
    return this.flush();
  }

  /** Saves what is still open; gives whether everything is. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    this.running = this.save().finally(() => {
      this.running = null;
    });
    await this.running;
    return !this.isOpen;
  }

  private get open(): Array<FieldOf<W>> {
    return changedFields(this.base, this.state.words);
  }

  private async save(): Promise<void> {
    for (let tries = 0; tries < mostTries && !this.state.clash; tries++) {
      const fields = this.open.filter((field) => !this.state.faults[field]);
      if (fields.length === 0) break;
      this.set({ saving: 'saving', problem: null });
      const { words } = this.state;
      try {
        const saved = await this.tools.send(this.version, words, fields);
        this.base = { ...this.base, ...pick(words, fields) };
        this.meet(saved);
      } catch (error) {
        if (!this.goesOn(error)) return;
      }
    }
    const { faults, clash } = this.state;
    if (clash) return;
    this.tools.keep(this.isOpen ? { base: this.base, typed: this.state.words } : null);
    if (!this.isOpen) return this.set({ saving: 'saved' });
    const refused = this.open.every((field) => faults[field]);
    this.set({ saving: refused ? 'refused' : 'typing' });
    if (!refused) this.later(pauseMs);
  }

  /** Whether saving can be tried again at once, after what went wrong has been taken in. */
  private goesOn(error: unknown): boolean {
    if (!(error instanceof ApiProblem)) throw error;
    const standing = error.status === 409 ? this.tools.standingIn(error) : null;
    if (standing) {
      this.meet(standing);
      return true;
    }
    const faults = faultsOf(error, this.base);
    if (Object.keys(faults).length > 0) {
      this.set({ faults: { ...this.state.faults, ...faults } });
      return true;
    }
    const away = error.status === 0 || error.status >= 500;
    this.set(away ? { saving: 'waiting' } : { saving: 'refused', problem: sayProblem(error) });
    if (away) this.later(againMs);
    return false;
  }

  private take(words: W, more: Partial<DeskState<W>>): void {
    const epoch = this.state.epoch + (words.body === this.state.words.body ? 0 : 1);
    this.set({ ...more, words, epoch });
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), ms);
  }

  private set(change: Partial<DeskState<W>>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** 'lesson.subject' → subject, 'audience.only.0' → audience. What speaks of no field of this screen is left to the problem's own words. */
function faultsOf<W extends LetterWords>(problem: ApiProblem, words: W): DeskState<W>['faults'] {
  const faults: DeskState<W>['faults'] = {};
  for (const [name, says] of Object.entries(problem.fields)) {
    const field = name.split('.').findLast((part) => Object.hasOwn(words, part));
    if (field !== undefined) faults[field as FieldOf<W>] = says;
  }
  return faults;
}
