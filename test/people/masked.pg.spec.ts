import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/accounts/permissions.js';
import { TestHouse } from '../house.js';
import { Reader } from '../journeys/reader.js';

type Operations = Record<string, { 'x-permission'?: string }>;

const client = '203.0.113.77';
const addresses = ['wilhelmina.roper@example.com', 'augustin.bounced@example.net', 'new.wilhelmina@example.org'];
const unknown = (to: string) =>
  Object.assign(new Error(`5.1.1 <${to}>: nobody is "Augustin Bounced"@here.example, ask ${to}`), {
    responseCode: 550,
  });

let house: TestHouse;

/** A house in which an address stands wherever one can: in spellings, replies, notes, words, letters to two addresses. */
beforeAll(async () => {
  house = await TestHouse.open({ at: '2026-11-02T06:00:00Z' });
  const owner = await house.signedIn('owner');
  const reader = await Reader.join(house, 'Wilhelmina.Roper@example.com', { first_name: 'Wilhelmina', zone: 'UTC' });
  const bounced = await Reader.join(house, 'Augustin.Bounced@example.net', { zone: 'UTC', hour: '07:00' });
  await reader.press('change-address', { email: 'New.Wilhelmina@example.org' });
  await house.beat();
  await house.web.post(house.pathIn(house.lastTo(reader.email), '/manage/change-address/')).expect(200);
  house.clock.move({ minutes: 20 });
  await house.signUp('WILHELMINA.ROPER@Example.com', { first_name: 'Wilhelmina' });
  house.mail.judgeRecipient = (to) => (to === bounced.email ? unknown(to) : null);
  await house.liveUntil('2026-11-04T09:00:00Z');
  const ids = [(await reader.walk())?.subscriberId, (await bounced.walk())?.subscriberId].map(String);
  const consent = 'asked me, from wilhelmina.roper@example.com';
  await owner
    .post('/api/admin/subscribers')
    .send({ email: 'third@example.com', firstName: 'third@example.com', consent, newsletter: true })
    .expect(201);
  await owner
    .post('/api/admin/bulk')
    .send({ act: { do: 'enroll', course: 'strong-glutes', consent }, people: { ids } })
    .expect(202);
  await house.runJobs();
  const db = house.database.dataSource;
  await db.query('update consents set signed_up_from = $1, confirmed_from = $1', [client]);
  await db.query('update signups set client_address = $1', [client]);
});
afterAll(() => house.close());

/** Every way a route can be asked for in this house. */
async function waysOf(path: string): Promise<string[]> {
  const db = house.database.dataSource;
  const all = (sql: string) => db.query<Array<Record<string, string>>>(sql);
  const of = path.startsWith('/api/admin/subscribers/{id}/letters')
    ? await all(`select subscriber_id as id, id as delivery from deliveries`)
    : path.endsWith('/why')
      ? await all(`select e.subscriber_id as id, e.id as enrollment, l.key as lesson from enrollments e, lessons l`)
      : path.startsWith('/api/admin/subscribers/{id}')
        ? await all('select id from subscribers')
        : path.startsWith('/api/admin/deliveries/{')
          ? await all('select subscriber_id as "subscriberId", id from deliveries')
          : await all(`select '1' as id`);
  return of.map((one) => {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
      name === 'slug' ? 'strong-glutes' : (one[name] ?? '1'),
    );
    const asked = new URLSearchParams({ limit: '100', zone: 'UTC', ...(path.endsWith('/why') ? one : {}) });
    return `${filled}?${String(asked)}`;
  });
}

async function readWays(): Promise<string[]> {
  const { body } = await house.web.get('/api/openapi.json').expect(200);
  const paths = Object.entries(body.paths as Record<string, Operations>)
    .filter(([, operations]) => operations.get?.['x-permission'] === 'read')
    .map(([path]) => path);
  const states = ['accepted', 'refused', 'in_doubt', 'planned', 'withdrawn', 'closed'];
  return [
    ...(await Promise.all([...paths, '/api/admin/subscribers/{id}/letters/{delivery}/page'].map(waysOf))).flat(),
    ...states.map((state) => `/api/admin/deliveries?limit=100&state=${state}`),
    ...['wilh', 'a', 'th', addresses[0]].map((search) => `/api/admin/subscribers?limit=1&search=${search}`),
    '/api/admin/subscribers?limit=1',
  ];
}

/** An answer as somebody curious reads it: also what a cursor holds. */
function opened(text: string): string {
  const cursor = /"next":"([^"]+)"/.exec(text)?.[1];
  return cursor === undefined ? text : text + Buffer.from(cursor, 'base64url').toString('utf8');
}

const traces = (text: string) =>
  [...addresses, 'third@example.com', client].filter((one) => opened(text).toLowerCase().includes(one));

describe('who may not see addresses', () => {
  it.each<Role>(['viewer', 'editor'])('finds none, and no client’s, in any answer: the %s', async (role) => {
    const agent = await house.signedIn(role);
    const ways = await readWays();
    expect(ways.length).toBeGreaterThan(80);
    const found: string[] = [];
    const statuses = new Set<number>();
    for (const way of ways) {
      const { status, text } = await agent.get(way);
      statuses.add(status);
      for (const trace of traces(text)) found.push(`${way}: ${trace}`);
    }
    expect(found).toEqual([]);
    expect([...statuses].filter((status) => status >= 500)).toEqual([]);
  });

  it('and who may, does: in the same answers', async () => {
    const agent = await house.signedIn('support');
    let all = '';
    for (const way of await readWays()) all += (await agent.get(way)).text;
    expect(traces(all)).toEqual([...addresses, 'third@example.com', client]);
  });

  it('are shown none either by what a mail server says, because it is kept without', async () => {
    const viewer = await house.signedIn('viewer');
    const said = '<…@…>: nobody is …@…, ask …@…';
    const { body: refused } = await viewer.get('/api/admin/deliveries?state=refused').expect(200);
    expect(refused.items).toMatchObject([{ reply: { code: 550, text: said } }]);
    const { body: suppressed } = await viewer.get('/api/admin/suppressions').expect(200);
    expect(suppressed.items).toMatchObject([{ reason: 'hard-bounce', note: said }]);
  });

  it('finds people by a whole address or by how a name begins, and by no part of an address', async () => {
    const viewer = await house.signedIn('viewer');
    const found = async (search: string) => {
      const query = `search=${encodeURIComponent(search)}`;
      const { body } = await viewer.get(`/api/admin/subscribers?${query}`).expect(200);
      const { body: count } = await viewer.get(`/api/admin/subscribers/count?${query}`).expect(200);
      expect(count.people).toBe(body.items.length);
      return body.items.map((one: { email: string }) => one.email);
    };
    expect(await found('augustin.bounced@example.net')).toEqual(['A…d@example.net']);
    expect(await found(' AUGUSTIN.Bounced@example.net')).toEqual(['A…d@example.net']);
    expect(await found('wilh')).toEqual(['W…r@example.com']);
    for (const part of ['aug', 'augustin.bounced', 'augustin.bounced@', 'augustin.bounced@example.ne'])
      expect(await found(part)).toEqual([]);
  });
});
