import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { costOf, recordQueries } from '../database/query-costs.js';
import { TestHouse } from '../house.js';

interface Line {
  id: string;
  at: string;
  actor: string;
  subjectKind: string;
}

let house: TestHouse;
let owner: Awaited<ReturnType<TestHouse['signedIn']>>;
beforeAll(async () => {
  house = await TestHouse.open({ at: '2026-11-23T09:30:00Z', course: null });
  owner = await house.signedIn('owner');
  // Several at one instant, so that the order within it matters.
  await house.database.dataSource.query(
    `insert into audit_entries (at, actor, action, subject_kind, subject_id, before, after)
     select '2026-01-01T00:00:00Z'::timestamptz + (n / 7) * interval '3 minutes',
       case when n % 1000 = 0 then 'command line' else 'reader' end,
       case when n % 500 = 0 then 'course.published' else 'enrollment.paused' end,
       case when n % 500 = 0 then 'course' else 'enrollment' end, n::text, '{"state": "active"}', '{"state": "paused"}'
     from generate_series(1, 200000) n`,
  );
  await house.database.dataSource.query('vacuum analyze audit_entries');
});
afterAll(() => house.close());

const page = async (query: string) =>
  (await owner.get(`/api/admin/audit?${query}`).expect(200)).body as { items: Line[]; next: string | null };

describe('the audit log', () => {
  it.each([
    ['whole', ''],
    ['by who', 'actor=reader'],
    ['by a rare who', 'actor=command%20line'],
    ['by what', 'kind=enrollment'],
    ['by who and what, which never meet', 'actor=command%20line&kind=enrollment'],
    ['of a day', 'from=2026-02-01T00:00:00Z&until=2026-02-02T00:00:00Z'],
  ])('is read by an index, %s: page, next page', async (_name, query) => {
    const first = await page(query);
    for (const after of ['', ...(first.next ? [`&after=${first.next}`] : [])]) {
      const stop = recordQueries(house.database.dataSource);
      await page(`${query}${after}`);
      const costs = await Promise.all(stop().map((each) => costOf(house.database.dataSource, each)));
      expect(costs.filter(({ buffers, scanned }) => buffers > 1_000 || scanned.length > 0)).toEqual([]);
    }
  });

  it('finds what it can be filtered by without reading it all', async () => {
    const stop = recordQueries(house.database.dataSource);
    const { body } = await owner.get('/api/admin/audit/filters').expect(200);
    const costs = await Promise.all(stop().map((each) => costOf(house.database.dataSource, each)));
    expect(costs.filter(({ buffers }) => buffers > 1_000)).toEqual([]);
    expect(body.kinds).toEqual(['admin', 'course', 'enrollment']);
    expect((body.actors as Array<{ actor: string; who: string | null }>).map(({ who, actor }) => who ?? actor)).toEqual(
      ['Olivia Owner', 'command line', 'reader'],
    );
  });

  it('gives every line once, newest first, page by page', async () => {
    const query = 'kind=course&limit=100';
    const all: Line[] = [];
    for (let next: string | null = ''; next !== null;) {
      const answer = await page(`${query}${next === '' ? '' : `&after=${next}`}`);
      all.push(...answer.items);
      ({ next } = answer);
    }
    expect(all).toHaveLength(400);
    expect(new Set(all.map(({ id }) => id)).size).toBe(400);
    const sorted = [...all].sort((a, b) => b.at.localeCompare(a.at) || Number(b.id) - Number(a.id));
    expect(all).toEqual(sorted);
  });

  it('says what is wrong with a filter', async () => {
    const { body } = await owner.get('/api/admin/audit?from=yesterday&limit=1000').expect(422);
    expect(Object.keys(body.fields as object).sort()).toEqual(['from', 'limit']);
    await owner.get('/api/admin/audit?after=nonsense').expect(422);
  });
});
