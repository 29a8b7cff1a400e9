import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { DoubtDeskService } from '../../src/deliveries/doubt-desk.service.js';
import type { Allowance } from './books.js';
import type { ChaosDatabase } from './chaos-database.js';
import { ChaosWorker } from './chaos-worker.js';
import { deliveryOf } from './delivery-of.js';
import type { Random } from './random.js';
import type { SinkReport } from './sink-wishes.js';

export const connections = 10;
export const leaseSeconds = 3;
/** A round that has not come to rest by then has lost something. */
const patienceMs = 300_000;

/** Where the letters go, as far as the books are concerned. */
export interface Sink {
  readonly port: number;
  report(): Promise<SinkReport>;
  forget(): Promise<unknown>;
}

/** What a round acts upon: two workers, a sink, the morning of its letters, and a clock that can be stepped. */
export class Scene {
  readonly workers: ChaosWorker[] = [];
  /** Of this round. */
  allowance: Allowance = { ofLostWorkers: new Set(), gone: [] };
  enrollments: string[] = [];
  readonly faults: string[] = [];
  /** All workers' clocks, before this machine's. */
  private aheadMs = 0;
  private started = 0;
  kills = 0;

  constructor(
    readonly database: ChaosDatabase,
    readonly sink: Sink,
    readonly random: Random,
    private readonly logFolder: string,
    /** Fewer blows a round. */
    readonly short: boolean,
  ) {}

  now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  startWorker(): ChaosWorker {
    const settings = {
      DATABASE_URL: this.database.url,
      SMTP_URL: `smtp://127.0.0.1:${this.sink.port}`,
      SEND_CONNECTIONS: String(connections),
      LEASE_SECONDS: String(leaseSeconds),
    };
    const worker = ChaosWorker.start(settings, join(this.logFolder, `worker-${++this.started}.log`), this.aheadMs);
    this.workers.push(worker);
    return worker;
  }

  /** A new morning for so many readers; forgets the round before. */
  async begin(letters: number, prepare: () => Promise<void>): Promise<void> {
    await this.sink.forget();
    await this.database.forget();
    // A round that was asked to go slower must not slow down the next: as if half an hour had gone by.
    await this.database.query(`update send_slices set slowed_at = slowed_at - interval '30 minutes'`);
    this.allowance = { ofLostWorkers: new Set(), gone: [] };
    this.faults.length = 0;
    this.enrollments = await this.database.next(letters);
    if (this.enrollments.length < letters) throw new Error(`only ${this.enrollments.length} readers are left`);
    await prepare();
    await this.database.makeDue(this.enrollments, this.now());
  }

