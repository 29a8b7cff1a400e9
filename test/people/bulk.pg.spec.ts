import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { BulkService } from '../../src/people/bulk.service.js';
import { BulkStore } from '../../src/people/bulk.store.js';
import type { BulkRun } from '../../src/people/bulk.schema.js';
import { TestHouse } from '../house.js';
import { expectLedgerInOrder } from '../journeys/ledger-checks.js';
import { Reader } from '../journeys/reader.js';
import { columnsWith } from '../journeys/scan.js';

let house: TestHouse;
let support: Awaited<ReturnType<TestHouse['signedIn']>>;
let owner: Awaited<ReturnType<TestHouse['signedIn']>>;
const ids: string[] = [];

beforeAll(async () => {
  house = await TestHouse.open({ at: '2026-11-02T05:00:00Z' });
  [support, owner] = [await house.signedIn('support'), await house.signedIn('owner')];
  for (const name of ['a', 'b', 'c', 'd']) {
    const reader = await Reader.join(house, `${name}@example.org`, { first_name: name.toUpperCase(), zone: 'UTC' });
    ids.push(String((await reader.walk())?.subscriberId));
  }
});
afterAll(() => house.close());

const query = <T>(sql: string, values: unknown[] = []) => house.database.dataSource.query<T[]>(sql, values);
const everybody = { filter: [] };
const pause = { do: 'pause', course: 'strong-glutes' };
const start = async (act: object, people: object = everybody): Promise<string> =>
  (await support.post('/api/admin/bulk').send({ act, people }).expect(202)).body.id;
const read = async (id: string): Promise<BulkRun> => (await support.get(`/api/admin/bulk/${id}`).expect(200)).body;
const run = async (act: object, people: object = everybody): Promise<BulkRun> => {
  const id = await start(act, people);
  await house.runJobs();
  return read(id);
};
const tagged = async () =>
  (await query<{ id: string }>('select subscriber_id as id from subscriber_tags order by 1')).map(({ id }) => id);

/** Until `mend`: a statement before each row that a table gets. */
async function breaking(table: string, statement: string): Promise<void> {
  await query(`create function broken() returns trigger language plpgsql as $$ begin ${statement} return new; end $$`);
  await query(`create trigger broken before insert on ${table} for each row execute function broken()`);
}
const mend = () => query('drop function if exists broken cascade');

