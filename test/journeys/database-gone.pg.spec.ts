import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { TestHouse } from '../house.js';
import { dueReaders } from './due-readers.js';
import { expectLedgerInOrder } from './ledger-checks.js';

describe('PostgreSQL goes away while letters are being handed over', () => {
  let house: TestHouse;
  let emails: string[];
  let admin: pg.Client;
  let name: string;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T07:00Z' });
    name = new URL(house.database.url).pathname.slice(1);
    admin = new pg.Client({ connectionString: process.env.TEST_POSTGRES_URL });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await house.close();
  });
  beforeEach(async () => {
    house.clock.move({ days: 1 });
    emails = await dueReaders(house, 40);
  });
  /** Every letter once, none in doubt: what the mail server had said was kept and written down (rule 20). */
  afterEach(async () => {
    house.mail.judge = null;
    for (let beat = 0; beat < 3; beat++) await house.beat();
    expect(house.mail.arrived.map((letter) => letter.to).sort()).toEqual([...emails].sort());
    const rows = await house.database.dataSource.query(
      'select state, doubts, count(*)::int as rows from deliveries group by 1, 2',
    );
    expect(rows).toEqual([{ state: 'accepted', doubts: 0, rows: 40 }]);
    await expectLedgerInOrder(house);
    await house.database.dataSource.query('delete from subscribers');
    house.mail.arrived.length = 0;
  });

  const hangUp = () => admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);

  /** At the nth letter, before the mail server has answered it. */
  function atLetter(nth: number, happens: () => Promise<unknown>): void {
    let letters = 0;
    house.mail.judge = async () => {
      if (++letters === nth) await happens();
    };
  }
  const beatAnyhow = () => house.beat().catch(() => undefined);

  it('for a moment: every connection is cut', async () => {
    atLetter(10, hangUp);
    await beatAnyhow();
  });

  it('for a while: it takes no connections until half a second later', async () => {
    let back: Promise<unknown> = Promise.resolve();
    atLetter(10, async () => {
      await admin.query(`alter database ${name} allow_connections false`);
      await hangUp();
      back = pause(500).then(() => admin.query(`alter database ${name} allow_connections true`));
    });
    await beatAnyhow();
    await back;
  });

  it.each([2, 3, 9, 13])('again and again, at every letter in %d', async (nth) => {
    let letters = 0;
    house.mail.judge = async () => {
      if (++letters % nth === 0) await hangUp();
    };
    for (let beat = 0; beat < 3; beat++) await beatAnyhow();
  });
});
