import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { permissions } from '../../src/accounts/permissions.js';
import { TestHouse } from '../house.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

interface Operation {
  'x-permission'?: string;
  tags?: string[];
  requestBody?: { content: Record<string, { schema?: unknown }> };
  responses: Record<string, { content?: Record<string, { schema?: unknown }> }>;
}

interface Route {
  name: string;
  method: Method;
  path: string;
  operation: Operation;
}

/** What no schema expects: each a request that must be refused in words, and never break the house. */
const junk: ReadonlyArray<[string, unknown]> = [
  ['nothing at all', {}],
  ['fields nobody knows', { '': 1, nope: { deep: [null] }, __proto__: null }],
  ['the wrong kinds', { version: 'x', slug: 7, name: [], email: {}, edits: 'all', ids: 9, role: 1, query: 2 }],
];

describe('Every documented route of the API', () => {
  let house: TestHouse;
  let routes: Route[];
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-11-25T08:00Z' });
    const { body } = await house.web.get('/api/openapi.json').expect(200);
    const { paths } = body as { paths: Record<string, Record<Method, Operation>> };
    routes = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        method: method as Method,
        path: path
          .replace('{slug}', 'strong-glutes')
          .replace(/\{(number|a|b|version)\}/g, '1')
          .replace(/\{[^}]+\}/g, '999999'),
        operation,
      })),
    );
  });
  afterAll(() => house.close());

  /** Names of the routes for which it does not hold. */
  const but = async (holds: (route: Route) => Promise<unknown> | unknown, of = routes) => {
    const found: string[] = [];
    for (const route of of) {
      const said = await holds(route);
      if (said !== true) found.push(`${route.name}: ${String(said)}`);
    }
    return found;
  };
  const writes = () => routes.filter(({ operation }) => operation['x-permission'] !== 'read');

  it('is there, and says what it needs, takes and answers', async () => {
    expect(routes.length).toBeGreaterThan(40);
    expect(
      await but(({ operation: { 'x-permission': permission, tags, responses, requestBody } }) => {
        if (!permission || !(permissions as readonly string[]).includes(permission)) return 'no permission';
        if (!tags?.length) return 'no tag';
        const good = Object.entries(responses).find(([status]) => status.startsWith('2'));
        if (!good) return 'no good answer';
        if (good[0] !== '204' && good[1].content === undefined) return 'an answer without a shape';
        const shown = [requestBody?.content, good[1].content].map((content) => content?.['application/json']);
        return shown.every((media) => !media || 'example' in media) || 'no example';
      }),
    ).toEqual([]);
  });

  it('shows examples that its own words explain', () => {
    const move = routes.find(({ name }) => name === 'PUT /api/admin/courses/{slug}/address');
    expect(move?.operation.requestBody?.content['application/json']).toMatchObject({
      example: { slug: 'stronger-glutes' },
    });
  });

  it('names the errors it answers with', async () => {
    expect(
      await but(({ operation: { responses }, method }) => {
        const expected = method === 'get' ? ['401', '403'] : ['401', '403', '422'];
        const missing = expected.filter((status) => !responses[status]?.content?.['application/problem+json']);
        return missing.length === 0 ? true : `no ${missing.join(', ')}`;
      }),
    ).toEqual([]);
  });

  it('asks a stranger to sign in', async () => {
    expect(
      await but(async ({ method, path }) => {
        const { status } = await house.web[method](path).send(method === 'get' ? undefined : {});
        return status === 401 ? true : status;
      }),
    ).toEqual([]);
  });

  it('refuses somebody whose role only reads, where more than reading is needed', async () => {
    const viewer = await house.signedIn('viewer');
    expect(
      await but(async ({ method, path }) => {
        const { status } = await viewer[method](path).send(method === 'get' ? undefined : {});
        return status === 403 ? true : status;
      }, writes()),
    ).toEqual([]);
  });

  it('refuses what another site makes a signed-in browser send', async () => {
    const owner = await house.signedIn('owner');
    const changing = routes.filter(({ method }) => method !== 'get');
    expect(
      await but(async ({ method, path }) => {
        const foreign = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
        const { status } = await owner[method](path).set(foreign).send({});
        return status === 403 ? true : status;
      }, changing),
    ).toEqual([]);
  });

  it.each(junk)('says what is wrong with %s, and does not break', async (_what, body) => {
    const owner = await house.signedIn('owner');
    const broken = await but(async (route) => {
      if (/sign-out|sessions/.test(route.path)) return true; // would end the session that asks
      const answer =
        route.method === 'get'
          ? await owner.get(`${route.path}?limit=x&after=%00&version=-1&zone=Mars&from=never`)
          : await owner[route.method](route.path).send(body as object);
      return answer.status < 500 ? true : answer.status;
    });
    expect(broken).toEqual([]);
  });
});
