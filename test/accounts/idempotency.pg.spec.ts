import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IdempotencyStore } from '../../src/http/idempotency.store.js';
import { TestHouse } from '../house.js';

describe('An Idempotency-Key', () => {
  let house: TestHouse;
  let keys = 0;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00Z', course: null });
  });
  afterAll(() => house.close());

  const newKey = () => `key-of-a-test-${++keys}`;
  const make = async (key: string, slug: string, role: 'owner' | 'editor' = 'owner') =>
    (await house.signedIn(role)).post('/api/admin/courses').set('Idempotency-Key', key).send({ slug, name: 'Hills' });
  const courses = async (slug: string) =>
    (await house.database.dataSource.query<unknown[]>('select 1 from courses where slug = $1', [slug])).length;
  const forgetAnswer = (key: string) =>
    house.database.dataSource.query('update idempotency_keys set status = null, answer = null where key = $1', [key]);

  it('gives the first answer again, and does nothing twice', async () => {
    const key = newKey();
    const first = await make(key, 'hills');
    const again = await make(key, 'hills');
    expect([first.status, again.status]).toEqual([first.status, first.status]);
    expect(first.status).toBeLessThan(300);
    expect(again.body).toEqual(first.body);
    expect([first.headers['idempotent-replay'], again.headers['idempotent-replay']]).toEqual([undefined, 'true']);
    expect(await courses('hills')).toBe(1);
  });

  it('lets one of many calls at the same moment act', async () => {
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 5 }, () => make(key, 'valleys')));
    const done = answers.filter(({ status }) => status < 300);
    expect(done.length).toBeGreaterThanOrEqual(1);
    expect(answers.filter(({ status }) => status >= 300 && status !== 409)).toEqual([]);
    expect((await make(key, 'valleys')).body).toEqual(done[0]?.body);
    expect(await courses('valleys')).toBe(1);
  });

  it('is not used up by a call that was refused: mended, it may be sent again', async () => {
    const key = newKey();
    expect((await make(key, 'Not An Address')).status).toBe(422);
    expect((await make(key, 'an-address')).status).toBeLessThan(300);
  });

  it('stands for one request, not for another that bears it by mistake', async () => {
    const key = newKey();
    await make(key, 'paths');
    const other = await make(key, 'other-paths');
    expect(other.status).toBe(422);
    expect(other.body.fields['Idempotency-Key']).toContain('used for another request');
    expect(await courses('other-paths')).toBe(0);
  });

  it('belongs to who sent it: two people may choose the same', async () => {
    const key = newKey();
    expect((await make(key, 'woods', 'owner')).status).toBeLessThan(300);
    expect((await make(key, 'meadows', 'editor')).status).toBeLessThan(300);
  });

  it('says that it was done where a crash lost the answer, and never does it again', async () => {
    const key = newKey();
    await make(key, 'springs');
    await forgetAnswer(key);
    const again = await make(key, 'springs');
    expect(again.status).toBe(409);
    expect(again.body.detail).toContain('was done before');
  });

  it('is marked as done in the very transaction of the change', async () => {
    await house.database.dataSource.query(`
      create table marked (key text, by xid8);
      create function mark() returns trigger language plpgsql as
        $$ begin insert into marked values (new.key, pg_current_xact_id()); return new; end $$;
      create trigger mark after update on idempotency_keys for each row when (new.done and not old.done) execute function mark()`);
    const key = newKey();
    await make(key, 'islands');
    const [row] = await house.database.dataSource.query<Array<{ same: boolean }>>(
      `select m.by::xid = c.xmin as same from marked m, courses c where m.key = $1 and c.slug = 'islands'`,
      [key],
    );
    expect(row).toEqual({ same: true });
  });

  it('may be used again after two minutes where a crash came before anything was done', async () => {
    const key = newKey();
    await make(key, 'brooks');
    await forgetAnswer(key);
    await house.database.dataSource.query('update idempotency_keys set done = false where key = $1', [key]);
    expect((await make(key, 'brooks')).body.detail).toContain('still being worked on');
    house.clock.move({ minutes: 3 });
    // It begins anew, and finds the address taken: the call itself was made.
    expect((await make(key, 'brooks')).status).toBe(422);
  });

  it('is as good as new after a day, and housekeeping clears the old ones', async () => {
    const key = newKey();
    expect((await make(key, 'fens')).status).toBeLessThan(300);
    house.clock.moveTo(new Date(house.clock.now().getTime() + 86_400_001));
    expect((await make(key, 'moors')).status).toBeLessThan(300); // another request: nobody remembers the first
    expect(await courses('moors')).toBe(1);
    expect((await make(key, 'moors')).headers['idempotent-replay']).toBe('true');
    const kept = () => house.database.dataSource.query<Array<{ key: string }>>('select key from idempotency_keys');
    expect((await kept()).length).toBeGreaterThan(3);
    const store = house.app.get(IdempotencyStore);
    await store.clearOld(house.clock.now());
    expect(await kept()).toEqual([{ key }]);
    await house.database.dataSource.query(
      `insert into idempotency_keys (actor, key, request_hash, created_at)
       select 'admin:1', 'many-' || n, '', $1 from generate_series(1, 2500) as n`,
      [new Date('2026-03-01T00:00Z')],
    );
    const both = await Promise.all([store.clearOld(house.clock.now()), store.clearOld(house.clock.now())]);
    expect((await kept()).length).toBe(1);
    expect(both[0] + both[1]).toBe(2500);
  });
});
