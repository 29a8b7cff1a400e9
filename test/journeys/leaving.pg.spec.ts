import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { formValues, TestHouse } from '../house.js';
import { letElapse } from './elapsed.js';
import { expectLedgerInOrder } from './ledger-checks.js';
import { Reader } from './reader.js';

describe('leaving in mid-course', () => {
  let house: TestHouse;
  let reader: Reader;
  let people = 0;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00Z' });
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    house.clock.moveTo('2026-03-02T10:00Z');
    reader = await Reader.join(house, `reader${++people}@example.com`, {
      zone: 'UTC',
      hour: '07:00',
      newsletter: 'on',
    });
    await house.liveUntil('2026-03-03T12:00Z', 60);
  });
  afterEach(async () => {
    await expectLedgerInOrder(house);
    await reader.press('leave');
  });

  const query = <T>(sql: string, ...parameters: unknown[]) => house.database.dataSource.query<T[]>(sql, parameters);
  const suppression = async () =>
    (
      await query<{ reason: string }>(
        'select x.reason from suppressions x join subscribers s using (address_hash) where s.email = $1',
        reader.email,
      )
    )[0]?.reason ?? null;
  const openConsents = async () =>
    (
      await query<{ purpose: string }>(
        `select n.purpose from consents n join subscribers s on s.id = n.subscriber_id
         where s.email = $1 and n.withdrawn_at is null order by 1`,
        reader.email,
      )
    ).map((row) => row.purpose);

  /** The link in the header of the last letter: what a mail provider posts to. */
  function oneClick(): string {
    const { headers } = reader.letters.at(-1)?.mail ?? {};
    const list = headers?.get('list') as { unsubscribe: { url: string }; 'unsubscribe-post': { name: string } };
    expect(list['unsubscribe-post'].name).toBe('List-Unsubscribe=One-Click');
    return new URL(list.unsubscribe.url).pathname;
  }

  async function nothingComesFor(days: number): Promise<void> {
    const before = reader.letters.length;
    for (let day = 0; day < days; day++) {
      house.clock.move({ days: 1 });
      await house.beat();
    }
    expect(reader.letters).toHaveLength(before);
  }

  it('by one click of the mail provider ends the course at once, twice is once, and opening the link ends nothing', async () => {
    const link = oneClick();
    await house.web.get(link).expect(200);
    await house.web.head(link).expect(200);
    expect((await reader.walk())?.state).toBe('active');
    for (let time = 0; time < 2; time++)
      await house.web.post(link).type('form').send({ 'List-Unsubscribe': 'One-Click' }).expect(200);
    expect(await reader.walk()).toMatchObject({ state: 'left', nextSlotAt: null });
    expect(await openConsents()).toEqual(['newsletter']);
    expect(await suppression()).toBeNull();
    await nothingComesFor(5);
  });

  it('by the page in the browser', async () => {
    const page = await house.web.get(oneClick()).expect(200);
    expect(page.text).not.toContain(reader.email);
    await house.web.post(oneClick()).type('form').send({ what: 'this' }).expect(200);
    expect((await reader.walk())?.state).toBe('left');
    await nothingComesFor(3);
  });

  it('by the button of the reader’s own page', async () => {
    expect(await reader.press('leave')).toBe('left');
    expect(await reader.press('leave')).toBe('was-over');
    expect(await openConsents()).toEqual(['newsletter']);
    await nothingComesFor(3);
  });

  it('takes a letter back that is planned', async () => {
    await house.mail.goAway();
    await house.liveUntil('2026-03-04T07:00Z', 60);
    expect((await reader.lastRow()).state).toBe('planned');
    await house.web.post(oneClick()).type('form').send({ 'List-Unsubscribe': 'One-Click' }).expect(200);
    expect(await reader.lastRow()).toMatchObject({ state: 'withdrawn', because: 'unsubscribed by the letter' });
    await house.mail.comeBack();
    letElapse(600);
    await nothingComesFor(3);
  });

  it('and signing up again goes on in the same walk with the next lesson, after confirming', async () => {
    await reader.press('leave');
    const walk = await reader.walk();
    house.clock.moveTo('2026-03-10T09:00Z');
    await house.signUp(reader.email, { zone: 'UTC', hour: '08:00' });
    expect((await reader.walk())?.state).toBe('left');
    await confirm();
    expect(await reader.walk()).toMatchObject({ id: walk?.id, state: 'active' });
    await house.liveUntil('2026-03-12T12:00Z', 60);
    expect(reader.lessons.slice(2)).toEqual(['3 @ 2026-03-11T08:00Z', '4 @ 2026-03-12T08:00Z']);
  });

  it.each(['the letter’s page', 'the reader’s own page'])(
    'of everything, by %s, is kept as a “no” that only confirming lifts',
    async (where) => {
      if (where === 'the letter’s page')
        await house.web.post(oneClick()).type('form').send({ what: 'everything' }).expect(200);
      else expect(await reader.press('leave-everything')).toBe('left-everything');
      expect(await suppression()).toBe('unsubscribed');
      expect(await openConsents()).toEqual([]);
      await nothingComesFor(3);

      await house.signUp(reader.email, { zone: 'UTC', hour: '07:00' });
      expect(reader.letters.at(-1)?.mail.subject).toMatch(/your course begins/);
      expect(await suppression()).toBe('unsubscribed');
      await confirm();
      expect(await suppression()).toBeNull();
      expect(await openConsents()).toEqual(['course']);
      house.clock.move({ days: 1 });
      await house.beat();
      expect(reader.lessons).toHaveLength(3);
    },
  );

  it('of everything is not undone by starting again on a page that somebody may have forwarded', async () => {
    await reader.press('leave-everything');
    await expect(reader.press('restart')).rejects.toThrow(/409 .*sign up once more/i);
    expect(
      await query('select 1 from enrollments where subscriber_id = $1', (await reader.walk())?.subscriberId),
    ).toHaveLength(1);
    await nothingComesFor(3);
  });

  it('of the newsletter alone leaves the course as it is', async () => {
    expect(await reader.press('newsletter', { on: 'no' })).toBe('newsletter-off');
    expect(await openConsents()).toEqual(['course']);
    await house.liveUntil('2026-03-04T12:00Z', 60);
    expect(reader.lessons).toHaveLength(3);
  });

  it.each(['hard-bounce', 'complaint', 'manual'])(
    'for a reason of ours (%s): never a letter again, and nothing piles up',
    async (reason) => {
      await suppress(reason);
      const rows = (await reader.rows()).length;
      await nothingComesFor(3);
      for (let beat = 0; beat < 5; beat++) await house.beat();
      expect((await reader.rows()).length - rows).toBeLessThanOrEqual(1);

      const waiting = reader.letters.length;
      const answer = await house.web.post('/courses/strong-glutes/signup').type('form').send({ email: reader.email });
      expect(answer.status).toBe(303);
      await house.beat();
      expect(reader.letters).toHaveLength(waiting);
      await query('delete from suppressions');
      house.clock.move({ days: 1 });
      await house.beat();
      expect(reader.lessons).toHaveLength(3);
    },
  );

  it('for a reason of ours between the planning and the sending stops that letter too', async () => {
    await house.mail.goAway();
    await house.liveUntil('2026-03-04T07:00Z', 60);
    await suppress('complaint');
    await house.mail.comeBack();
    letElapse(600);
    for (let beat = 0; beat < 5; beat++) {
      house.clock.move({ minutes: 1 });
      await house.beat();
    }
    expect((await reader.rows()).slice(2).map((row) => row.state)).toEqual(['withdrawn']);
    await query('delete from suppressions');
    await house.liveUntil('2026-03-05T07:00Z', 60);
    expect(reader.lessons.slice(2)).toEqual(['3 @ 2026-03-05T07:00Z']);
  });

  it('a confirmation that waited while the address was suppressed by us opens nothing', async () => {
    await reader.press('leave');
    house.clock.moveTo('2026-03-10T09:00Z');
    await house.signUp(reader.email);
    const link = house.pathIn(house.lastTo(reader.email), '/confirm/');
    await suppress('complaint');
    await house.web.post(link).type('form').send({}).expect(403);
    expect((await reader.walk())?.state).toBe('left');
    expect(await suppression()).toBe('complaint');
    await query('delete from suppressions');
  });

  async function confirm(): Promise<void> {
    const link = house.pathIn(house.lastTo(reader.email), '/confirm/');
    const page = await house.web.get(link).expect(200);
    await house.web.post(link).type('form').send(formValues(page.text)).expect(200);
    await house.beat();
  }

  const suppress = (reason: string) =>
    query(
      'insert into suppressions (address_hash, reason, created_at) select address_hash, $2, $3 from subscribers where email = $1',
      reader.email,
      reason,
      house.clock.now(),
    );
});
