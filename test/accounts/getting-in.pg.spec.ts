import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getMigrations } from 'better-auth/db/migration';
import { Auth } from '../../src/accounts/auth.js';
import { OneTimeLinks } from '../../src/accounts/one-time-links.service.js';
import { TestHouse } from '../house.js';

let house: TestHouse;
beforeAll(async () => {
  house = await TestHouse.open({ at: '2026-11-23T09:30:00Z', course: null });
});
afterAll(() => house.close());

const password = 'correct horse battery';
const ownerLink = async () => (await house.app.get(OneTimeLinks).forFirstOwner(house.clock.now())) ?? '';
const tokenIn = (link: string) => link.split('/').at(-1) ?? '';

describe('getting in', () => {
  it('finds every table and index that the library wants', async () => {
    const library = await house.app.get(Auth).library();
    const { toBeCreated, toBeAdded } = await getMigrations(library.options);
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
  });

  it('makes an owner by the first link once, and by no other link after that', async () => {
    const [first, second] = [tokenIn(await ownerLink()), tokenIn(await ownerLink())];
    const shown = await house.web.get(`/api/entry/links/${first}`).expect(200);
    expect(shown.body).toMatchObject({ kind: 'owner', email: null, role: 'owner' });
    await house.web.get(`/api/entry/links/${first}`).expect(200);
    const who = { name: 'Anna', email: 'Anna@Example.com', password };
    const answers = await Promise.all(
      [first, first, second].map((token) => house.web.post(`/api/entry/links/${token}`).send(who)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
    await house.web.get(`/api/entry/links/${second}`).expect(410);
    expect(await house.app.get(OneTimeLinks).forFirstOwner(house.clock.now())).toBeNull();
    await house.web.post('/api/auth/sign-in/email').send({ email: 'anna@example.com', password }).expect(200);
  });

  it('names what is missing and keeps the link', async () => {
    const { url } = await house.app
      .get(OneTimeLinks)
      .invite(
        house.database.dataSource.manager,
        { email: 'ed@example.com', role: 'editor' },
        'test',
        house.clock.now(),
      );
    const post = (body: object) => house.web.post(`/api/entry/links/${tokenIn(url)}`).send(body);
    expect((await post({ name: 'Ed', password: 'short' }).expect(422)).body.fields).toEqual({
      password: 'expected at least 10 characters',
    });
    expect((await post({ password }).expect(422)).body.fields).toEqual({ name: 'expected your name' });
    await post({ name: 'Ed', password }).expect(200);
  });

  it('knows people by their session, and keeps others out', async () => {
    const editor = await house.signedIn('editor');
    const cookie = await house.sessionOf('editor');
    expect(cookie).toMatch(/^coursepost\.session_token=/);
    await editor.post('/api/auth/sign-out').send({}).expect(200);
    await house.web.post('/api/auth/sign-out').set('Cookie', cookie).send({}).expect(403);
    await house.web
      .post('/api/auth/sign-out')
      .set('Cookie', cookie)
      .set('Origin', 'https://evil.example')
      .send({})
      .expect(403);
  });

  it('tells the pages who is there, nobody being no error, and prolongs a session that is used', async () => {
    expect((await house.web.get('/api/entry/standing').expect(200)).body).toEqual({ me: null });
    const support = await house.signedIn('support');
    const fresh = await support.get('/api/entry/standing').expect(200);
    expect(fresh.body.me).toEqual((await support.get('/api/admin/me').expect(200)).body);
    expect(fresh.headers['set-cookie']).toBeUndefined();
    const days = async () => {
      const [row] = await house.database.dataSource.query<Array<{ days: number }>>(
        `select round(extract(epoch from expires_at - clock_timestamp()) / 86400)::int as days
         from admin_sessions where admin_id = $1`,
        [fresh.body.me.id],
      );
      return row?.days;
    };
    await house.database.dataSource.query(
      `update admin_sessions set expires_at = clock_timestamp() + interval '12 days' where admin_id = $1`,
      [fresh.body.me.id],
    );
    await support.get('/api/admin/me').expect(200);
    expect(await days()).toBe(12);
    const later = await support.get('/api/entry/standing').expect(200);
    expect(later.headers['set-cookie']?.[0]).toMatch(/^coursepost\.session_token=.*Max-Age=1209600.*HttpOnly/);
    expect(await days()).toBe(14);
  });

  it('says the same to a wrong password and to a stranger', async () => {
    const tries = await Promise.all(
      ['anna@example.com', 'nobody@example.com'].map((email) =>
        house.web.post('/api/auth/sign-in/email').send({ email, password: 'something else' }).expect(422),
      ),
    );
    expect(tries[0]?.body).toEqual(tries[1]?.body);
  });
});
