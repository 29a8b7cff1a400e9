import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { TestHouse } from '../house.js';
import { dueReaders } from '../journeys/due-readers.js';
import { letElapse } from '../journeys/elapsed.js';
import { expectLedgerInOrder } from '../journeys/ledger-checks.js';
import { answer } from '../mail-server.js';

describe('after trouble of the mail server', () => {
  let house: TestHouse;
  let emails: string[];
  let greeted = 0;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T07:00Z', settings: { SEND_CONNECTIONS: '4' } });
    emails = await dueReaders(house, 20);
    await inTrouble();
  });
  afterAll(() => house.close());

  /** It answers every connection with a no, until the breaker has opened and its pause is over. */
  async function inTrouble(): Promise<void> {
    house.mail.judgeGreeting = () => {
      greeted++;
      return answer(554, '5.3.2 not today');
    };
    await house.beat();
    letElapse(600);
  }

  it('one connection is tried, and when the answer is the same no other follows it', async () => {
    greeted = 0;
    await inTrouble();
    expect(greeted).toBe(1);
    expect(house.mail.arrived).toEqual([]);
  });

  it('one letter is on its way until the server has answered it, however long that takes; then all go', async () => {
    greeted = 0;
    house.mail.judgeGreeting = () => (greeted++, null);
    let tried = 0;
    let say: () => void = () => undefined;
    const said = new Promise<void>((resolve) => (say = resolve));
    const first = new Promise<void>((resolve) => {
      house.mail.judge = () => {
        tried++;
        resolve();
        return said;
      };
    });
    const beating = house.beat();
    await first;
    await pause(300);
    expect([tried, greeted]).toEqual([1, 1]);
    say();
    await beating;
    await house.beat();
    expect(house.mail.arrived.map((letter) => letter.to).sort()).toEqual([...emails].sort());
    expect(greeted).toBeLessThanOrEqual(4);
    await expectLedgerInOrder(house);
  });
});
