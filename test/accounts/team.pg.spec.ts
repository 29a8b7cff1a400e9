import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { SpentEntries } from '../../src/accounts/spent-entries.service.js';
import { TestHouse } from '../house.js';

let house: TestHouse;
beforeAll(async () => {
  house = await TestHouse.open({ at: '2026-11-23T09:30:00Z', course: null });
});
afterAll(() => house.close());

const password = 'correct horse battery';
interface Team {
  members: Array<{ id: string; email: string; role: string }>;
  invitations: Array<{ id: string; email: string; expired: boolean; invitedBy: string | null }>;
}
const teamNow = async () => (await (await house.signedIn('owner')).get('/api/admin/team').expect(200)).body as Team;
const idOf = async (email: string) => (await teamNow()).members.find((each) => each.email === email)?.id ?? '';
const linkTo = (email: string, page: string) =>
  house.pathIn(house.lastTo(email), `/admin/${page}/`).split('/').at(-1) ?? '';

describe('the team', () => {
  it('invites by letter; the letter’s link works once, and a newer letter ends the older one', async () => {
    const owner = await house.signedIn('owner');
    const made = await owner
      .post('/api/admin/team/invitations')
      .send({ email: 'New@Example.com', role: 'support' })
      .expect(201);
    await house.runJobs();
    expect(house.subjects('new@example.com')).toEqual(['You are invited to the team']);
    const first = linkTo('new@example.com', 'invite');
    await owner.post(`/api/admin/team/invitations/${made.body.id}/letter`).expect(204);
    await house.runJobs();
    const second = linkTo('new@example.com', 'invite');
    expect((await teamNow()).invitations).toMatchObject([
      { email: 'new@example.com', expired: false, invitedBy: 'Olivia Owner' },
    ]);
    await house.web.get(`/api/entry/links/${first}`).expect(404);
    const { body } = await house.web.get(`/api/entry/links/${second}`).expect(200);
    expect(body).toMatchObject({ kind: 'invitation', email: 'new@example.com', role: 'support' });
    await house.web.post(`/api/entry/links/${second}`).send({ name: 'Nora', password }).expect(200);
    await house.web.post(`/api/entry/links/${second}`).send({ name: 'Nora', password }).expect(410);
    expect((await teamNow()).invitations).toEqual([]);
    const again = await owner
      .post('/api/admin/team/invitations')
      .send({ email: 'new@example.com', role: 'viewer' })
      .expect(422);
    expect(again.body.fields.email).toMatch(/in the team already/);
  });

  it('forgets an invitation after 7 days and one that was withdrawn', async () => {
    const owner = await house.signedIn('owner');
    const invite = async (email: string) =>
      (await owner.post('/api/admin/team/invitations').send({ email, role: 'viewer' }).expect(201)).body.id as string;
    const [late, unwanted] = [await invite('late@example.com'), await invite('unwanted@example.com')];
    const linkOf = async (id: string) =>
      String((await owner.post(`/api/admin/team/invitations/${id}/link`).expect(200)).body.url)
        .split('/')
        .at(-1) ?? '';
    const [lateLink, unwantedLink] = [await linkOf(late), await linkOf(unwanted)];
    await owner.delete(`/api/admin/team/invitations/${unwanted}`).expect(204);
    await house.web.get(`/api/entry/links/${unwantedLink}`).expect(404);
    await house.web.get(`/api/entry/links/${lateLink}`).expect(200);
    house.clock.moveTo(new Date('2026-11-30T09:30:01Z'));
    await house.web.get(`/api/entry/links/${lateLink}`).expect(410);
    await house.web.post(`/api/entry/links/${lateLink}`).send({ name: 'Late', password }).expect(410);
    await owner.delete(`/api/admin/team/invitations/${late}`).expect(204);
  });

  it('keeps its last owner, also from two who go in the same moment', async () => {
    const owner = await house.signedIn('owner');
    const me = await idOf('owner@team.example');
    const refused = await owner.patch(`/api/admin/team/members/${me}`).send({ role: 'viewer' }).expect(409);
    expect(refused.body.detail).toMatch(/last owner stays/i);
    await owner.delete(`/api/admin/team/members/${me}`).expect(409);
    await house.sessionOf('editor');
    const other = await idOf('editor@team.example');
    await owner.patch(`/api/admin/team/members/${other}`).send({ role: 'owner' }).expect(204);
    const second = await house.signedIn('editor');
    const both = await Promise.all([
      owner.patch(`/api/admin/team/members/${me}`).send({ role: 'viewer' }),
      second.patch(`/api/admin/team/members/${other}`).send({ role: 'viewer' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    const rows = await house.database.dataSource.query<unknown[]>(`select 1 from admins where role = 'owner'`);
    expect(rows).toHaveLength(1);
    await house.database.dataSource.query(
      `update admins set role = case email when 'owner@team.example' then 'owner' when 'editor@team.example' then 'editor' else role end`,
    );
  });

  it('shuts out whoever is removed at once, and still knows their name in the log', async () => {
    const owner = await house.signedIn('owner');
    const viewer = await house.signedIn('viewer');
    await viewer.get('/api/admin/me').expect(200);
    await owner.delete(`/api/admin/team/members/${await idOf('viewer@team.example')}`).expect(204);
    await viewer.get('/api/admin/me').expect(401);
    const { body } = await owner.get('/api/admin/audit?kind=admin&limit=100').expect(200);
    const joined = (body as { items: Array<{ action: string; who: string }> }).items.filter(
      ({ action, who }) => action === 'admin.joined' && who === 'Vera Viewer',
    );
    expect(joined).toHaveLength(1);
  });

  it('takes back what an owner offered when they go, or are an owner no more', async () => {
    const owner = await house.signedIn('owner');
    const invite = async (by: typeof owner, email: string) => {
      const { body } = await by.post('/api/admin/team/invitations').send({ email, role: 'owner' }).expect(201);
      const made = await by.post(`/api/admin/team/invitations/${body.id}/link`).expect(200);
      return `/api/entry/links/${String(made.body.url).split('/').at(-1)}`;
    };
    const ours = await invite(owner, 'ours@example.com');
    for (const leaving of ['demoted', 'removed']) {
      const email = `${leaving}@example.com`;
      await house.web
        .post(await invite(owner, email))
        .send({ name: 'Second Owner', password })
        .expect(200);
      const second = supertest.agent(house.app.getHttpServer()).set('Sec-Fetch-Site', 'same-origin');
      await second.post('/api/auth/sign-in/email').send({ email, password }).expect(200);
      const theirs = await invite(second, `back-${email}`);
      await house.web.get(theirs).expect(200);
      const member = `/api/admin/team/members/${await idOf(email)}`;
      if (leaving === 'demoted') await owner.patch(member).send({ role: 'editor' }).expect(204);
      else await owner.delete(member).expect(204);
      await house.web.get(theirs).expect(404);
      await house.web.post(theirs).send({ name: 'Back', password }).expect(404);
    }
    await house.web.get(ours).expect(200);
    const { body } = await owner.get('/api/admin/audit?kind=invitation&limit=2').expect(200);
    expect(body.items[0]).toMatchObject({
      action: 'invitation.withdrawn',
      before: { email: 'back-removed@example.com' },
    });
  });

  it.each(['editor', 'support'] as const)('is not for the %s to change', async (role) => {
    const agent = await house.signedIn(role);
    await agent.get('/api/admin/team').expect(403);
    await agent.post('/api/admin/team/invitations').send({ email: 'x@example.com', role: 'owner' }).expect(403);
    await agent.get('/api/admin/audit').expect(403);
    await agent.get('/api/admin/keys').expect(403);
  });
});

describe('a new password', () => {
  it('is asked for by anybody about anybody, with the same answer; only a known address gets the letter', async () => {
    await house.sessionOf('support');
    for (const email of ['support@team.example', 'stranger@example.com'])
      await house.web.post('/api/entry/resets').send({ email }).expect(204).expect('');
    await house.runJobs();
    expect(house.subjects('support@team.example')).toEqual(['A new password']);
    expect(house.subjects('stranger@example.com')).toEqual([]);
  });

  it('ends the old one and every sign-in, once, within an hour', async () => {
    const support = await house.signedIn('support');
    await support.get('/api/admin/me').expect(200);
    const token = linkTo('support@team.example', 'reset');
    await house.web.post(`/api/entry/links/${token}`).send({ password }).expect(200);
    await house.web.post(`/api/entry/links/${token}`).send({ password }).expect(410);
    await support.get('/api/admin/me').expect(401);
    await house.runJobs();
    expect(house.subjects('support@team.example').at(-1)).toBe('Your password was changed');
    expect(house.pathIn(house.lastTo('support@team.example'), '/admin/f')).toBe('/admin/forgot');
    const signIn = (given: string) =>
      house.web.post('/api/auth/sign-in/email').send({ email: 'support@team.example', password: given });
    await signIn('a long password of the support').expect(422);
    await signIn(password).expect(200);
    await house.web.post('/api/entry/resets').send({ email: 'support@team.example' }).expect(204);
    await house.runJobs();
    house.clock.moveTo(new Date(house.clock.now().getTime() + 3_600_001));
    await house.web.get(`/api/entry/links/${linkTo('support@team.example', 'reset')}`).expect(410);
  });

  it('may be asked for three times in a quarter of an hour', async () => {
    const ask = () => house.web.post('/api/entry/resets').send({ email: 'often@example.com' });
    for (let time = 0; time < 3; time++) await ask().expect(204);
    const { headers, body } = await ask().expect(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(body.detail).toMatch(/tried many times.*again in \d+ minutes?/);
  });
});

describe('an API key', () => {
  const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });
  const make = async (scopes: string[]) => {
    const owner = await house.signedIn('owner');
    const { body } = await owner
      .post('/api/admin/keys')
      .set('Idempotency-Key', `key-${scopes.join('-')}`)
      .send({ name: 'Robot', scopes })
      .expect(201);
    return body as { id: string; key: string };
  };

  it('opens what its scopes say, without a cookie and without an origin, until it is revoked', async () => {
    const { id, key } = await make(['read', 'audit.read']);
    const { body } = await house.web.get('/api/admin/me').set(bearer(key)).expect(200);
    expect(body).toMatchObject({ name: 'Robot', permissions: ['read', 'audit.read'] });
    await house.web.get('/api/admin/audit').set('x-api-key', key).expect(200);
    await house.web.get('/api/admin/team').set(bearer(key)).expect(403);
    await house.web.patch('/api/admin/me').set(bearer(key)).send({ name: 'Someone' }).expect(403);
    const owner = await house.signedIn('owner');
    const listed = (await owner.get('/api/admin/keys').expect(200)).body.items as Array<{
      id: string;
      lastUsedAt: string;
    }>;
    expect(listed.find((each) => each.id === id)?.lastUsedAt).toBe(house.clock.now().toISOString());
    await owner.delete(`/api/admin/keys/${id}`).expect(204);
    await house.web.get('/api/admin/me').set(bearer(key)).expect(401);
  });

  it('is shown once, and stands nowhere in the database', async () => {
    const { key } = await make(['read']);
    const owner = await house.signedIn('owner');
    const replay = await owner
      .post('/api/admin/keys')
      .set('Idempotency-Key', 'key-read')
      .send({ name: 'Robot', scopes: ['read'] });
    expect(replay.status).toBe(409);
    const found = await house.database.dataSource.query<Array<{ there: boolean }>>(
      `select bool_or(position($1 in t) > 0) as there from (
         select k::text as t from api_keys k union all select i::text from idempotency_keys i union all select e::text from audit_entries e) as rows`,
      [key],
    );
    expect(found).toEqual([{ there: false }]);
  });

  it('makes no other key, and does no more than its maker’s role still allows', async () => {
    const { key } = await make(['read', 'team.write', 'courses.write']);
    await house.web
      .post('/api/admin/keys')
      .set(bearer(key))
      .send({ name: 'Heir', scopes: ['read'] })
      .expect(403);
    await house.web.get('/api/admin/team').set(bearer(key)).expect(200);
    const heir = { email: 'heir@example.com', role: 'owner' };
    await house.web.post('/api/admin/team/invitations').set(bearer(key)).send(heir).expect(403);
    const { id } = (await (await house.signedIn('owner')).post('/api/admin/team/invitations').send(heir).expect(201))
      .body;
    await house.web.post(`/api/admin/team/invitations/${id}/link`).set(bearer(key)).expect(403);
    await house.web.post(`/api/admin/team/invitations/${id}/letter`).set(bearer(key)).expect(403);
    const member = `/api/admin/team/members/${await idOf('support@team.example')}`;
    await house.web.patch(member).set(bearer(key)).send({ role: 'owner' }).expect(403);
    await house.web.delete(`/api/admin/team/invitations/${id}`).set(bearer(key)).expect(204);
    await house.database.dataSource.query(`update admins set role = 'editor' where email = 'owner@team.example'`);
    await house.web.get('/api/admin/team').set(bearer(key)).expect(403);
    const { body } = await house.web.get('/api/admin/me').set(bearer(key)).expect(200);
    expect(body.permissions).toEqual(['read', 'courses.write']);
    await house.database.dataSource.query(`update admins set role = 'owner' where email = 'owner@team.example'`);
  });

  it('is not helped by a cookie when it is wrong', async () => {
    const cookie = await house.sessionOf('owner');
    await house.web.get('/api/admin/me').set('Cookie', cookie).set(bearer('cpk_wrong')).expect(401);
  });
});

describe('one’s own account', () => {
  it('lists sign-ins and ends one of them, which is out at once', async () => {
    const here = await house.signedIn('editor');
    const there = await house.web
      .post('/api/auth/sign-in/email')
      .set('User-Agent', 'Telephone')
      .send({ email: 'editor@team.example', password: 'a long password of the editor' })
      .expect(200);
    const cookie = (there.headers['set-cookie'] as unknown as string[])[0]?.split(';')[0] ?? '';
    const { body } = await here.get('/api/admin/me/security').expect(200);
    const sessions = body.sessions as Array<{ id: string; here: boolean; userAgent: string | null }>;
    expect(sessions.filter((each) => each.here)).toHaveLength(1);
    const other = sessions.find(({ userAgent }) => userAgent === 'Telephone');
    await here.delete(`/api/admin/me/sessions/${other?.id}`).expect(204);
    await house.web.get('/api/admin/me').set('Cookie', cookie).expect(401);
    await (
      await house.signedIn('owner')
    )
      .delete(`/api/admin/me/sessions/${sessions.find((each) => each.here)?.id}`)
      .expect(410);
  });

  it('changes the name, and the password with the present one', async () => {
    const me = await house.signedIn('editor');
    expect((await me.patch('/api/admin/me').send({ name: ' Eddy ' }).expect(200)).body.name).toBe('Eddy');
    expect((await me.get('/api/admin/me').expect(200)).body.name).toBe('Eddy');
    const change = (currentPassword: string, newPassword: string) =>
      me.post('/api/auth/change-password').send({ currentPassword, newPassword, revokeOtherSessions: true });
    expect((await change('wrong', password).expect(422)).body.fields).toHaveProperty('password');
    expect((await change('a long password of the editor', 'short').expect(422)).body.fields).toHaveProperty(
      'newPassword',
    );
    await change('a long password of the editor', password).expect(200);
    await house.runJobs();
    expect(house.subjects('editor@team.example')).toEqual(['Your password was changed']);
  });
});

describe('what leads nowhere any more', () => {
  it('is cleared: links a month after their end, sign-ins and half sign-ins a day after', async () => {
    const query = <T>(sql: string, values: unknown[] = []) => house.database.dataSource.query<T[]>(sql, values);
    const owner = await house.signedIn('owner');
    await query('delete from one_time_links');
    const invite = (email: string) =>
      owner.post('/api/admin/team/invitations').send({ email, role: 'viewer' }).expect(201);
    await invite('long-ago@example.com');
    house.clock.moveTo(new Date(house.clock.now().getTime() + 38 * 86_400_000));
    await invite('lately@example.com');
    const [{ id } = { id: '' }] = await query<{ id: string }>(
      `select id from admins where email = 'owner@team.example'`,
    );
    await query(
      `insert into admin_sessions (id, expires_at, token, updated_at, admin_id)
       select name, clock_timestamp() + at, name, clock_timestamp(), $1
       from (values ('over', interval '-2 days'), ('fresh', interval '1 day')) as s(name, at)`,
      [id],
    );
    await query(
      `insert into admin_challenges (id, identifier, value, expires_at)
       values ('over', '2fa-over', $1, clock_timestamp() - interval '2 days'), ('fresh', '2fa-fresh', $1, clock_timestamp() + interval '1 day')`,
      [id],
    );
    await house.app.get(SpentEntries).clear(house.clock.now());
    expect(await query(`select email from one_time_links where kind = 'invitation'`)).toEqual([
      { email: 'lately@example.com' },
    ]);
    for (const table of ['admin_sessions', 'admin_challenges'])
      expect(await query(`select id from ${table} where id in ('over', 'fresh')`)).toEqual([{ id: 'fresh' }]);
    await owner.get('/api/admin/me').expect(200);
  });
});