  /** PostgreSQL may have been killed a moment ago. */
  async trying(work: () => Promise<unknown>): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        await work();
        return;
      } catch (error) {
        if (tries > 100) throw error;
        await pause(100);
      }
    }
  }

  /** Waits until the sink has this share of the round's letters. */
  async until(share: number): Promise<void> {
    const since = performance.now();
    while ((await this.sink.report()).letters.length < share * this.enrollments.length) {
      if (performance.now() - since > patienceMs) return;
      await pause(20);
    }
  }

  /** Waits until a letter of the round is being handed over, or has been. */
  async untilSending(): Promise<void> {
    const begun =
      'select exists (select 1 from deliveries where enrollment_id = any($1::bigint[]) and attempts > 0 and lesson_id = $2) as it';
    for (const since = performance.now(); performance.now() - since < patienceMs; await pause(20)) {
      const [row] = await this.database.query<{ it: boolean }>(begun, [this.enrollments, this.database.lessonId]);
      if (row?.it) return;
    }
  }

  /** A worker that has come up: one that is told to stop before that has nothing to drain. */
  async oneThatIsUp(): Promise<ChaosWorker> {
    for (;;) {
      const up = await this.database.query<{ pid: number }>('select pid from workers where stopped_at is null');
      const pids = new Set(up.map(({ pid }) => pid));
      const candidates = this.workers.filter((worker) => worker.lives && pids.has(worker.pid));
      if (candidates.length > 0) return this.random.one(candidates);
      await pause(50);
    }
  }

  wait(leastMs: number, mostMs: number): Promise<void> {
    return pause(this.random.between(leastMs, mostMs));
  }

  /** kill -9, or a freeze: what it had in state `sending` may come twice. Gives the worker. */
  async lose(signal: 'SIGKILL' | 'SIGSTOP'): Promise<ChaosWorker> {
    const victim =
      signal === 'SIGSTOP' ? await this.oneThatIsUp() : this.random.one(this.workers.filter((worker) => worker.lives));
    victim.signal(signal);
    if (signal === 'SIGKILL') this.kills += 1;
    if (signal === 'SIGKILL') this.workers.splice(this.workers.indexOf(victim), 1);
    // Its last statement may still be under way. Should a lease pass until it is asked: those that were given up are known (books).
    await pause(300);
    const rows = await this.database.query<{ id: string }>(
      `select d.id from deliveries d join workers w on w.id = d.worker_id
       where d.state = 'sending' and w.pid = $1 and w.id = (select max(id) from workers where pid = $1)`,
      [victim.pid],
    );
    for (const { id } of rows) this.allowance.ofLostWorkers.add(id);
    return victim;
  }

  /** The wall clock of one worker is stepped, as NTP does it; of all, when none is named. */
  async step(byMs: number, worker?: ChaosWorker): Promise<void> {
    if (worker) return worker.stepTo(this.aheadMs + byMs);
    this.aheadMs += byMs;
    await Promise.all(this.workers.map((one) => one.stepTo(this.aheadMs)));
  }

  /**
   * Until every letter of the round has ended: time passes for those that were put off, and a person decides about those that are
   * held, by what the sink knows. Gives a sentence when that takes too long.
   */
  async rest(): Promise<string | null> {
    for (const since = performance.now(); performance.now() - since < patienceMs; await pause(100)) {
      const [open] = await this.database.query<{ now: number; later: Date | null; held: string[] | null }>(
        `select count(*) filter (where not late and not held)::int as now, min(due_at) filter (where late and not held) as later,
                array_agg(subscriber_id || ' ' || id) filter (where held) as held
         from (select d.id, d.subscriber_id, d.due_at, d.held, d.state = 'planned' and d.due_at > $2 as late
               from deliveries d join enrollments e on e.subscriber_id = d.subscriber_id and e.id = d.enrollment_id
               where e.id = any($1::bigint[]) and (d.state in ('planned', 'claimed', 'sending')
                     or (d.state = 'in_doubt' and e.state in ('active', 'paused'))) -- of who left it stays so (rule 19)
               union all
               select null, subscriber_id, next_slot_at, false, false from enrollments
               where id = any($1::bigint[]) and state = 'active' and next_slot_at <= $2) x`,
        [this.enrollments, this.now()],
      );
      if (!open) continue;
      if (open.held) await this.decide(open.held);
      else if (open.now === 0 && open.later === null) return null;
      else if (open.now === 0 && open.later) await this.step(open.later.getTime() - this.now().getTime() + 1_000);
    }
    return 'the round did not come to rest';
  }

  /** The person at the desk: what arrived is noted so, the rest is sent once more. */
  private async decide(held: readonly string[]): Promise<void> {
    const there = new Set(
      (await this.sink.report()).letters.filter((one) => one.arrived > 0).map((one) => deliveryOf(one.messageId)),
    );
    const keys = held.map((key) => {
      const [subscriberId = '', id = ''] = key.split(' ');
      return { subscriberId, id };
    });
    const desk = this.database.house.rooms.get(DoubtDeskService);
    for (const decision of ['arrived', 'resend'] as const) {
      const deliveries = keys.filter(({ id }) => there.has(id) === (decision === 'arrived'));
      if (deliveries.length > 0) await desk.decide({ decision, deliveries }, person, this.now());
    }
  }
}

const person = {
  id: '1',
  name: 'Chaos',
  email: 'chaos@example.com',
  role: 'owner',
  permissions: [],
  actor: 'command line',
} as const;