describe('work on many', () => {
  afterEach(async () => {
    await mend();
    await query('delete from subscriber_tags');
  });

  it('counts before, does it once to each, and undoes it for those it changed', async () => {
    const { body: count } = await support.post('/api/admin/bulk/count').send({ people: everybody }).expect(200);
    expect(count.people).toBe(4);
    const tag = await run({ do: 'tag', tag: 'autumn' });
    expect(tag).toMatchObject({ state: 'finished', people: 4, done: 4, changed: 4, aside: 0, undoable: true });
    expect(await run({ do: 'tag', tag: 'autumn' })).toMatchObject({ changed: 0, undoable: false });
    await support.post(`/api/admin/bulk/${tag.id}/undo`).expect(202);
    await house.runJobs();
    expect(await tagged()).toEqual([]);
  });

  it('is undone once: not offered again, and refused', async () => {
    const tag = await run({ do: 'tag', tag: 'autumn' });
    const undo = () => support.post(`/api/admin/bulk/${tag.id}/undo`);
    await undo().expect(202);
    expect(await read(tag.id)).toMatchObject({ undoable: false });
    const { body } = await undo().expect(409);
    expect(body.detail).toBe('This is undone already, or is being undone.');
    await house.runJobs();
  });

  it('is in the audit log, without the words that were written for it', async () => {
    const id = await start({ do: 'suppress', note: 'Ada asked for it' });
    await support.post(`/api/admin/bulk/${id}/stop`).expect(200);
    await support.post(`/api/admin/bulk/${id}/resume`).send({ words: 'Ada asked again' }).expect(200);
    await support.post(`/api/admin/bulk/${id}/stop`).expect(200);
    const { id: tag } = await run({ do: 'tag', tag: 'autumn' });
    const undone = (await support.post(`/api/admin/bulk/${tag}/undo`).expect(202)).body.id;
    await house.runJobs();
    const lines = await query(
      `select action, after from audit_entries where subject_kind = 'bulk run' and subject_id = any($1) order by id`,
      [[id, tag, undone]],
    );
    const still = { act: 'suppress', people: 4, done: 0, changed: 0 };
    const tags = { tag: 'autumn', people: 4, done: 0, changed: 0 };
    expect(lines).toEqual([
      { action: 'bulk.started', after: still },
      { action: 'bulk.stopped', after: still },
      { action: 'bulk.resumed', after: still },
      { action: 'bulk.stopped', after: still },
      { action: 'bulk.started', after: { act: 'tag', ...tags } },
      { action: 'bulk.undone', after: { act: 'untag', undoes: tag, ...tags } },
    ]);
  });

  it('is stopped with a reason where its job was tried in vain too often, and goes on when somebody says so', async () => {
    const id = await start({ do: 'tag', tag: 'autumn' });
    await breaking('subscriber_tags', `raise exception 'away' using errcode = '57P01';`);
    await query(`update pgboss.job set retry_limit = 0 where name = 'people-bulk'`);
    await expect(house.runJobs()).rejects.toThrow('away');
    expect(await read(id)).toMatchObject({ state: 'running', done: 0 });
    await house.runJobs();
    expect(await read(id)).toMatchObject({
      state: 'stopped',
      recent: true,
      failure: expect.stringMatching(/^It broke off/),
    });
    await mend();
    await support.post(`/api/admin/bulk/${id}/resume`).send({}).expect(200);
    await house.runJobs();
    expect(await read(id)).toMatchObject({ state: 'finished', changed: 4, failure: null });
  });

  it('stops between two people, goes on where it stopped, and is undone', async () => {
    const id = await start(pause);
    await support.post(`/api/admin/bulk/${id}/stop`).expect(200);
    await house.runJobs();
    expect(await read(id)).toMatchObject({ state: 'stopped', done: 0 });
    await support.post(`/api/admin/bulk/${id}/resume`).send({}).expect(200);
    await house.runJobs();
    expect(await read(id)).toMatchObject({ state: 'finished', changed: 4 });
    await support.post(`/api/admin/bulk/${id}/undo`).expect(202);
    await house.runJobs();
    await house.liveUntil('2026-11-04T12:00:00Z');
    await expectLedgerInOrder(house);
  });

  it('does each person once where two workers have a job of it', async () => {
    const id = await start({ do: 'tag', tag: 'autumn' });
    await support.post(`/api/admin/bulk/${id}/stop`).expect(200);
    await support.post(`/api/admin/bulk/${id}/resume`).send({}).expect(200);
    await Promise.all([house.runJobs(), house.runJobs()]);
    expect(await read(id)).toMatchObject({ state: 'finished', done: 4, changed: 4 });
  });

  it('undoes also what it did a moment before a crash: the change is there only with its note', async () => {
    await breaking(
      'bulk_changes',
      `if new.subscriber_id = ${ids[1]} then perform pg_terminate_backend(pg_backend_pid()); end if;`,
    );
    const id = await start({ do: 'tag', tag: 'autumn' });
    await expect(house.runJobs()).rejects.toThrow();
    await mend();
    const noted = await query<{ id: string }>(
      'select subscriber_id as id from bulk_changes where run_id = $1 order by 1',
      [id],
    );
    expect(noted.map((one) => one.id)).toEqual(ids.slice(2));
    expect(await tagged()).toEqual(ids.slice(2));
    await support.post(`/api/admin/bulk/${id}/stop`).expect(200);
    await support.post(`/api/admin/bulk/${id}/resume`).send({}).expect(200);
    await house.runJobs();
    expect(await read(id)).toMatchObject({ state: 'finished', done: 4, changed: 4 });
    await support.post(`/api/admin/bulk/${id}/undo`).expect(202);
    await house.runJobs();
    expect(await tagged()).toEqual([]);
  });
});

