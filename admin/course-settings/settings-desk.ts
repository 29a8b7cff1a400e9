import type { DraftEdit, DraftView } from '../../src/courses/draft.schema.js';
import { ApiProblem, sayProblem } from '../api/problem.js';
import { faultFor, settingEdit, settingIn, type SettingPath } from './setting-path.js';

export interface SettingsState {
  view: DraftView;
  /** What was typed and is not in the draft yet, by setting. */
  typed: ReadonlyMap<SettingPath, unknown>;
  /** Why a setting was refused. */
  faults: ReadonlyMap<SettingPath, string>;
  /** Settings that somebody else changed while they were typed here, and who. */
  clashes: ReadonlyMap<SettingPath, string>;
  saving: boolean;
  /** Something was saved here. */
  saved: boolean;
  /** Why nothing can be saved just now; null: all is well. */
  problem: string | null;
}

interface Change {
  path: SettingPath;
  value: unknown;
  /** What stood in the draft when it was typed. */
  base: unknown;
}

type Send = (version: number, edits: DraftEdit[]) => Promise<DraftView>;

/**
 * The settings of a course while somebody changes them: each is saved by itself, one after the other, on the version that
 * stands. What is refused stays as typed, with the reason. Where a colleague saved something else in between it is
 * saved on top; where it was the very same setting, both are kept until somebody chooses.
 */
export class SettingsDesk {
  private state: SettingsState;
  private queue: Change[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(
    view: DraftView,
    private readonly send: Send,
  ) {
    const none = new Map<SettingPath, never>();
    this.state = { view, typed: none, faults: none, clashes: none, saving: false, saved: false, problem: null };
  }

  readonly now = (): SettingsState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Whether leaving the page would lose something. */
  get isOpen(): boolean {
    return this.queue.length > 0 || this.state.typed.size > 0;
  }

  /** The draft as it stands elsewhere: after undo, or because a colleague saved. What is typed here stays. */
  meet(view: DraftView): void {
    if (view.version > this.state.view.version) this.set({ view });
  }

  type(path: SettingPath, value: unknown): void {
    this.set({ typed: new Map(this.state.typed).set(path, value) });
  }

  /** Saves what was typed, unless it is what the draft says already. */
  commit(path: SettingPath): void {
    const { typed, view, clashes } = this.state;
    if (!typed.has(path) || clashes.has(path)) return;
    const base = settingIn(view.settings, path);
    const value = typed.get(path);
    const [last] = this.queue.filter((change) => change.path === path).slice(-1);
    if (last && same(last.value, value)) return;
    if (!last && same(base, value)) return this.forget(path);
    this.queue.push({ path, value, base });
    void this.pump();
  }

  put(path: SettingPath, value: unknown): void {
    this.type(path, value);
    this.commit(path);
  }

  /** After a clash: what was typed here goes on top of the colleague's, or is given up. */
  settle(path: SettingPath, whose: 'mine' | 'theirs'): void {
    this.set({ clashes: without(this.state.clashes, path) });
    if (whose === 'mine') this.commit(path);
    else this.forget(path);
  }

  /** Once more, after a problem. */
  async pump(): Promise<void> {
    if (this.state.saving) return;
    for (let change = this.queue[0]; change; change = this.queue[0]) {
      this.set({ saving: true });
      const goOn = await this.save(change);
      this.set({ saving: false });
      if (!goOn) return;
    }
  }

  /** False: it cannot be saved just now, and waits. */
  private async save({ path, value, base }: Change): Promise<boolean> {
    const { view } = this.state;
    try {
      const saved = await this.send(view.version, [settingEdit(path, value)]);
      this.queue.shift();
      this.set({ view: saved, saved: true, problem: null });
      if (same(this.state.typed.get(path), value)) this.forget(path);
      return true;
    } catch (error) {
      const theirs = theirDraft(error);
      if (theirs) {
        this.set({ view: theirs });
        const stands = settingIn(theirs.settings, path);
        if (same(stands, base)) return true; // they changed something else: on top of it
        this.queue = this.queue.filter((change) => change.path !== path);
        if (same(stands, value)) this.forget(path);
        else this.set({ clashes: new Map(this.state.clashes).set(path, theirs.savedBy ?? 'Somebody') });
        return true;
      }
      if (error instanceof ApiProblem && error.status === 422) {
        this.queue.shift();
        const fault = faultFor(error.fields, path) ?? error.message;
        this.set({ faults: new Map(this.state.faults).set(path, fault), problem: null });
        return true;
      }
      this.set({ problem: sayProblem(error) });
      return false;
    }
  }

  private forget(path: SettingPath): void {
    this.set({ typed: without(this.state.typed, path), faults: without(this.state.faults, path) });
  }

  private set(change: Partial<SettingsState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

function theirDraft(error: unknown): DraftView | null {
  if (!(error instanceof ApiProblem) || error.status !== 409) return null;
  const theirs = error.versions?.theirs;
  return typeof theirs === 'object' && theirs !== null && 'settings' in theirs ? (theirs as DraftView) : null;
}

function without<V>(map: ReadonlyMap<SettingPath, V>, path: SettingPath): ReadonlyMap<SettingPath, V> {
  const rest = new Map(map);
  rest.delete(path);
  return rest;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
