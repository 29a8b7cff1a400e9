import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { BroadcastView } from '../../src/broadcasts/broadcast.schema.js';
import { BroadcastPlanningService } from '../../src/broadcasts/planning.service.js';
import type { SendingCheck, SendingProgress } from '../../src/broadcasts/sending.schema.js';
import type { DeliveryPage } from '../../src/deliveries/delivery.schema.js';
import { inTransaction } from '../../src/database/transaction.js';
import { LeavingService } from '../../src/enrollments/leaving.service.js';
import { instantAt, minuteOfDay } from '../../src/schedule/wall-time.js';
import { TestHouse } from '../house.js';
import { people } from './crowd.js';

const api = '/api/admin/broadcasts';
/** A zone for each hour of the world, some of them on halves and quarters, and across the Sunday on which Europe's clocks change. */
const zones = [
  ...[
    'Pacific/Kiritimati',
    'Pacific/Auckland',
    'Australia/Sydney',
    'Australia/Lord_Howe',
    'Asia/Tokyo',
    'Asia/Shanghai',
    'Asia/Bangkok',
  ],
  ...[
    'Asia/Yangon',
    'Asia/Dhaka',
    'Asia/Kathmandu',
    'Asia/Kolkata',
    'Asia/Karachi',
    'Asia/Dubai',
    'Europe/Istanbul',
    'Europe/Berlin',
  ],
  ...[
    'Europe/London',
    'Atlantic/Azores',
    'America/Sao_Paulo',
    'America/St_Johns',
    'America/New_York',
    'America/Chicago',
    'America/Denver',
  ],
  ...['America/Los_Angeles', 'Pacific/Honolulu', 'Pacific/Pago_Pago'],
];

