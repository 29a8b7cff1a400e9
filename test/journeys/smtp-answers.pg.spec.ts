import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TestHouse } from '../house.js';
import { answer } from '../mail-server.js';
import { letElapse } from './elapsed.js';
import { expectLedgerInOrder } from './ledger-checks.js';
import { Reader } from './reader.js';

describe('what the mail server says to one letter', () => {
  let house: TestHouse;
  let reader: Reader;
  let people = 0;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00Z' });
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    house.clock.moveTo('2026-03-02T10:00Z');
    reader = await Reader.join(house, `reader${++people}@example.com`, { zone: 'UTC', hour: '07:00' });
  });
  afterEach(async () => {
    house.mail.judge = null;
    house.mail.judgeRecipient = null;
    letElapse(600);
    await expectLedgerInOrder(house);
    await reader.press('leave');
  });

  const nobodyIsSuppressed = async () =>
    expect(await house.database.dataSource.query('select 1 from suppressions')).toEqual([]);

  /** Notes when the reader's letters are tried, and answers as told; null accepts. */
  function answering(said: () => Error | null): string[] {
    const tries: string[] = [];
    house.mail.judgeRecipient = (to) => {
      if (to !== reader.email) return null;
      tries.push(house.clock.now().toISOString().slice(8, 16));
      return said();
    };
    return tries;
  }

  it('451 at RCPT is tried again after 5, 10, 20, 40, 80, 160 minutes while the window lasts, then at the next slot', async () => {
    const tries = answering(() =>
      house.clock.now() < new Date('2026-03-04T07:20Z') ? answer(451, '4.2.1 busy') : null,
    );
    await house.liveUntil('2026-03-03T07:00Z', 60);
    await house.liveUntil('2026-03-03T13:00Z', 5);
    expect(tries).toEqual(['03T07:00', '03T07:05', '03T07:15', '03T07:35', '03T08:15', '03T09:35', '03T12:15']);
    await house.liveUntil('2026-03-04T07:00Z', 60);
    await house.liveUntil('2026-03-04T08:00Z', 5);
    expect(tries.slice(7)).toEqual(['04T07:00', '04T07:05', '04T07:15', '04T07:35']);
    await house.liveUntil('2026-03-05T07:00Z', 60);
    expect(reader.lessons.slice(1)).toEqual([expect.stringMatching(/^2 @ /), '3 @ 2026-03-05T07:00Z']);
    expect((await reader.rows()).map((row) => [row.localDate, row.state, row.failedSlots])).toEqual([
      ['2026-03-02', 'accepted', 0],
      ['2026-03-04', 'accepted', 1],
      ['2026-03-05', 'accepted', 0],
    ]);
    await nobodyIsSuppressed();
  });

  it('451 in three slots is taken for a no, and the walk goes on', async () => {
    const tries = answering(() =>
      house.clock.now() < new Date('2026-03-05T20:00Z') ? answer(451, '4.2.1 busy') : null,
    );
    for (const date of ['03', '04', '05']) {
      await house.liveUntil(`2026-03-${date}T07:00Z`, 120);
      await house.liveUntil(`2026-03-${date}T13:00Z`, 5);
    }
    expect(tries).toHaveLength(21);
    expect(await reader.lastRow()).toMatchObject({ state: 'refused', localDate: '2026-03-05', failedSlots: 2 });
    await house.liveUntil('2026-03-06T07:00Z', 120);
    expect(reader.lessons.slice(1)).toEqual(['3 @ 2026-03-06T07:00Z']);
    await nobodyIsSuppressed();
  });

  it('451 after the message is the same', async () => {
    let tries = 0;
    house.mail.judge = () => {
      if (++tries <= 2) throw answer(451, '4.7.1 greylisted');
    };
    await house.liveUntil('2026-03-03T07:00Z', 60);
    await house.liveUntil('2026-03-03T08:00Z', 5);
    expect(reader.lessons.slice(1)).toEqual(['2 @ 2026-03-03T07:00Z']); // its Date is that of the first try
    expect(tries).toBe(3);
  });

  it('550 is a no: that lesson is refused, the walk goes on, and a single no suppresses nobody', async () => {
    answering(() => (house.clock.now() < new Date('2026-03-04T00:00Z') ? answer(550, '5.7.1 not wanted here') : null));
    await house.liveUntil('2026-03-03T12:00Z', 60);
    expect((await reader.rows()).at(-1)).toMatchObject({ state: 'refused', because: 'the mail server refused it' });
    await house.liveUntil('2026-03-04T12:00Z', 60);
    expect(reader.lessons.map((lesson) => lesson.split(' ')[0])).toEqual(['1', '3']);
    await nobodyIsSuppressed();
  });

  it('550 5.1.1 is no mailbox at all: the address is suppressed with that answer, and its walk stands still', async () => {
    const tries = answering(() => answer(550, `5.1.1 <${reader.email}>: no such user`));
    await house.liveUntil('2026-03-05T12:00Z', 60);
    expect(tries).toHaveLength(1);
    expect(await house.database.dataSource.query('select reason, note from suppressions')).toEqual([
      { reason: 'hard-bounce', note: '<…@…>: no such user' },
    ]);
    expect(await house.lostWalks()).toBe(0);
    await house.database.dataSource.query('delete from suppressions');
  });

  describe('nothing, because the connection is cut after the final dot', () => {
    function cutting(times: number) {
      let left = times;
      house.mail.judge = (to, _raw, session) => {
        if (to === reader.email && left-- > 0) house.mail.cut(session);
      };
    }
    const copies = () => reader.letters.filter((letter) => letter.mail.subject?.startsWith('Day 2'));

    it('leaves it in doubt, and it is sent once more: the same Message-ID, the same bytes', async () => {
      cutting(1);
      await house.liveUntil('2026-03-03T07:00Z', 60);
      expect(await reader.lastRow()).toMatchObject({ state: 'in_doubt', doubts: 1, held: false });
      expect(await house.lostWalks()).toBe(0);
      letElapse(10);
      house.clock.move({ minutes: 1 });
      await house.beat();
      expect(await reader.lastRow()).toMatchObject({ state: 'accepted', doubts: 1 });
      const [first, second] = copies();
      expect(copies()).toHaveLength(2);
      expect(second?.mail.messageId).toBe(first?.mail.messageId);
      expect(second?.raw.equals(first?.raw ?? Buffer.alloc(0))).toBe(true);
      await house.liveUntil('2026-03-04T07:00Z', 60);
      expect(reader.lessons.at(-1)).toBe('3 @ 2026-03-04T07:00Z');
    });

    it('twice holds it for a person, and the walk goes on', async () => {
      cutting(2);
      await house.liveUntil('2026-03-03T07:00Z', 60);
      letElapse(10);
      await house.beat();
      expect(await reader.lastRow()).toMatchObject({ state: 'in_doubt', doubts: 2, held: true });
      letElapse(60);
      await house.liveUntil('2026-03-05T07:00Z', 60);
      expect(copies()).toHaveLength(2);
      expect(reader.lessons.slice(3)).toEqual(['3 @ 2026-03-04T07:00Z', '4 @ 2026-03-05T07:00Z']);
    });

    it('while the house then stops past the window, is sent once more in the next one, on its own date', async () => {
      cutting(1);
      await house.liveUntil('2026-03-03T07:00Z', 60);
      const { id } = await reader.lastRow();
      letElapse(10);
      house.clock.moveTo('2026-03-04T05:00Z');
      await house.liveUntil('2026-03-05T07:00Z', 60);
      expect((await reader.rows()).slice(1)).toMatchObject([
        { id, state: 'accepted', localDate: '2026-03-04', failedSlots: 0 },
        { state: 'accepted', localDate: '2026-03-05' },
      ]);
      expect(copies()).toHaveLength(2);
      expect(new Set(copies().map((letter) => letter.mail.messageId)).size).toBe(1);
    });

    it('stays held the first time already where IN_DOUBT=hold says so', async () => {
      const careful = await TestHouse.open({ beside: house, settings: { IN_DOUBT: 'hold' } });
      try {
        cutting(1);
        house.clock.moveTo('2026-03-03T07:00Z');
        await careful.beat();
        expect(await reader.lastRow()).toMatchObject({ state: 'in_doubt', doubts: 1, held: true });
        letElapse(10);
        for (const at of ['2026-03-03T07:30Z', '2026-03-03T12:00Z', '2026-03-04T07:00Z']) {
          house.clock.moveTo(at);
          await careful.beat();
        }
        expect(copies()).toHaveLength(1);
        expect(reader.lessons.at(-1)).toBe('3 @ 2026-03-04T07:00Z');
      } finally {
        await careful.close();
      }
    });
  });
});
