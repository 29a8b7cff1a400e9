import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { permissions } from '../../src/accounts/permissions.js';
import { TestHouse } from '../house.js';

/** A line of curl as docs/api.md writes it, and nothing else. */
function readCurl(line: string) {
  const method = /-X (\w+)/.exec(line)?.[1] ?? 'GET';
  const headers = [...line.matchAll(/-H "([^:"]+): ([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, value] as const,
  );
  const body = /-d '([^']*)'/.exec(line)?.[1];
  const path = /"\$HOUSE([^"]*)"$/.exec(line)?.[1] ?? '';
  return { method: method.toLowerCase() as 'get' | 'post', headers, body, path };
}

const lines = readFileSync('docs/api.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('curl '));

describe('docs/api.md', () => {
  let house: TestHouse;
  let key: string;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-11-25T08:00Z' });
    const owner = await house.signedIn('owner');
    const made = await owner.post('/api/admin/keys').send({ name: 'docs', scopes: [...permissions] });
    ({ key } = made.body as { key: string });
  });
  afterAll(() => house.close());

  it.each(lines)('has a call that works: %s', async (line) => {
    const { method, headers, body, path } = readCurl(line);
    expect(path).toMatch(/^\/(api\/admin|courses)\//);
    const call = house.web[method](path);
    for (const [name, value] of headers) void call.set(name, value.replace('$KEY', key));
    const answer = await (body === undefined ? call : call.send(body));
    expect({ status: answer.status, says: answer.status < 300 ? '' : answer.text }).toMatchObject({ says: '' });
  });

  it('tells the truth about the same call twice, and about two at once', async () => {
    const [create = '', edit = ''] = lines.filter((line) => line.includes('/api/admin/courses'));
    const again = async (line: string) => {
      const { headers, body, path } = readCurl(line);
      const call = house.web.post(path);
      for (const [name, value] of headers) void call.set(name, value.replace('$KEY', key));
      return call.send(body);
    };
    const twice = await again(create);
    expect([twice.status, twice.headers['idempotent-replay']]).toEqual([201, 'true']);
    const late = await again(edit);
    expect(late.status).toBe(409);
    expect(Object.keys(late.body as object)).toEqual(expect.arrayContaining(['yours', 'theirs', 'changes']));
  });
});
