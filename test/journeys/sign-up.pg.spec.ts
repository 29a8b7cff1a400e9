import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formValues, TestHouse } from '../house.js';
import { letElapse } from './elapsed.js';
import { expectLedgerInOrder } from './ledger-checks.js';
import { Reader } from './reader.js';
import { columnsWith } from './scan.js';

describe('signing up', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00Z' });
  });
  afterAll(async () => {
    await expectLedgerInOrder(house);
    await house.close();
  });

  const query = <T>(sql: string, ...parameters: unknown[]) => house.database.dataSource.query<T[]>(sql, parameters);
  const send = (email: string, fields: Record<string, string> = {}) =>
    house.web
      .post('/courses/strong-glutes/signup')
      .type('form')
      .send({ email, ...fields });
  const consentsOf = (email: string) =>
    query<Record<string, unknown>>(
      `select n.purpose, n.words, n.signed_up_at, n.signed_up_from, n.confirmed_at, n.confirmed_from, n.withdrawn_at
       from consents n join subscribers s on s.id = n.subscriber_id where s.email = $1 order by n.id`,
      email,
    );
  const confirmLink = (email: string) => house.pathIn(house.lastTo(email), '/confirm/');
  async function press(link: string, changes: Record<string, string> = {}) {
    const page = await house.web.get(link).expect(200);
    const answer = await house.web
      .post(link)
      .type('form')
      .send({ ...formValues(page.text), ...changes });
    await house.beat();
    return answer;
  }

  it('several times within a quarter of an hour sends one confirmation; after it, another', async () => {
    for (let time = 0; time < 3; time++) {
      await house.signUp('eager@example.com');
      house.clock.move({ minutes: 4 });
    }
    await send('Eager@Example.com');
    await house.beat();
    expect(house.subjects('eager@example.com')).toHaveLength(1);
    house.clock.move({ minutes: 4 });
    await house.signUp('eager@example.com');
    expect(house.subjects('eager@example.com')).toHaveLength(2);
  });

  it('both confirmations lead into the one course', async () => {
    const [first, second] = house.mail.to('eager@example.com').map((letter) => house.pathIn(letter, '/confirm/'));
    expect((await press(first ?? '')).status).toBe(200);
    expect((await press(second ?? '')).status).toBe(200);
    expect(house.subjects('eager@example.com').slice(2)).toEqual([expect.stringMatching(/^Day 1 /)]);
    expect(
      await query(
        `select 1 from enrollments e join subscribers s on s.id = e.subscriber_id where s.email = 'eager@example.com'`,
      ),
    ).toHaveLength(1);
  });

  it('by who is in already sends their page, once a quarter of an hour', async () => {
    house.clock.move({ minutes: 16 });
    for (let time = 0; time < 3; time++) await house.signUp('eager@example.com');
    const letters = house.mail.to('eager@example.com').slice(3);
    expect(letters).toHaveLength(1);
    await house.web.get(house.pathIn(letters[0] ?? house.lastTo('eager@example.com'), '/manage/')).expect(200);
  });

  it('gives known, unknown and suppressed addresses the same answer, byte for byte', async () => {
    await query(
      `insert into suppressions (address_hash, reason, created_at) select address_hash, 'complaint', $1 from subscribers where email = 'eager@example.com'`,
      house.clock.now(),
    );
    await Reader.join(house, 'known@example.com');
    const answers = [];
    for (const email of ['known@example.com', 'unknown@example.com', 'eager@example.com']) {
      const form = await send(email);
      const page = await house.web.get(String(form.headers.location)).expect(200);
      const json = await house.web.post('/courses/strong-glutes/signup').send({ email });
      const headers = [form, page, json].map(({ headers }) => ({ ...headers, date: null }));
      answers.push(
        JSON.stringify([form.status, form.text, page.text, json.status, json.text, headers]).replace(
          /nonce[^"]{1,40}/g,
          'nonce',
        ),
      );
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).not.toContain('known@');
    await query('delete from suppressions');
  });

  it('puts nothing into the letter that was typed, other than the address', async () => {
    const typed = { first_name: 'Buy pills at evil.example', zone: 'Asia/Kathmandu', hour: '04:44' };
    await house.signUp('victim@example.com', typed);
    const { mail } = house.lastTo('victim@example.com');
    const whole = [mail.subject, mail.text, mail.html, JSON.stringify([...mail.headers])].join('\n');
    expect(whole).toContain('victim@example.com');
    for (const word of ['pills', 'evil', 'Kathmandu', '04:44', '4:44']) expect(whole).not.toContain(word);
    expect((await house.web.get(confirmLink('victim@example.com'))).text).toContain('Buy pills at evil.example');
  });

  it('keeps a record of the consent: the words, where from, and when', async () => {
    const at = house.clock.now();
    await house.signUp('ada@example.com');
    house.clock.move({ minutes: 9 });
    await press(confirmLink('ada@example.com'));
    expect(await consentsOf('ada@example.com')).toEqual([
      {
        purpose: 'course',
        words: 'Send me the fourteen lessons of Strong Glutes by email, one a day. I can stop at any time.',
        signed_up_at: at,
        signed_up_from: expect.stringMatching(/^(::ffff:)?127\.0\.0\.1$/),
        confirmed_at: house.clock.now(),
        confirmed_from: expect.stringMatching(/^(::ffff:)?127\.0\.0\.1$/),
        withdrawn_at: null,
      },
    ]);
  });

  it.each([
    { ticked: 'at the sign-up', signup: { newsletter: 'on' }, page: {}, gets: true },
    { ticked: 'at the confirmation', signup: {}, page: { newsletter: 'on' }, gets: true },
    { ticked: 'nowhere', signup: {}, page: {}, gets: false },
    {
      ticked: 'at the sign-up and taken back at the confirmation',
      signup: { newsletter: 'on' },
      page: { newsletter: '' },
      gets: false,
    },
  ])('asks for the newsletter only when ticked: $ticked', async ({ ticked, signup, page, gets }) => {
    const email = `${ticked.replace(/\W+/g, '.')}@example.com`;
    await house.signUp(email, { ...signup } as Record<string, string>);
    await press(confirmLink(email), { ...page } as Record<string, string>);
    expect((await consentsOf(email)).map((consent) => consent.purpose)).toEqual(
      gets ? ['course', 'newsletter'] : ['course'],
    );
  });

  it('lets the reader correct name, zone and hour before the one gesture', async () => {
    await house.signUp('typo@example.com', { first_name: 'Anm', zone: 'Asia/Tokyo', hour: '09:00' });
    await press(confirmLink('typo@example.com'), { first_name: 'Ann', zone: 'Europe/Paris', hour: '06:30' });
    expect(
      await query(
        `select s.first_name, s.zone, e.zone as walk, e.hour from subscribers s join enrollments e on e.subscriber_id = s.id where s.email = 'typo@example.com'`,
      ),
    ).toEqual([{ first_name: 'Ann', zone: 'Europe/Paris', walk: 'Europe/Paris', hour: 390 }]);
  });

  it('confirmed twice, even at once, is confirmed once', async () => {
    await house.signUp('twice@example.com');
    const link = confirmLink('twice@example.com');
    const values = formValues((await house.web.get(link)).text);
    const answers = await Promise.all([1, 2, 3].map(() => house.web.post(link).type('form').send(values)));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    await house.beat();
    expect(house.subjects('twice@example.com')).toHaveLength(2);
    expect(await consentsOf('twice@example.com')).toHaveLength(1);
  });

  it('changes nothing when only the link is opened, as scanners do', async () => {
    await house.signUp('scanned@example.com');
    for (let time = 0; time < 3; time++) await house.web.get(confirmLink('scanned@example.com')).expect(200);
    await house.web.head(confirmLink('scanned@example.com')).expect(200);
    await house.beat();
    expect(house.subjects('scanned@example.com')).toHaveLength(1);
    expect(await query(`select state from subscribers where email = 'scanned@example.com'`)).toEqual([
      { state: 'unconfirmed' },
    ]);
  });

  it('opens nothing with a tampered or foreign token', async () => {
    await house.signUp('tamper@example.com');
    const link = confirmLink('tamper@example.com');
    const token = link.split('/').at(-1) ?? '';
    const [payload = '', mac = ''] = token.split('.');
    const foreign = house.pathIn(house.lastTo('known@example.com'), '/manage/').split('/').at(-1) ?? '';
    for (const bad of [
      `${payload}.${mac.slice(0, -1)}`,
      `${payload}0.${mac}`,
      `${payload}.${mac.toLowerCase()}x`,
      foreign,
      'x',
      '%00',
    ]) {
      for (const method of ['get', 'post'] as const) {
        const answer = await house.web[method](`/confirm/${bad}`);
        expect([400, 404]).toContain(answer.status);
        expect(answer.text).not.toMatch(/at .*\.(ts|js):/);
      }
    }
    await house.web.get(`/manage/${token}`).expect(404);
    await house.web.get(`/unsubscribe/${token}`).expect(404);
    expect(await query(`select state from subscribers where email = 'tamper@example.com'`)).toEqual([
      { state: 'unconfirmed' },
    ]);
  });

  it('unconfirmed for seven days expires, and leaves no trace of the person', async () => {
    const [reader] = await query<{ at: Date }>(
      `select min(created_at) as at from signups where email = 'known@example.com'`,
    );
    expect(reader?.at).toBeInstanceOf(Date);
    await house.signUp('Shadow.Person@example.com', { first_name: 'Umbra' });
    await house.signUp('known@example.com'); // in already; their second sign-up expires, they do not
    const link = confirmLink('Shadow.Person@example.com');
    house.clock.move({ days: 6, hours: 23, minutes: 59 });
    await house.web.get(link).expect(200);
    house.clock.move({ minutes: 1 });
    await house.web.get(link).expect(410);
    await house.web.post(link).type('form').send({}).expect(410);
    expect(await columnsWith(house, ['shadow.person'])).not.toEqual([]);
    letElapse(61);
    await house.beat();
    expect(await columnsWith(house, ['shadow.person', 'Umbra'])).toEqual([]);
    await house.web.get(link).expect(410);
    expect(
      await query(
        `select s.state, e.state as walk from subscribers s join enrollments e on e.subscriber_id = s.id where s.email = 'known@example.com'`,
      ),
    ).toEqual([{ state: 'confirmed', walk: 'active' }]);
  });

  it('after having expired works again', async () => {
    const reader = await Reader.join(house, 'Shadow.Person@example.com');
    expect(reader.lessons).toHaveLength(1);
  });

  it('at six different times an hour is the most one address can be made to hear of', async () => {
    const before = house.mail.arrived.length;
    for (let time = 0; time < 9; time++) {
      await send('flooded@example.com').expect(303);
      await house.beat();
      house.clock.move({ minutes: 16 });
    }
    expect(
      house.mail.arrived.slice(before).filter((letter) => letter.to === 'flooded@example.com').length,
    ).toBeLessThanOrEqual(6);
  });
});