describe('one of the many with whom it cannot be done', () => {
  afterEach(async () => {
    await mend();
    await query('delete from subscriber_tags');
  });

  it('is set aside with the reason, and the others are done', async () => {
    await breaking(
      'subscriber_tags',
      `if new.subscriber_id = ${ids[2]} then raise 'of maren@example.com no row'; end if;`,
    );
    const done = await run({ do: 'tag', tag: 'autumn' });
    expect(done).toMatchObject({ state: 'finished', done: 4, changed: 3, aside: 1 });
    expect(done.setAside).toEqual([
      {
        subscriberId: ids[2],
        firstName: 'C',
        because: 'Something went wrong here with this person. The log says what.',
      },
    ]);
    expect(await tagged()).toEqual(ids.filter((id) => id !== ids[2]));
  });

  it('is told in the house’s words where a rule says no', async () => {
    const leaver = await Reader.join(house, 'leaver@example.org', { first_name: 'Lea', zone: 'UTC' });
    const id = String((await leaver.walk())?.subscriberId);
    await leaver.press('leave');
    const done = await run(
      { do: 'enroll', course: 'strong-glutes', consent: 'they all said so' },
      { ids: [id, '999'] },
    );
    expect(done).toMatchObject({ state: 'finished', done: 2, changed: 0, aside: 1 });
    expect(done.setAside).toMatchObject([{ firstName: 'Lea', because: expect.stringMatching(/has left this course/) }]);
    await support.delete(`/api/admin/subscribers/${id}`).expect(200);
  });

  it('is no reason to go through everybody where nothing works: after twenty in a row the work fails, and may go on', async () => {
    for (let n = 0; n < 20; n++)
      await query(`insert into subscribers (email, email_key, address_hash, state, created_at) values ($1, $1, $1, 'confirmed', $2)`, [`n${n}@example.org`, house.clock.now()]); // prettier-ignore
    await breaking('subscriber_tags', `raise 'nothing works';`);
    const id = (await run({ do: 'tag', tag: 'autumn' })).id;
    expect(await read(id)).toMatchObject({
      state: 'failed',
      done: 20,
      aside: 20,
      failure: expect.stringMatching(/20 in a row/),
    });
    expect((await read(id)).setAside).toHaveLength(20);
    await mend();
    await support.post(`/api/admin/bulk/${id}/resume`).send({}).expect(200);
    await house.runJobs();
    expect(await read(id)).toMatchObject({ state: 'finished', done: 24, changed: 4 });
    await query(`delete from subscribers where email like 'n%'`);
  });
});

describe('the words written for work on many', () => {
  it.each(['stop', 'fail'])(
    'are gone once it has ended, also by a %s, and are asked for when it goes on',
    async (how) => {
      await query(`delete from enrollments where subscriber_id = any($1)`, [ids]);
      const consent = 'Zebedeena asked me at the studio';
      const id = await start({ do: 'enroll', course: 'strong-glutes', consent });
      expect(await columnsWith(house, ['zebedeena'])).toEqual(['bulk_runs.act']);
      if (how === 'stop') await support.post(`/api/admin/bulk/${id}/stop`).expect(200);
      else await query(`update bulk_runs set state = 'running' where id = $1`, [id]);
      if (how === 'fail') await house.app.get(BulkStore).end(id, 'failed', 'It broke.', house.clock.now());
      expect(await columnsWith(house, ['zebedeena'])).toEqual([]);
      const refused = await support.post(`/api/admin/bulk/${id}/resume`).send({}).expect(422);
      expect(refused.body.fields.words).toMatch(/say how they agreed/);
      await support.post(`/api/admin/bulk/${id}/resume`).send({ words: 'asked me again at the studio' }).expect(200);
      await house.runJobs();
      expect(await read(id)).toMatchObject({ state: 'finished', changed: 4, failure: null });
      const consents = await query<{ n: number }>(
        `select count(*)::int as n from consents where words = 'asked me again at the studio'`,
      );
      expect(consents[0]?.n).toBe(how === 'stop' ? 4 : 8);
    },
  );
});

