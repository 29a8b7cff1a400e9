import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { Sent } from '../mail/mail-transport.js';
import { providerOf } from '../mail/provider.js';
import { HouseSettings } from '../settings/house-settings.js';
import { AnswerMeter } from './answer-meter.js';
import { RateStore } from './rate.store.js';
import { noteEvent } from './sending-events.js';

/** Everything that leaves. */
const all = 'all';
const readAgainMs = 1_000;
/** One wave of answers is told once. */
const tellAgainMs = 10_000;

/**
 * How much a worker may claim now, so that all workers together keep the rate, and heed those who ask for less (rule 22): the mail
 * server letters are handed to, or a provider behind it. What one worker learns the others know within a second.
 * Asks PostgreSQL about once a second while letters leave, and nothing for each letter.
 */
@Injectable()
export class SendPace {
  private readonly log = new Logger('pace');
  private readonly meter = new AnswerMeter();
  private readonly told = new Map<string, number>();
  private slowed: Promise<ReadonlyMap<string, number>> = Promise.resolve(new Map<string, number>());
  private readAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly rates: RateStore,
    private readonly house: HouseSettings,
  ) {}

  /** Up to `wanted`; waits for the next second's share, at most about a second, and gives 0 if there was none. */
  async quota(wanted: number): Promise<number> {
    const rate = await this.rate();
    if (rate === null) return wanted;
    const granted = await this.rates.take(all, Math.min(wanted, rate * 5), rate);
    if (granted > 0) return granted;
    await pause(1_000 - ((performance.timeOrigin + performance.now()) % 1_000));
    return this.rates.take(all, Math.min(wanted, rate * 5), rate);
  }

  /** So much of a quota was not needed: other workers may have it. */
  async giveBack(unused: number): Promise<void> {
    if (unused > 0 && (await this.rate()) !== null) await this.rates.giveBack(all, unused);
  }

  /**
   * Which of these letters must wait because their provider asked for fewer, and for how many seconds, one after the other.
   * Nearly always none.
   */
  async mustWait<T extends { email: string }>(letters: readonly T[]): Promise<Map<T, number>> {
    const wait = new Map<T, number>();
    const slowed = await this.readSlowed();
    if (slowed.size === 0) return wait;
    const byProvider = new Map<string, T[]>();
    for (const letter of letters) {
      const scope = scopeOf(letter.email);
      if (slowed.has(scope)) byProvider.set(scope, [...(byProvider.get(scope) ?? []), letter]);
    }
    for (const [scope, theirs] of byProvider) {
      const perSecond = Math.max(1, Math.floor(slowed.get(scope) ?? 1));
      const granted = await this.rates.take(scope, theirs.length, perSecond);
      theirs.slice(granted).forEach((letter, index) => wait.set(letter, 1 + index / perSecond));
    }
    return wait;
  }

  /** Told of every answer to a letter. */
  heard(recipient: string, said: Pick<Sent, 'verdict' | 'slow' | 'text'>): void {
    const at = performance.now();
    const scope = scopeOf(recipient);
    const taken = said.verdict === 'accepted' ? 'taken' : 'neither';
    this.meter.note(all, said.slow === 'relay' ? 'slower' : taken, at);
    this.meter.note(scope, said.slow === 'provider' ? 'slower' : taken, at);
    if (said.slow !== null) this.heed(said.slow === 'relay' ? all : scope, said.text, at);
  }

  private heed(scope: string, text: string, at: number): void {
    const seen = this.meter.tooFast(scope, at);
    // A mail server that takes nothing at all is not too slow but in trouble: that is the breaker's.
    if (seen === null || (scope === all && seen === 0)) return;
    if (at - (this.told.get(scope) ?? Number.NEGATIVE_INFINITY) < tellAgainMs) return;
    this.told.set(scope, at);
    this.rates.slowDown(scope, seen).then(
      (perSecond) => {
        this.readAt = Number.NEGATIVE_INFINITY;
        if (perSecond === null) return;
        const whom = scope === all ? 'the mail server' : scope.replace(/^to /, '');
        const event = scope === all ? 'relay-slowed' : 'provider-slowed';
        noteEvent(
          this.log,
          event,
          `${whom} asks for fewer letters, ${Math.round(perSecond)} a second for now: ${text}`,
        );
      },
      () => this.told.delete(scope), // PostgreSQL is away: the next such answer tells again
    );
  }

  private async rate(): Promise<number | null> {
    const slowedTo = (await this.readSlowed()).get(all) ?? Number.POSITIVE_INFINITY;
    const rate = Math.min(this.house.now.sendRate ?? Number.POSITIVE_INFINITY, slowedTo);
    return Number.isFinite(rate) ? Math.max(1, Math.floor(rate)) : null;
  }

  private readSlowed(): Promise<ReadonlyMap<string, number>> {
    const at = performance.now();
    if (at - this.readAt >= readAgainMs) {
      this.readAt = at;
      this.slowed = this.rates.slowed();
    }
    return this.slowed;
  }
}

function scopeOf(email: string): string {
  return `to ${providerOf(email)}`;
}
