import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TestHouse } from '../house.js';
import { answer } from '../mail-server.js';
import { letElapse } from './elapsed.js';
import { expectLedgerInOrder } from './ledger-checks.js';
import { dueReaders } from './due-readers.js';

describe('trouble that is the mail server’s judges no letter', () => {
  let house: TestHouse;
  let emails: string[];
  let days = 0;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T07:00Z' });
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    house.clock.moveTo(new Date(Date.UTC(2026, 2, 2 + days++, 7)));
    emails = await dueReaders(house, 25);
    // Connections that are kept have been greeted already.
    await house.mail.goAway();
    await house.mail.comeBack();
  });
  /** When the trouble is over every letter leaves, once, and nobody was thought ill of. */
  afterEach(async () => {
    house.mail.judgeRecipient = null;
    house.mail.judgeGreeting = null;
    letElapse(600);
    house.clock.move({ minutes: 30 });
    await house.beat();
    expect(house.mail.arrived.map((letter) => letter.to).sort()).toEqual([...emails].sort());
    expect(await states()).toEqual(['accepted']);
    expect(await house.database.dataSource.query('select 1 from suppressions')).toEqual([]);
    await expectLedgerInOrder(house);
    await house.database.dataSource.query('delete from subscribers');
    house.mail.arrived.length = 0;
  });

  const rows = () =>
    house.database.dataSource.query<
      Array<{ state: string; deferrals: number; failed_slots: number; doubts: number; due_at: Date }>
    >(
      `select d.state, deferrals, failed_slots, doubts, due_at from deliveries d join subscribers s on s.id = d.subscriber_id where s.email = any($1)`,
      [emails],
    );
  const states = async () => [...new Set((await rows()).map((row) => row.state))];

  /** Every letter waits as if it had never been tried; a few, for want of room, for a minute. */
  async function expectAllBack({ forAMinute = false } = {}): Promise<void> {
    const all = await rows();
    expect(all).toHaveLength(25);
    const waits = all.map((row) => (row.due_at.getTime() - house.clock.now().getTime()) / 60_000);
    expect(new Set(all.map((row) => `${row.state} ${row.deferrals} ${row.failed_slots} ${row.doubts}`))).toEqual(
      new Set(['planned 0 0 0']),
    );
    expect([...new Set(waits)].sort()).toEqual(forAMinute ? [0, 1] : [0]);
  }

  it('554 instead of a greeting', async () => {
    house.mail.judgeGreeting = () => answer(554, '5.3.2 not today');
    await house.beat();
    await expectAllBack();
    await house.beat();
    await expectAllBack();
  });

  it('421 instead of a greeting', async () => {
    house.mail.judgeGreeting = () => answer(421, '4.3.2 too busy');
    await house.beat();
    await expectAllBack();
  });

  it('nobody at the port', async () => {
    await house.mail.goAway();
    await house.beat();
    await expectAllBack();
    letElapse(600);
    await house.beat();
    await expectAllBack();
    await house.mail.comeBack();
  });

  it('530 “log in first” at RCPT', async () => {
    house.mail.judgeRecipient = () => answer(530, '5.7.0 authentication required');
    await house.beat();
    await expectAllBack();
  });

  it.each([
    [4, true],
    [16, false],
  ])('the same 550 to address after address, on %i connections', async (connections, forAMinute) => {
    const other = await TestHouse.open({ beside: house, settings: { SEND_CONNECTIONS: String(connections) } });
    try {
      house.mail.judgeRecipient = (to) => answer(550, `5.7.1 <${to}>: relaying denied`);
      await other.beat();
      await expectAllBack({ forAMinute });
      letElapse(600);
      await other.beat();
      await expectAllBack({ forAMinute });
    } finally {
      await other.close();
    }
  });

  it('but a few different noes between letters that are taken are noes', async () => {
    const no = new Set(emails.filter((_, index) => index % 8 === 3));
    house.mail.judgeRecipient = (to) => (no.has(to) ? answer(550, '5.1.1 no such user') : null);
    await house.beat();
    const all = await house.database.dataSource.query<Array<{ email: string }>>(
      `select s.email from deliveries d join subscribers s on s.id = d.subscriber_id where d.state = 'refused'`,
    );
    expect(new Set(all.map((row) => row.email))).toEqual(no);
    const suppressed = await house.database.dataSource.query<Array<{ email: string }>>(
      `select s.email from suppressions x join subscribers s on s.address_hash = x.address_hash where x.reason = 'hard-bounce'`,
    );
    expect(new Set(suppressed.map((row) => row.email))).toEqual(no);
    await house.database.dataSource.query('delete from suppressions');
    await house.database.dataSource.query('delete from subscribers where email = any($1)', [[...no]]);
    emails = emails.filter((email) => !no.has(email));
  });

  it('a letter’s own trouble does not hold up the others', async () => {
    const slow = emails[0];
    house.mail.judgeRecipient = (to) => (to === slow ? answer(451, '4.2.2 mailbox full') : null);
    await house.beat();
    expect((await states()).sort()).toEqual(['accepted', 'planned']);
  });
});
