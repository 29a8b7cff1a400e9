import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { HandOverStore } from '../../src/deliveries/hand-over.store.js';
import { type SweepPolicy, SweepService } from '../../src/deliveries/sweep.service.js';
import { SweepStore } from '../../src/deliveries/sweep.store.js';
import type { WalkKeeper } from '../../src/deliveries/walk-keeper.js';
import { WorkerStore } from '../../src/deliveries/worker.store.js';
import { openDatabase, type TestDatabase } from '../database.js';
import { letElapse } from '../journeys/elapsed.js';

const now = new Date('2026-03-02T07:00:00Z');
/** Long against the real time that a sweep takes: only letElapse ends it. */
const leaseSeconds = 30;
/** Letters without a walk: nobody has a next slot to look for. */
const noWalks: WalkKeeper = {
  lock: () => Promise.resolve(),
  goOn: () => Promise.resolve(),
  nextSlots: () => Promise.resolve([]),
  foresee: () => Promise.resolve(new Map()),
};

describe('a worker that others may take for dead', () => {
  let database: TestDatabase;
  let db: DataSource;
  let workers: WorkerStore;
  let hands: HandOverStore;
  let sweeping: SweepService;
  let mine: string;
  let other: string;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    database = await openDatabase();
    db = database.dataSource;
    workers = new WorkerStore(db);
    hands = new HandOverStore(db);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    sweeping = new SweepService(db, new SweepStore(db), workers, noWalks, {
      leaseSeconds,
      holdDoubts: true,
    } as SweepPolicy);
    mine = await workers.register();
    other = await workers.register();
    await letters(2);
    const [first] = await hands.claim(other, 2, now);
    await db.query(`update deliveries set state = 'sending' where id = $1`, [first?.id]);
  });
  afterEach(() => db.query('truncate subscribers, workers cascade'));

  const letters = (count: number) =>
    db.query(
      `with person as (insert into subscribers (email, email_key, address_hash, state, created_at)
                       values ('a@example.com', 'a@example.com', 'x', 'confirmed', $1)
                       on conflict (email_key) do update set state = 'confirmed' returning id)
       insert into deliveries (subscriber_id, kind, state, notice, due_at, leave_by, created_at)
       select person.id, 'notice', 'planned', 'download', $1, $1::timestamptz + interval '1 hour', $1
       from person, generate_series(1, $2::int)`,
      [now, count],
    );
  const looksOld = () =>
    db.query(`update workers set beat_at = clock_timestamp() - interval '1 minute' where id = $1`, [other]);
  const sweep = () => sweeping.sweep(mine, now);
  const states = async () =>
    (await db.query<Array<{ state: string }>>('select state from deliveries order by state')).map((row) => row.state);
  const inItsHands = ['claimed', 'sending'];

  it('is buried when it has shown the same beat for a whole lease: what it sent is in doubt, what it claimed is free', async () => {
    await looksOld();
    await sweep();
    letElapse(20);
    await sweep();
    expect(await states()).toEqual(inItsHands);
    letElapse(11);
    await sweep();
    expect(await states()).toEqual(['in_doubt', 'planned']);
  });

  it('is not buried for one beat that looks old, as after a suspend, when it beats again', async () => {
    await looksOld();
    await sweep();
    await workers.beat(other);
    letElapse(60);
    await sweep();
    await looksOld(); // another beat than the one that was seen: it is watched from here on
    await sweep();
    expect(await states()).toEqual(inItsHands);
  });

  it('is not buried for the time in which PostgreSQL was away', async () => {
    await looksOld();
    await sweep();
    letElapse(60);
    sweeping.databaseWasAway();
    await sweep();
    expect(await states()).toEqual(inItsHands);
  });

  it('is missed too when its last beat lies ahead, because PostgreSQL’s clock was put back since', async () => {
    await db.query(`update workers set beat_at = clock_timestamp() + interval '1 hour' where id = $1`, [other]);
    await sweep();
    letElapse(31);
    await sweep();
    expect(await states()).toEqual(['in_doubt', 'planned']);
  });

  it('and beats between the look and the burial keeps its rows', async () => {
    await looksOld();
    const seen = await workers.silent(leaseSeconds, mine);
    expect(seen.map((one) => one.id)).toEqual([other]);
    expect(await db.transaction((manager) => workers.stillSilent(seen, manager))).toEqual([other]);
    await workers.beat(other);
    expect(await db.transaction((manager) => workers.stillSilent(seen, manager))).toEqual([]);
  });

  it('claims nothing more once it is buried, until its next beat', async () => {
    await workers.bury([other], db.manager);
    await letters(1);
    expect(await hands.claim(other, 10, now)).toEqual([]);
    await workers.beat(other);
    expect(await hands.claim(other, 10, now)).toHaveLength(1);
  });

  it('is still missed when it was buried, or said goodbye, and holds rows all the same', async () => {
    await workers.stop(other);
    await looksOld();
    await sweep();
    letElapse(31);
    await sweep();
    expect(await states()).toEqual(['in_doubt', 'planned']);
    expect(await workers.silent(leaseSeconds, mine)).toEqual([]);
  });
});
