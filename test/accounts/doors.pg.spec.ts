import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ModulesContainer } from '@nestjs/core';
import { Auth } from '../../src/accounts/auth.js';
import { allowedPermission } from '../../src/accounts/allow.decorator.js';
import { TestHouse } from '../house.js';

let house: TestHouse;
beforeAll(async () => {
  house = await TestHouse.open({
    at: '2026-11-23T09:30:00Z',
    course: null,
    settings: {
      PUBLIC_URL: 'https://letters.example',
      MAIL_FROM: 'Maren <maren@letters.example>',
      POSTAL_ADDRESS: '12 Harbour Street, Leeds',
    },
  });
});
afterAll(() => house.close());

const count = async () =>
  (await house.database.dataSource.query<Array<{ n: number }>>('select count(*)::int as n from admins'))[0]?.n;

describe('the library’s routes', () => {
  it('make no account, whichever of them a stranger or somebody signed in calls', async () => {
    const viewer = await house.signedIn('viewer');
    const cookie = await house.sessionOf('viewer');
    const before = await count();
    const library = await house.app.get(Auth).library();
    const all = Object.values(
      library.api as Record<string, { path?: string; options?: { method?: string | string[] } }>,
    )
      .filter((route) => typeof route.path === 'string')
      .flatMap(({ path = '', options }) => [options?.method ?? 'POST'].flat().map((method) => ({ path, method })));
    expect(all.length).toBeGreaterThan(40);
    const body = {
      email: 'new@example.com',
      name: 'New',
      password: 'correct horse battery',
      role: 'owner',
      provider: 'google',
    };
    const open: string[] = [];
    for (const { path, method } of all) {
      if (path === '/sign-out' || method === '*') continue;
      const url = `/api/auth${path.replace(/:\w+/g, 'x')}`;
      const ask = (agent: typeof house.web) =>
        method === 'GET' ? agent.get(url) : agent[method.toLowerCase() as 'post'](url).send(body);
      const stranger = await ask(house.web).set('Sec-Fetch-Site', 'same-origin');
      await ask(house.web).set('Cookie', cookie).set('Sec-Fetch-Site', 'same-origin');
      if (stranger.status !== 404) open.push(`${method} ${path}`);
      else expect(stranger.body.detail).toBe('There is nothing at this address.');
    }
    expect(await count()).toBe(before);
    expect(
      open.filter((route) => /sign-up|admin|delete-user|reset|verify-email|callback|social|link/.test(route)),
    ).toEqual([]);
    await viewer.get('/api/admin/me').expect(200);
  });
});

describe('the admin API', () => {
  /** Every handler of every controller under /api/admin, with the permission it names. */
  const routes = () =>
    [...house.app.get(ModulesContainer).values()]
      .flatMap((module) => [...module.controllers.values()])
      .filter(({ metatype }) => String(Reflect.getMetadata('path', metatype ?? {})).startsWith('api/admin'))
      .flatMap(({ metatype }) =>
        Object.entries(Object.getOwnPropertyDescriptors(metatype?.prototype ?? {}))
          .filter(
            ([name, { value }]) =>
              name !== 'constructor' && typeof value === 'function' && Reflect.hasMetadata('path', value as object),
          )
          .map(([name, { value }]) => ({
            name: `${metatype?.name}.${name}`,
            permission: Reflect.getMetadata(allowedPermission, value as object) as string | undefined,
          })),
      );

  it('says of every route what it needs', () => {
    expect(routes().length).toBeGreaterThan(10);
    expect(routes().filter(({ permission }) => permission === undefined)).toEqual([]);
  });

  it('keeps strangers out and writes nothing for them', async () => {
    await house.web
      .get('/api/admin/me')
      .expect(401)
      .expect('Content-Type', /problem\+json/);
    await house.web.get('/API/ADMIN/me').expect(401);
    await house.web.get('/api/admin/me').set('Cookie', '__Secure-coursepost.session_token=forged.x').expect(401);
  });
});

describe('cookies and other sites', () => {
  it('sets a cookie that no script reads and that leaves over https only', async () => {
    await house.sessionOf('owner');
    const { headers, body } = await house.web
      .post('/api/auth/sign-in/email')
      .send({ email: 'owner@team.example', password: 'a long password of the owner' })
      .expect(200);
    const [cookie] = headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(
      /^__Secure-coursepost\.session_token=[^;]+; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(body).not.toHaveProperty('token');
  });

  it.each([
    ['another site, which says so', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a neighbour under the same domain', { 'Sec-Fetch-Site': 'same-site' }],
    ['another origin', { Origin: 'https://evil.example' }],
    ['an origin without a name', { Origin: 'null' }],
    ['nobody who says where from', {}],
  ])('refuses a change that carries a cookie from %s', async (_who, headers) => {
    const cookie = await house.sessionOf('owner');
    for (const path of ['/api/admin/team/invitations', '/api/auth/sign-out', '/api/entry/resets']) {
      const { status } = await house.web
        .post(path)
        .set('Cookie', cookie)
        .set(headers)
        .send({ email: 'a@example.com', role: 'owner' });
      expect(`${path} ${status}`).toBe(`${path} 403`);
    }
    await (await house.signedIn('owner')).get('/api/admin/me').expect(200);
  });

  it('lets our own pages through, by whichever header they say it', async () => {
    const cookie = await house.sessionOf('owner');
    for (const headers of [{ 'Sec-Fetch-Site': 'same-origin' }, { Origin: 'https://letters.example' }])
      await house.web
        .patch('/api/admin/me')
        .set('Cookie', cookie)
        .set(headers)
        .send({ name: 'Olivia Owner' })
        .expect(200);
  });
});

describe('many tries', () => {
  it('are stopped after ten at one address, whoever tries, and others may still come in', async () => {
    await house.sessionOf('support');
    const tryAt = (email: string, password: string) =>
      house.web.post('/api/auth/sign-in/email').send({ email, password });
    const statuses: number[] = [];
    for (let time = 0; time < 11; time++) statuses.push((await tryAt('victim@example.com', `guess ${time}`)).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 422), 429]);
    const { headers } = await tryAt('Victim@Example.com', 'guess').expect(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    await tryAt('support@team.example', 'a long password of the support').expect(200);
  });
});
