import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LinkService } from '../../src/links/link.service.js';
import { formValues, TestHouse } from '../house.js';
import { Reader } from './reader.js';

const form = '/newsletter/signup';

describe('the newsletter alone', () => {
  let house: TestHouse;
  let email: string;
  let people = 0;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00Z' });
  });
  afterAll(() => house.close());
  beforeEach(() => {
    email = `letters${++people}@example.com`;
    house.clock.move({ hours: 1 });
  });

  const query = <T>(sql: string, ...parameters: unknown[]) => house.database.dataSource.query<T[]>(sql, parameters);
  const consents = async () =>
    query<{ purpose: string; words: string; withdrawn: boolean; noIssues: boolean }>(
      `select n.purpose, n.words, n.withdrawn_at is not null as withdrawn, n.no_issues_at is not null as "noIssues"
       from consents n join subscribers s on s.id = n.subscriber_id where s.email = $1 order by n.id`,
      email,
    );
  const words = 'Send me the newsletter. I can leave it with one click in every letter.';

  async function signUp(fields: Record<string, string> = {}) {
    const answer = await house.web
      .post(form)
      .type('form')
      .send({ email, ...fields });
    await house.beat();
    return answer;
  }
  async function confirm() {
    const link = house.pathIn(house.lastTo(email), '/confirm/');
    const page = await house.web.get(link).expect(200);
    const answer = await house.web.post(link).type('form').send(formValues(page.text)).expect(200);
    await house.beat();
    return { link, page: page.text, answer: answer.text };
  }

  /** A row of an issue that left, as planning would write it. */
  async function issueTo(state: 'planned' | 'accepted') {
    const editor = await house.signedIn('editor');
    const { body } = await editor.post('/api/admin/broadcasts').expect(201);
    const [row] = await query<{ id: string; person: string }>(
      `insert into deliveries (subscriber_id, kind, state, broadcast_id, due_at, leave_by, created_at)
       select id, 'broadcast', $2, $3, $4::timestamptz + interval '1 day', $4::timestamptz + interval '3 days', $4
       from subscribers where email = $1 returning id, subscriber_id as person`,
      ...[email, state, (body as { id: string }).id, house.clock.now()],
    );
    if (!row) throw new Error('no such person');
    return { ...row, link: house.app.get(LinkService).unsubscribe(row.person, row.id) };
  }

  it('is asked for, confirmed by one press, and kept as the sentence that stood there', async () => {
    expect((await signUp({ zone: 'Asia/Tokyo' })).headers.location).toBe('/newsletter/check-inbox');
    expect(await consents()).toEqual([]);
    expect(house.subjects(email)).toEqual(['One click, and the newsletter is yours']);
    const { page, answer, link } = await confirm();
    expect(page).toContain(words);
    expect(answer).toContain('The newsletter is yours');
    expect(await consents()).toEqual([{ purpose: 'newsletter', words, withdrawn: false, noIssues: false }]);
    expect(await query('select zone, state from subscribers where email = $1', email)).toEqual([
      { zone: 'Asia/Tokyo', state: 'confirmed' },
    ]);
    expect((await house.web.get(link).expect(200)).text).toContain('You have confirmed already');
    await house.web.post(link).type('form').send({}).expect(200);
    expect(await consents()).toHaveLength(1);
  });

  it('answers everybody alike: unknown, in already, waiting, suppressed', async () => {
    const first = await signUp();
    await confirm();
    const again = await signUp();
    expect(house.subjects(email).at(-1)).toBe('One click, and the newsletter is yours');
    house.clock.move({ hours: 1 });
    const later = await signUp();
    expect(house.subjects(email).at(-1)).toBe('You are in already');
    expect(house.pathIn(house.lastTo(email), '/manage/')).toMatch(/^\/manage\//);
    await query(
      `insert into suppressions (address_hash, reason, created_at)
       select address_hash, 'complaint', $2 from subscribers where email = $1`,
      ...[email, house.clock.now()],
    );
    house.clock.move({ hours: 1 });
    const letters = house.subjects(email).length;
    const never = await signUp();
    expect(house.subjects(email)).toHaveLength(letters);
    const shown = [first, again, later, never].map(({ status, text, headers }) => ({
      status,
      text,
      to: headers.location,
    }));
    expect(new Set(shown.map((one) => JSON.stringify(one))).size).toBe(1);
    const json = await house.web.post(form).send({ email: 'somebody.new@example.com' }).expect(202);
    const known = await house.web.post(form).send({ email }).expect(202);
    expect(known.body).toEqual(json.body);
    await query('delete from suppressions');
  });

  it('stays a “no” for whoever left everything until the press of the button', async () => {
    await signUp();
    await confirm();
    const manage = house.app.get(LinkService).manage((await issueTo('accepted')).person);
    await house.web.post(manage).type('form').send({ action: 'leave-everything' }).expect(303);
    await signUp();
    house.clock.move({ hours: 1 });
    await signUp();
    const count = async () => (await query('select 1 from suppressions')).length;
    expect(await count()).toBe(1);
    await confirm();
    expect(await count()).toBe(0);
    expect((await consents()).at(-1)).toMatchObject({ purpose: 'newsletter', withdrawn: false });
  });

  it('is switched off and on again on the reader’s own page, which lives as long as it comes', async () => {
    await signUp();
    await confirm();
    const { person } = await issueTo('accepted');
    const planned = await issueTo('planned');
    const manage = house.app.get(LinkService).manage(person);
    house.clock.move({ days: 200 });
    expect((await house.web.get(manage).expect(200)).text).toContain('Newsletter: you get it');
    await house.web.post(manage).type('form').send({ action: 'newsletter', on: 'no' }).expect(303);
    expect((await consents()).map(({ withdrawn }) => withdrawn)).toEqual([true]);
    expect(await query('select state, because from deliveries where id = $1', planned.id)).toEqual([
      { state: 'withdrawn', because: 'left the newsletter' },
    ]);
    expect((await house.web.get(manage).expect(200)).text).toContain('Newsletter: you do not get it');
    await house.web.post(manage).type('form').send({ action: 'newsletter', on: 'yes' }).expect(303);
    expect((await consents()).map(({ withdrawn }) => withdrawn)).toEqual([true, false]);
  });

  it('ends by one click from an issue and leaves the course alone, also for those who get issues as its readers', async () => {
    const reader = await Reader.join(house, email, { zone: 'UTC', hour: '07:00' });
    const { link } = await issueTo('accepted');
    expect((await house.web.get(link).expect(200)).text).toContain('Stop the newsletter?');
    expect(await consents()).toMatchObject([{ purpose: 'course', withdrawn: false, noIssues: false }]);
    for (let time = 0; time < 2; time++)
      expect((await house.web.post(link).type('form').send({ 'List-Unsubscribe': 'One-Click' }).expect(200)).text).toBe(
        'Unsubscribed.\n',
      );
    expect(await consents()).toMatchObject([{ purpose: 'course', withdrawn: false, noIssues: true }]);
    expect((await reader.walk())?.state).toBe('active');
    const page = await house.web.get(link).expect(200);
    expect(page.text).toContain('Leave everything');
    await house.web.post(link).type('form').send({ what: 'everything' }).expect(200);
    expect((await reader.walk())?.state).toBe('left');
  });
});
