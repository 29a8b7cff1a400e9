import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TestHouse } from '../house.js';
import { expectLedgerInOrder } from './ledger-checks.js';
import { Reader } from './reader.js';

describe('what needs a second link to the address', () => {
  let house: TestHouse;
  let reader: Reader;
  let people = 0;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00Z' });
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    reader = await Reader.join(house, `reader${++people}@example.com`, {
      first_name: 'Ada',
      zone: 'UTC',
      hour: '07:00',
    });
  });
  afterEach(() => expectLedgerInOrder(house));

  describe('taking the data along', () => {
    const ask = async () => {
      expect(await reader.press('download')).toBe('link-sent');
      await house.beat();
      return house.pathIn(house.lastTo(reader.email), '/manage/download/');
    };

    it('gives one file with everything that is kept', async () => {
      const link = await ask();
      await house.web.get(link).expect(200);
      const file = await house.web.post(link).expect(200);
      expect(file.headers['content-disposition']).toMatch(/^attachment; filename="?my-data\.json/);
      expect(file.body).toMatchObject({
        email: reader.email,
        firstName: 'Ada',
        zone: 'UTC',
        consents: [{ purpose: 'course', course: 'strong-glutes', signedUpFrom: expect.stringMatching(/127\.0\.0\.1/) }],
        enrollments: [{ state: 'active', zone: 'UTC', hour: '07:00' }],
        letters: [
          { kind: 'confirmation', state: 'accepted' },
          { kind: 'lesson', state: 'accepted', lesson: expect.any(String) },
          { kind: 'notice' },
        ],
      });
    });

    it('works once', async () => {
      const link = await ask();
      await house.web.post(link).expect(200);
      await house.web.post(link).expect(410);
      await house.web.get(link).expect(410);
    });

    it('works for one hour', async () => {
      const link = await ask();
      house.clock.move({ minutes: 59 });
      await house.web.get(link).expect(200);
      house.clock.move({ minutes: 2 });
      await house.web.get(link).expect(410);
      await house.web.post(link).expect(410);
    });

    it('opens nothing else', async () => {
      const token = (await ask()).split('/').at(-1) ?? '';
      for (const path of [
        '/manage/forget/',
        '/manage/change-address/',
        '/manage/new-address/',
        '/manage/',
        '/unsubscribe/',
        '/lessons/',
        '/confirm/',
      ])
        await house.web.get(path + token).expect(404);
    });

    it('is sent at most three times an hour', async () => {
      for (let time = 0; time < 5; time++) expect(await reader.press('download')).toBe('link-sent');
      await house.beat();
      expect(house.subjects(reader.email).filter((subject) => subject.startsWith('Your data'))).toHaveLength(3);
    });
  });

  describe('changing the address', () => {
    const ask = async (email: string, by = reader) => {
      expect(await by.press('change-address', { email })).toBe('change-sent');
      await house.beat();
      await house.web.post(house.pathIn(house.lastTo(by.email), '/manage/change-address/')).expect(200);
      await house.beat();
      return house.pathIn(house.lastTo(email), '/manage/new-address/');
    };
    const next = async () => {
      house.clock.move({ days: 1 });
      await house.beat();
    };

    it('sends the letters to the old address until the link in the letter to the new one is pressed', async () => {
      const link = await ask('new1@example.com');
      await house.web.get(link).expect(200);
      await next();
      expect(reader.lessons).toHaveLength(2);

      const again = await ask('new1@example.com');
      await house.web.post(again).expect(200);
      await next();
      expect(reader.lessons).toHaveLength(2);
      expect(new Reader(house, 'new1@example.com', reader.page).lessons).toEqual([expect.stringMatching(/^3 @ /)]);
    });

    it('asks at the present address first, so that a forwarded letter hands nobody over', async () => {
      expect(await reader.press('change-address', { email: 'thief@example.net' })).toBe('change-sent');
      await house.beat();
      expect(house.mail.to('thief@example.net')).toHaveLength(0);
      const asked = house.lastTo(reader.email);
      expect(asked.mail.subject).toBe('Shall we write to another address?');
      expect((await house.web.get(house.pathIn(asked, '/manage/change-address/')).expect(200)).text).toContain(
        't…f@example.net',
      );
      await next();
      expect(house.mail.to('thief@example.net')).toHaveLength(0);
      expect(reader.lessons).toHaveLength(2);
    });

    it('works once, even while the hour lasts', async () => {
      const link = await ask('new2@example.com');
      await house.web.post(link).expect(200);
      await house.web.post(link).expect(410);
      await house.web.get(link).expect(410);
      const moved = new Reader(house, 'new2@example.com', reader.page);
      await house.web.post(await ask('new2b@example.com', moved)).expect(200);
      await house.web.post(link).expect(410);
      await next();
      expect(new Reader(house, 'new2b@example.com', reader.page).lessons).toHaveLength(1);
      expect(moved.lessons).toHaveLength(0);
    });

    it('works for one hour', async () => {
      const link = await ask('new3@example.com');
      house.clock.move({ minutes: 61 });
      await house.web.get(link).expect(410);
      await house.web.post(link).expect(410);
    });

    it('refuses an address that is somebody else’s, and changes nothing', async () => {
      const other = await Reader.join(house, 'other@example.com', { zone: 'UTC', hour: '07:00' });
      house.clock.move({ minutes: 16 }); // past the cool-down of its own confirmation
      await house.web.post(await ask(other.email)).expect(409);
      await next();
      expect(reader.lessons).toHaveLength(2);
      expect(other.lessons).toHaveLength(2);
    });

    it('writes no letter to an address that must never be written to', async () => {
      const blocked = await Reader.join(house, 'blocked@example.com', { zone: 'UTC', hour: '07:00' });
      await house.database.dataSource.query(
        `insert into suppressions (address_hash, reason, created_at) select address_hash, 'complaint', $2 from subscribers where email = $1`,
        [blocked.email, house.clock.now()],
      );
      await house.database.dataSource.query('delete from subscribers where email = $1', [blocked.email]);
      const before = blocked.letters.length;
      expect(await reader.press('change-address', { email: blocked.email })).toBe('change-sent');
      await house.beat();
      expect(blocked.letters).toHaveLength(before);
    });

    it('to an address that had once left everything lifts that, because its owner has confirmed', async () => {
      const gone = await Reader.join(house, 'gone@example.com', { zone: 'UTC', hour: '07:00' });
      await gone.press('forget');
      await house.beat();
      await house.web.post(house.pathIn(house.lastTo(gone.email), '/manage/forget/')).expect(200);
      house.clock.move({ minutes: 16 });
      const before = gone.lessons.length;
      await house.web.post(await ask(gone.email)).expect(200);
      await next();
      expect(gone.lessons.slice(before)).toEqual([expect.stringMatching(/^2 @ /)]);
    });
  });
});