describe('sending a broadcast', () => {
  let house: TestHouse;
  let editor: Awaited<ReturnType<TestHouse['signedIn']>>;
  let ids: string[];
  const email = (zone: string) => `${zone.replaceAll(/[/_]/g, '-').toLowerCase()}@example.com`;

  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-27T12:00Z' });
    editor = await house.signedIn('editor');
    ids = await people(
      house,
      zones.map((zone) => ({ email: email(zone), zone })),
    );
  });
  afterAll(() => house.close());
  afterEach(async () => {
    const open = await house.database.dataSource.query<unknown[]>(
      `select 1 from broadcasts where state in ('scheduled', 'sending', 'paused')`,
    );
    expect(open).toEqual([]);
  });

  const write = async (words: Record<string, unknown>) => {
    const { id } = (await editor.post(api).send({}).expect(201)).body as BroadcastView;
    const body = { version: 1, subject: 'Spring', body: 'Hello {{ first_name | you }}.', ...words };
    return (await editor.put(`${api}/${id}`).send(body).expect(200)).body as BroadcastView;
  };
  const act = async (one: BroadcastView, what: string, body: Record<string, unknown> = {}, status = 200) =>
    (await editor.post(`${api}/${one.id}/${what}`).send(body).expect(status)).body as BroadcastView;
  const send = (one: BroadcastView) => act(one, 'send', { version: one.version });
  const progress = async ({ id }: BroadcastView) =>
    (await editor.get(`${api}/${id}/progress`).expect(200)).body as SendingProgress;
  const rows = ({ id }: BroadcastView) =>
    house.database.dataSource.query<Array<{ state: string; dueAt: Date; handedOverAt: Date | null; zone: string }>>(
      `select d.state, d.due_at as "dueAt", d.handed_over_at as "handedOverAt", s.zone from deliveries d join subscribers s on s.id = d.subscriber_id
       where d.broadcast_id = $1 order by d.due_at, d.id`,
      [id],
    );
  const got = (zone: string, subject: string) => house.subjects(email(zone)).filter((one) => one === subject).length;

  it('at 08:00 of each reader’s own Sunday on which clocks change, once, and then it is finished', async () => {
    const plan = { when: 'local', date: '2026-03-29', hour: 480, passed: 'tomorrow' };
    const one = await write({ subject: 'Eight o’clock', plan });
    const { count, passed, first, faults } = (await editor.post(`${api}/${one.id}/check`).expect(200))
      .body as SendingCheck;
    expect({ count, passed, first, faults }).toEqual({
      ...{ count: zones.length, passed: 0, faults: [] },
      first: instantAt('Pacific/Kiritimati', '2026-03-29', 480).toISOString(),
    });
    expect(await send(one)).toMatchObject({ state: 'scheduled', slug: 'eight-oclock' });
    await house.beat();
    expect(house.mail.to(email('Pacific/Kiritimati'))).toEqual([]);
    const hours = zones.map((zone) => instantAt(zone, '2026-03-29', 480).getTime());
    for (const hour of [...new Set(hours)].sort((a, b) => a - b)) {
      for (const minutes of [-1, 0]) {
        house.clock.moveTo(new Date(hour + minutes * 60_000));
        await house.beat();
      }
      await house.runJobs();
      await house.beat();
    }
    for (const { zone, handedOverAt, state } of await rows(one)) {
      const at = handedOverAt ?? new Date(0);
      expect({ zone, state, minute: minuteOfDay(at, zone), letters: got(zone, 'Eight o’clock') }).toEqual({
        ...{ zone, state: 'accepted', minute: 480, letters: 1 },
      });
    }
    expect(await progress(one)).toMatchObject({
      state: 'finished',
      planned: zones.length,
      accepted: zones.length,
      open: 0,
    });
    const ids = house.lastTo(email('Europe/Berlin')).mail.headerLines.filter(({ key }) => key === 'list-id');
    expect(ids.map(({ line }) => line.replaceAll(/\s+/g, ' '))).toEqual([expect.stringContaining('<newsletter.')]);
  });

  it('goes once, however often and by whomever it is pressed; words freeze', async () => {
    const one = await write({ subject: 'Pressed twice' });
    const owner = await house.signedIn('owner');
    const presses = [editor, editor, owner].map((who) =>
      who.post(`${api}/${one.id}/send`).send({ version: one.version }),
    );
    const answers = (await Promise.all(presses)).map(({ status }) => status);
    expect(answers.sort()).toEqual([200, 409, 409]);
    await Promise.all([house.runJobs(), house.runJobs()]);
    await house.beat();
    await editor
      .put(`${api}/${one.id}`)
      .send({ version: one.version + 1, subject: 'Other' })
      .expect(409);
    await editor
      .put(`${api}/${one.id}`)
      .send({ version: one.version + 1, visibility: 'hidden' })
      .expect(200);
    await editor.delete(`${api}/${one.id}`).expect(409);
    await house.beat();
    expect(zones.map((zone) => got(zone, 'Pressed twice'))).toEqual(zones.map(() => 1));
    expect(await progress(one)).toMatchObject({ state: 'finished', accepted: zones.length });
  });

  it('planned by two processes at once, one of them killed in the middle, reaches everybody once', async () => {
    const one = await write({ subject: 'Killed' });
    await send(one);
    const planning = house.app.get(BroadcastPlanningService, { strict: false });
    const { dataSource } = house.database;
    const killed = inTransaction(dataSource, async (db) => {
      await planning.planSlice(one.id, db);
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    const both = () => inTransaction(dataSource, (db) => planning.planSlice(one.id, db));
    await Promise.all([both(), both(), both()]);
    await house.runJobs();
    await house.beat();
    await house.beat();
    expect(zones.map((zone) => got(zone, 'Killed'))).toEqual(zones.map(() => 1));
    expect(await progress(one)).toMatchObject({ state: 'finished', planned: zones.length });
  });

  it('whose job was lost is planned all the same', async () => {
    const one = await write({ subject: 'Lost' });
    await send(one);
    await house.runJobs();
    await house.database.dataSource.query(
      `update broadcasts set planned_at = null, planned_up_to = 0, planned_rows = 0 where id = $1`,
      [one.id],
    );
    house.clock.moveTo(new Date(house.clock.now().getTime() + 3 * 60_000));
    await house.beat();
    await house.runJobs();
    await house.beat();
    expect(await progress(one)).toMatchObject({ state: 'finished', accepted: zones.length });
    expect(zones.map((zone) => got(zone, 'Lost'))).toEqual(zones.map(() => 1));
  });

  it('pauses, goes on where it was, and leaves out who has left in between', async () => {
    const one = await write({ subject: 'Paused' });
    await send(one);
    expect(await act(one, 'pause')).toMatchObject({ state: 'paused', pausedBecause: 'person' });
    await act(one, 'pause', {}, 409);
    await house.runJobs();
    await house.beat();
    expect(await progress(one)).toMatchObject({ planned: zones.length, open: zones.length, planning: false });
    expect(got('Europe/London', 'Paused')).toBe(0);
    await house.app.get(LeavingService).everything(ids[zones.indexOf('Europe/London')] ?? '', house.clock.now());
    await house.database.dataSource.query(`update consents set withdrawn_at = $2 where subscriber_id = $1`, [
      ids[zones.indexOf('Asia/Tokyo')],
      house.clock.now(),
    ]);
    const listed = async (query: string) =>
      ((await editor.get(`/api/admin/deliveries?state=planned&${query}`).expect(200)).body as DeliveryPage).items;
    expect(await listed('')).toEqual([]);
    const waiting = await listed(`broadcast=${one.id}`);
    expect(waiting).toHaveLength(zones.length - 1);
    expect(waiting[0]).toMatchObject({ kind: 'broadcast', broadcast: { id: one.id, subject: 'Paused' } });
    const timeline = await editor.get(`/api/admin/subscribers/${ids[0]}/timeline`).expect(200);
    expect((timeline.body as { items: Array<{ title: string }> }).items.map(({ title }) => title)).toContain(
      'The issue “Paused”',
    );
    await act(one, 'resume');
    await house.beat();
    await house.beat();
    const left = ['Europe/London', 'Asia/Tokyo'];
    const link = house.lastTo(email('Asia/Dubai'));
    await house.web
      .post(house.pathIn(link, '/unsubscribe/'))
      .type('form')
      .send({ 'List-Unsubscribe': 'One-Click' })
      .expect(200);
    expect(zones.map((zone) => got(zone, 'Paused'))).toEqual(zones.map((zone) => (left.includes(zone) ? 0 : 1)));
    expect(await progress(one)).toMatchObject({
      state: 'finished',
      accepted: zones.length - 2,
      withdrawn: 2,
      open: 0,
      left: 1,
    });
  });

  it('stopped for good in the middle sends nothing more, and withdraws what was planned', async () => {
    const at = instantAt('Pacific/Auckland', '2026-04-10', 480);
    const one = await write({ subject: 'Stopped', plan: { when: 'local', date: '2026-04-10', hour: 480 } });
    house.clock.moveTo(new Date(at.getTime() - 60_000));
    await send(one);
    await house.runJobs();
    await house.liveUntil(new Date(at.getTime() + 3 * 3_600_000));
    const before = await progress(one);
    expect(before.accepted).toBeGreaterThan(1);
    expect(before.open).toBeGreaterThan(1);
    expect(await act(one, 'stop')).toMatchObject({ state: 'stopped' });
    await act(one, 'resume', {}, 409);
    await house.runJobs();
    await house.liveUntil(new Date(at.getTime() + 26 * 3_600_000));
    expect(await progress(one)).toMatchObject({ accepted: before.accepted, withdrawn: before.open, open: 0 });
    const [{ cleared }] = await house.database.dataSource.query<[{ cleared: Date | null }]>(
      `select cleared_at as cleared from broadcasts where id = $1`,
      [one.id],
    );
    expect(cleared).not.toBeNull();
  });

  it('asks before it goes on when the house was away for longer than it may be late', async () => {
    const one = await write({ subject: 'Late', plan: { when: 'now', lateHours: 3 } });
    await send(one);
    await house.runJobs();
    house.clock.moveTo(new Date(house.clock.now().getTime() + 4 * 3_600_000));
    await house.beat();
    expect(await progress(one)).toMatchObject({ state: 'paused', pausedBecause: 'late', accepted: 0 });
    await act(one, 'resume', {}, 409);
    await act(one, 'resume', { lateToo: true });
    await house.beat();
    await house.beat();
    expect(await progress(one)).toMatchObject({ state: 'finished', accepted: zones.length - 3 });
  });

  it('whose time came while the house was away for too long waits for a person, planned', async () => {
    const at = new Date(house.clock.now().getTime() + 3_600_000);
    const one = await write({ subject: 'Missed', plan: { when: 'at', at: at.toISOString() } });
    await send(one);
    house.clock.moveTo(new Date(at.getTime() + 13 * 3_600_000));
    await house.beat();
    await house.runJobs();
    await house.beat();
    expect(await progress(one)).toMatchObject({ state: 'paused', pausedBecause: 'late', open: zones.length - 3 });
    await act(one, 'stop');
    await house.runJobs();
    expect(await progress(one)).toMatchObject({ state: 'stopped', accepted: 0 });
  });

  it('taken back before its time is a draft again; what its audience lost by then is said, and nothing leaves', async () => {
    const at = new Date(house.clock.now().getTime() + 3_600_000).toISOString();
    const one = await write({ subject: 'Taken back', plan: { when: 'at', at } });
    await send(one);
    expect(await act(one, 'cancel')).toMatchObject({ state: 'draft', startsAt: null });
    await house.database.dataSource.query(`insert into tags (name, created_at) values ('coach', $1)`, [
      house.clock.now(),
    ]);
    await house.database.dataSource.query(
      `insert into subscriber_tags (subscriber_id, tag, tagged_at) values ($1, 'coach', $2)`,
      [ids[0], house.clock.now()],
    );
    const audience = { to: { kind: 'newsletter' }, only: [[{ is: 'tagged', tag: 'coach' }]] };
    const now = (await editor.get(`${api}/${one.id}`)).body as BroadcastView;
    const saved = (await editor.put(`${api}/${one.id}`).send({ version: now.version, audience }).expect(200))
      .body as BroadcastView;
    await send(saved);
    await house.database.dataSource.query('delete from subscriber_tags');
    await house.database.dataSource.query('delete from tags');
    house.clock.moveTo(new Date(Date.parse(at) + 1_000));
    await house.beat();
    const after = (await editor.get(`${api}/${one.id}`)).body as BroadcastView;
    expect(after.state).toBe('draft');
    expect(after.pausedBecause).toContain('coach');
    expect(await rows(one)).toEqual([]);
  });

  it('says what keeps it from being sent, field by field, and sends nothing', async () => {
    const past = new Date(house.clock.now().getTime() - 60_000).toISOString();
    const wrong: Array<[Record<string, unknown>, string]> = [
      [{ subject: ' ' }, 'subject'],
      [{ subject: 'two\nlines' }, 'subject'],
      [{ body: '' }, 'body'],
      [{ body: '```exercise\nname: [\n```' }, 'body'],
      [{ plan: { when: 'at', at: past } }, 'plan'],
      [{ plan: { when: 'local', date: '2026-01-01', hour: 480 } }, 'plan'],
      [{ audience: { to: { kind: 'newsletter' }, only: [[{ is: 'tagged', tag: 'gone' }]] } }, 'audience'],
      [{ audience: { to: { kind: 'newsletter' }, segment: '77' } }, 'audience'],
      [{ audience: { to: { kind: 'newsletter' }, only: [[{ is: 'zone', zone: 'Africa/Lagos' }]] } }, 'audience'],
    ];
    for (const [words, field] of wrong) {
      const one = await write(words);
      const { faults } = (await editor.post(`${api}/${one.id}/check`).expect(200)).body as SendingCheck;
      const { fields } = (await act(one, 'send', { version: one.version }, 422)) as unknown as {
        fields: Record<string, string>;
      };
      expect({ words, faults: faults.map((fault) => fault.field), fields: Object.keys(fields) }).toEqual({
        ...{ words, faults: [field], fields: [field] },
      });
      expect(await rows(one)).toEqual([]);
    }
  });

  it('to a course’s readers goes on their consent to it, after a lesson that is due, and its link ends issues but not lessons', async () => {
    const walker = 'walker@example.com';
    house.clock.moveTo(new Date('2026-05-04T06:30:00Z'));
    await house.join(walker, { zone: 'Europe/London', hour: '08:00' });
    const [{ course, words }] = await house.database.dataSource.query<[{ course: string; words: string }]>(
      `select course_id as course, words from consents where purpose = 'course' limit 1`,
    );
    const to = { kind: 'course', course, words: [words] };
    const spared = await write({ subject: 'Spared', audience: { to, spare: { letterToday: true, firstDays: null } } });
    expect((await act(spared, 'send', { version: spared.version }, 422)) as unknown).toMatchObject({
      fields: { audience: expect.any(String) as unknown },
    });
    house.clock.moveTo(new Date('2026-05-05T07:00:00Z'));
    const one = await write({ subject: 'For walkers', audience: { to } });
    await send(one);
    await house.runJobs();
    await house.beat();
    await house.beat();
    const [welcome, lesson, issue] = house.subjects(walker).slice(-3);
    expect([welcome, lesson]).toEqual([expect.stringMatching(/^Day 1 /), expect.stringMatching(/^Day 2 /)]);
    expect(issue).toBe('For walkers');
    const letter = house.lastTo(walker);
    const ids = letter.mail.headerLines
      .filter(({ key }) => key === 'list-id')
      .map(({ line }) => line.replaceAll(/\s+/g, ' '));
    expect(ids).toEqual([expect.stringContaining('<strong-glutes.')]);
    await house.web
      .post(house.pathIn(letter, '/unsubscribe/'))
      .type('form')
      .send({ 'List-Unsubscribe': 'One-Click' })
      .expect(200);
    const again = await write({ subject: 'Once more', audience: { to } });
    await act(again, 'send', { version: again.version }, 422);
    house.clock.moveTo(new Date('2026-05-06T07:00:00Z'));
    await house.beat();
    expect(house.subjects(walker).at(-1)).toMatch(/^Day 3 /);
    expect(await progress(one)).toMatchObject({ state: 'finished', accepted: 1, left: 1 });
    expect(await house.lostWalks()).toBe(0);
  });
});