describe('whoever began work on many', () => {
  afterEach(() => query('delete from subscriber_tags'));
  const colleague = async () => {
    const session = await house.signedIn('support');
    const { body: me } = await session.get('/api/admin/me').expect(200);
    return me.id as string;
  };

  it('and is of another role now ends it with that: a colleague goes on in their own name', async () => {
    const id = await start({ do: 'tag', tag: 'autumn' });
    await query(`update admins set role = 'viewer' where id = $1`, [await colleague()]);
    await house.runJobs();
    const stopped = (await owner.get(`/api/admin/bulk/${id}`).expect(200)).body as BulkRun;
    expect(stopped).toMatchObject({
      state: 'stopped',
      done: 0,
      failure: expect.stringMatching(/may not do this any more/),
    });
    expect(await tagged()).toEqual([]);
    await owner.post(`/api/admin/bulk/${id}/resume`).send({}).expect(200);
    await house.runJobs();
    expect((await owner.get(`/api/admin/bulk/${id}`)).body).toMatchObject({
      state: 'finished',
      changed: 4,
      startedBy: 'Olivia Owner',
    });
    await query(`update admins set role = 'support' where id = $1`, [await colleague()]);
  });

  it('with a key that is revoked, or that never reached so far, ends it too, or does not begin it', async () => {
    const scopes = { name: 'A program', scopes: ['read', 'subscribers.write'] };
    const { body: made } = await owner.post('/api/admin/keys').send(scopes).expect(201);
    const program = (path: string, body: object) =>
      house.web.post(path).set('Authorization', `Bearer ${made.key}`).send(body);
    const suppress = { act: { do: 'suppress', note: 'they do not read it' }, people: everybody };
    await program('/api/admin/bulk', suppress).expect(403);
    const tag = { act: { do: 'tag', tag: 'autumn' }, people: everybody };
    const { body: begun } = await program('/api/admin/bulk', tag).expect(202);
    await owner.delete(`/api/admin/keys/${made.id}`).expect(204);
    await house.runJobs();
    expect(await read(begun.id)).toMatchObject({ state: 'stopped', done: 0 });
  });
});

describe('what work on many has changed', () => {
  it('is kept for a week, in which it can be undone, and then let go', async () => {
    const tag = await run({ do: 'tag', tag: 'autumn' });
    const kept = async () => (await query('select 1 from bulk_changes where run_id = $1', [tag.id])).length;
    const bulk = house.app.get(BulkService);
    house.clock.move({ days: 6 });
    await bulk.prune(house.clock.now());
    expect([await kept(), (await read(tag.id)).undoable]).toEqual([4, true]);
    house.clock.move({ days: 2 });
    expect((await read(tag.id)).undoable).toBe(false);
    await support.post(`/api/admin/bulk/${tag.id}/undo`).expect(409);
    await bulk.prune(house.clock.now());
    expect(await kept()).toBe(0);
    expect(await tagged()).toEqual(ids);
  });

  it('is kept for an undo that is under way', async () => {
    const tag = await run({ do: 'tag', tag: 'winter' });
    house.clock.move({ days: 6 });
    const { body: undo } = await support.post(`/api/admin/bulk/${tag.id}/undo`).expect(202);
    house.clock.move({ days: 2 });
    await house.app.get(BulkService).prune(house.clock.now());
    await house.runJobs();
    expect(await read(undo.id)).toMatchObject({ state: 'finished', changed: 4 });
  });
});
