import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TagPage } from '../../src/subscribers/tag.schema.js';
import { TestHouse } from '../house.js';
import { Reader } from '../journeys/reader.js';

describe('tags as a whole', () => {
  let house: TestHouse;
  let support: Awaited<ReturnType<TestHouse['signedIn']>>;
  const ids: string[] = [];
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-11-02T05:00:00Z' });
    support = await house.signedIn('support');
    for (const name of ['a', 'b', 'c']) {
      const reader = await Reader.join(house, `${name}@example.org`, { zone: 'UTC' });
      ids.push(String((await reader.walk())?.subscriberId));
    }
  });
  afterAll(() => house.close());

  const query = <T>(sql: string, values: unknown[] = []) => house.database.dataSource.query<T[]>(sql, values);
  const tag = async (name: string, ...people: Array<string | undefined>) => {
    await query(`insert into tags values ($1, '2026-11-01T00:00Z')`, [name]);
    await query(`insert into subscriber_tags select unnest($2::bigint[]), $1, '2026-11-01T00:00Z'`, [name, people]);
  };
  const tagged = async (name: string) =>
    (
      await query<{ id: string }>('select subscriber_id as id from subscriber_tags where tag = $1 order by 1', [name])
    ).map(({ id }) => id);
  const post = (what: string, body: object) => support.post(`/api/admin/tags/${what}`).send(body);
  const segments = async () => (await support.get('/api/admin/segments').expect(200)).body;

  beforeEach(async () => {
    for (const table of ['subscriber_tags', 'tags', 'segments']) await query(`delete from ${table}`);
    await tag('autumn', ids[0], ids[1]);
    await tag('fall', ids[1], ids[2]);
    const body = { name: 'Autumn people', expression: [[{ is: 'tagged', tag: 'autumn' }]] };
    await support.post('/api/admin/segments').send(body).expect(201);
  });

  it('are listed with how many people have each, and which segments name it, a page at a time', async () => {
    const first = (await support.get('/api/admin/tags?limit=1').expect(200)).body as TagPage;
    expect(first.items).toEqual([{ name: 'autumn', people: 2, atLeast: false, segments: ['Autumn people'] }]);
    const { body } = await support.get('/api/admin/tags').query({ limit: 1, after: first.next }).expect(200);
    expect(body).toEqual({ items: [{ name: 'fall', people: 2, atLeast: false, segments: [] }], next: null });
  });

  it('get another name, for everybody who has them and in every segment', async () => {
    const { body } = await post('rename', { tag: 'autumn', into: 'Herbst' }).expect(200);
    expect(body).toEqual({ people: 2, segments: 1 });
    expect(await tagged('Herbst')).toEqual([ids[0], ids[1]]);
    expect(await tagged('autumn')).toEqual([]);
    expect(await segments()).toMatchObject([{ expression: [[{ is: 'tagged', tag: 'Herbst' }]], gone: [] }]);
    await post('rename', { tag: 'autumn', into: 'x' }).expect(404);
  });

  it('become one only when somebody says so, and nobody has it twice', async () => {
    const { body } = await post('rename', { tag: 'autumn', into: 'fall' }).expect(422);
    expect(body.fields.into).toMatch(/^There is a tag of this name/);
    expect(await tagged('autumn')).toHaveLength(2);
    await post('rename', { tag: 'autumn', into: 'fall', merge: true }).expect(200);
    expect(await tagged('fall')).toEqual(ids);
    const { items } = (await support.get('/api/admin/tags').expect(200)).body as TagPage;
    expect(items).toMatchObject([{ name: 'fall', segments: ['Autumn people'] }]);
  });

  it('go from everybody when deleted, and a segment that names one says so in words', async () => {
    expect((await post('delete', { tag: 'autumn' }).expect(200)).body).toEqual({ people: 2, segments: 1 });
    expect(await tagged('autumn')).toEqual([]);
    expect(await segments()).toMatchObject([{ gone: ['The tag “autumn”'] }]);
    await post('delete', { tag: 'autumn' }).expect(404);
  });

  it('are not changed with a faulty name, nor by who may only look', async () => {
    const { body } = await post('rename', { tag: 'autumn', into: 'ada@example.org' }).expect(422);
    expect(body.fields.into).toMatch(/leave addresses out/);
    const viewer = await house.signedIn('viewer');
    await viewer.post('/api/admin/tags/delete').send({ tag: 'autumn' }).expect(403);
  });

  it('leave a line in the audit log at each change, with how many it touched', async () => {
    await query(`delete from audit_entries where subject_kind = 'tag'`);
    await post('rename', { tag: 'autumn', into: 'Herbst' }).expect(200);
    await post('rename', { tag: 'Herbst', into: 'fall', merge: true }).expect(200);
    await post('delete', { tag: 'fall' }).expect(200);
    expect(
      await query(`select action, before, after from audit_entries where subject_kind = 'tag' order by id`),
    ).toEqual([
      { action: 'tag.renamed', before: { tag: 'autumn' }, after: { tag: 'Herbst', people: 2, segments: 1 } },
      { action: 'tag.merged', before: { tag: 'Herbst' }, after: { tag: 'fall', people: 2, segments: 1 } },
      { action: 'tag.deleted', before: { tag: 'fall' }, after: { people: 3, segments: 1 } },
    ]);
  });

  it('can be given at the moment in which somebody deletes them: they are made anew', async () => {
    const runner = house.database.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query(`select 1 from tags where name = 'autumn' for update`);
    const giving = support.put(`/api/admin/subscribers/${ids[2]}/tags/autumn`).then(({ status }) => status);
    const waiting = () =>
      query(`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`);
    while ((await waiting()).length === 0);
    await runner.query(`delete from subscriber_tags where tag = 'autumn'`);
    await runner.query(`delete from tags where name = 'autumn'`);
    await runner.commitTransaction();
    await runner.release();
    expect(await giving).toBeLessThan(300);
    expect(await tagged('autumn')).toEqual([ids[2]]);
  });
});
