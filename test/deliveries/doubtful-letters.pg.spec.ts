import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { formValues, TestHouse } from '../house.js';
import { letElapse } from '../journeys/elapsed.js';
import { expectLedgerInOrder } from '../journeys/ledger-checks.js';
import { Reader } from '../journeys/reader.js';

describe('a letter that may have left already, whose reader leaves', () => {
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
    await house.liveUntil('2026-03-03T06:00Z', 120);
    house.mail.judge = (_to, _raw, session) => {
      house.mail.judge = null;
      house.mail.cut(session);
    };
    house.clock.moveTo('2026-03-03T07:00Z');
    await house.beat();
    expect(await reader.lastRow()).toMatchObject({ state: 'in_doubt', doubts: 1, held: false });
  });
  afterEach(async () => {
    letElapse(600);
    await house.liveUntil('2026-03-08T12:00Z', 120);
    await expectLedgerInOrder(house);
    await reader.press('leave');
  });

  const secondLessons = () => reader.letters.filter((letter) => letter.mail.subject?.startsWith('Day 2 '));
  async function comeBack(): Promise<void> {
    await house.signUp(reader.email, { zone: 'UTC', hour: '07:00' });
    const link = house.pathIn(house.lastTo(reader.email), '/confirm/');
    const page = await house.web.get(link).expect(200);
    await house.web.post(link).type('form').send(formValues(page.text)).expect(200);
    await house.beat();
  }

  it('stays in doubt and is not sent again', async () => {
    await reader.press('leave');
    letElapse(600);
    await house.liveUntil('2026-03-06T12:00Z', 120);
    expect(await reader.lastRow()).toMatchObject({ state: 'in_doubt', doubts: 1 });
    expect(secondLessons()).toHaveLength(1);
  });

  it('and comes back goes on as that letter: the same row, the same Message-ID', async () => {
    const { id } = await reader.lastRow();
    await reader.press('leave');
    letElapse(600);
    house.clock.moveTo('2026-03-05T09:00Z');
    await comeBack();
    await house.liveUntil('2026-03-07T12:00Z', 60);
    expect((await reader.rows()).slice(1)).toMatchObject([
      { id, state: 'accepted', doubts: 1 },
      { state: 'accepted', doubts: 0 },
    ]);
    expect(new Set(secondLessons().map((letter) => letter.mail.messageId)).size).toBe(1);
  });

  it('while it waits to be sent once more is closed: it counts as had, and coming back brings the next lesson', async () => {
    await house.beat(); // it waits for the relay now, planned
    expect(await reader.lastRow()).toMatchObject({ state: 'planned', doubts: 1 });
    const { id, lesson } = await reader.lastRow();
    await reader.press('leave');
    expect(await reader.lastRow()).toMatchObject({ id, state: 'closed', because: 'left by the reader' });
    letElapse(600);
    house.clock.moveTo('2026-03-05T09:00Z');
    await comeBack();
    await house.liveUntil('2026-03-06T12:00Z', 60);
    expect((await reader.rows()).filter((row) => row.lesson === lesson)).toHaveLength(1);
    expect(secondLessons()).toHaveLength(1);
    expect(reader.lessons.at(-1)).toBe('3 @ 2026-03-06T07:00Z');
  });
});
