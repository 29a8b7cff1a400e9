import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestHouse } from '../house.js';

describe('from sign-up to completion', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00:00Z' });
  });
  afterAll(() => house.close());

  it('sends a confirmation, lesson 1 at once, then one lesson each morning, then the completion letter, and nothing after', async () => {
    await house.join('ada@example.com', { first_name: 'Ada', zone: 'Europe/London', hour: '07:00' });
    await house.liveUntil('2026-03-20T12:00:00Z', 60);

    const letters = house.mail.to('ada@example.com');
    const dates = letters.map((letter) => letter.mail.date?.toISOString());
    expect(house.subjects('ada@example.com')).toEqual([
      'One click, and your course begins',
      ...Array.from({ length: 14 }, (_, index) => expect.stringMatching(new RegExp(`^Day ${index + 1} of 14 · `))),
      expect.stringMatching(/./),
    ]);
    expect(dates.slice(0, 2)).toEqual(['2026-03-02T10:00:00.000Z', '2026-03-02T10:00:00.000Z']);
    expect(dates.slice(2)).toEqual(
      Array.from({ length: 14 }, (_, index) => `2026-03-${String(index + 3).padStart(2, '0')}T07:00:00.000Z`),
    );
    expect(new Set(letters.map((letter) => letter.mail.messageId)).size).toBe(letters.length);
    expect(await house.lostWalks()).toBe(0);
  });
});
