import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestHouse } from '../house.js';
import { expectLedgerInOrder } from './ledger-checks.js';
import { Reader } from './reader.js';
import { columnsWith } from './scan.js';

/** What the team does with a person, naming them wherever words may be written, as calls whose answers are kept. */
async function wordsOfTheTeam(house: TestHouse, email: string): Promise<void> {
  const owner = await house.signedIn('owner');
  const keyed = (call: number) => ({ 'Idempotency-Key': `forget-me-${call}` });
  const { body: found } = await owner.get('/api/admin/subscribers?search=zebedee').expect(200);
  const { id } = found.items[0];
  const note = 'Zebedeena Quux asked for it';
  const many = (act: object) => ({ act, people: { ids: [id] } });
  await owner.put(`/api/admin/subscribers/${id}/suppression`).set(keyed(1)).send({ note }).expect(200);
  await owner.post(`/api/admin/subscribers/${id}/suppression/lift`).set(keyed(2)).send({ note }).expect(200);
  const address = { address: email, note };
  const { body: suppressed } = await owner.post('/api/admin/suppressions').set(keyed(3)).send(address).expect(200);
  await owner.post(`/api/admin/suppressions/${suppressed.hash}/lift`).set(keyed(4)).send({ because: note }).expect(204);
  const enroll = { do: 'enroll', course: 'strong-glutes', consent: note };
  await owner.post('/api/admin/bulk').set(keyed(5)).send(many(enroll)).expect(202);
  await owner
    .post('/api/admin/bulk')
    .set(keyed(6))
    .send(many({ do: 'pause', course: 'strong-glutes' }))
    .expect(202);
  await house.runJobs();
  await owner
    .post('/api/admin/bulk')
    .set(keyed(7))
    .send(many({ do: 'resume', course: 'strong-glutes' }))
    .expect(202);
  await house.runJobs();
}

describe('“forget me”', () => {
  let house: TestHouse;
  let reader: Reader;
  const email = 'Zebedee.Quux@example.com';
  const traces = ['zebedee', 'quux', 'Zebedeena', 'elsewhere-entirely'];
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00Z' });
    reader = await Reader.join(house, email, { first_name: 'Zebedeena', zone: 'UTC', hour: '07:00', newsletter: 'on' });
    await Reader.join(house, 'stays@example.com', { first_name: 'Stays', zone: 'UTC', hour: '07:00' });
    await house.liveUntil('2026-03-03T12:00Z', 60);
    // Everything that leaves a trace: marks, changes, other addresses, letters under way, sign-ups nobody has decided.
    await reader.nextNow();
    await reader.press('repeat');
    await reader.calendar('08:00', 'Europe/London');
    await reader.press('change-address', { email: 'elsewhere-entirely@example.com' });
    await reader.press('download');
    await house.beat();
    const lesson = house.pathIn(reader.letters.at(2) ?? house.lastTo(email), '/lessons/').replace(/\/done$/, '');
    await house.web.post(`${lesson}/done`).expect(303);
    await wordsOfTheTeam(house, email);
    house.clock.move({ minutes: 20 });
    await house.signUp(email, { first_name: 'Zebedeena' });
    house.clock.move({ minutes: 20 });
    await house.web
      .post('/courses/strong-glutes/signup')
      .type('form')
      .send({ email: 'zebedee.quux@EXAMPLE.com', first_name: 'Zebedeena' });
  });
  afterAll(() => house.close());

  let letters: number;
  let link: string;

  it('sends a letter with a link to the address, and erases nothing yet', async () => {
    expect(await columnsWith(house, traces)).toContain('subscribers.email');
    expect(await reader.press('forget')).toBe('link-sent');
    await house.beat();
    expect(house.lastTo(email).mail.subject).toBe('Shall we forget you?');
    link = house.pathIn(house.lastTo(email), '/manage/forget/');
    await house.web.get(link).expect(200);
    await house.web.head(link).expect(200);
    expect((await reader.walk())?.state).toBe('active');
  });

  it('erases address and name from every column of every table at the press of that button', async () => {
    letters = reader.letters.length;
    await house.web.post(link).expect(200);
    expect(await columnsWith(house, traces)).toEqual([]);
    await expectLedgerInOrder(house);
  });

  it('keeps only a keyed hash, under which nobody is written to', async () => {
    expect(
      await house.database.dataSource.query('select reason, length(address_hash) as length from suppressions'),
    ).toEqual([{ reason: 'forgotten', length: 43 }]);
  });

  it('leaves every old link dead, without a fault', async () => {
    await house.web.post(link).expect(410);
    await house.web.get(reader.page).expect(404);
    await house.web.get(house.pathIn(house.lastTo('stays@example.com'), '/manage/')).expect(200);
    const lesson = reader.letters.find((letter) => letter.mail.subject?.startsWith('Day 2'));
    if (!lesson) throw new Error('lesson 2 had arrived');
    await house.web.get(house.pathIn(lesson, '/lessons/').replace(/\/done$/, '')).expect(410);
    const { url } = (lesson.mail.headers.get('list') as { unsubscribe: { url: string } }).unsubscribe;
    await house.web.post(new URL(url).pathname).type('form').send({ 'List-Unsubscribe': 'One-Click' }).expect(200);
    expect(await columnsWith(house, traces)).toEqual([]);
  });

  it('sends nothing ever after, and everybody else goes on', async () => {
    await house.liveUntil('2026-03-06T12:00Z', 60);
    expect(reader.letters).toHaveLength(letters);
    expect(house.mail.to('elsewhere-entirely@example.com')).toHaveLength(0);
    expect(house.subjects('stays@example.com').at(-1)).toMatch(/^Day 5 /);
    await expectLedgerInOrder(house);
  });

  it('lets the person come again, by signing up and confirming, from the beginning', async () => {
    const again = await Reader.join(house, email, { first_name: 'Zebedeena', zone: 'UTC', hour: '07:00' });
    await house.liveUntil('2026-03-07T12:00Z', 60);
    expect(again.lessons.slice(-2)).toEqual(['1 @ 2026-03-06T12:00Z', '2 @ 2026-03-07T07:00Z']);
    expect(await house.database.dataSource.query('select 1 from suppressions')).toEqual([]);
    await expectLedgerInOrder(house);
  });

  it('erases a person whose letter is being handed over at that moment', async () => {
    const late = await Reader.join(house, 'mid-air@example.com', { first_name: 'Aloft', zone: 'UTC', hour: '07:00' });
    await late.press('forget');
    await house.beat();
    const button = house.pathIn(house.lastTo(late.email), '/manage/forget/');
    let taken: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      house.mail.judge = (to) => {
        if (to !== late.email) return;
        resolve();
        return new Promise<void>((accept) => (taken = accept));
      };
    });
    await late.press('repeat');
    const sending = house.beat();
    await arrived;
    house.mail.judge = null;
    await house.web.post(button).expect(200);
    taken();
    await sending;
    await house.beat();
    expect(await columnsWith(house, ['mid-air', 'Aloft'])).toEqual([]);
    await expectLedgerInOrder(house);
  });
});
