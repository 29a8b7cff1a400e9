import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AudienceReading } from '../../src/broadcasts/audience.schema.js';
import type { BroadcastConflict, BroadcastPage, BroadcastView } from '../../src/broadcasts/broadcast.schema.js';
import { UnusedPictures } from '../../src/courses/unused-pictures.service.js';
import { png } from '../courses/course-sample.js';
import { TestHouse } from '../house.js';
import { people } from './crowd.js';

const api = '/api/admin/broadcasts';

describe('drafts of broadcasts', () => {
  let house: TestHouse;
  let editor: Awaited<ReturnType<TestHouse['signedIn']>>;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T09:00Z' });
    editor = await house.signedIn('editor');
  });
  afterAll(() => house.close());

  const create = async () => (await editor.post(api).send({}).expect(201)).body as BroadcastView;
  const save = (id: string, body: Record<string, unknown>) => editor.put(`${api}/${id}`).send(body);
  const view = async (id: string) => (await editor.get(`${api}/${id}`).expect(200)).body as BroadcastView;

  it('are begun empty, saved field by field, copied and thrown away, each with a line in the log', async () => {
    const { id, version, state, slug } = await create();
    expect({ version, state, slug }).toEqual({ version: 1, state: 'draft', slug: null });
    const saved = (await save(id, { version, subject: 'Spring', body: 'Hello.' }).expect(200)).body as BroadcastView;
    expect(saved).toMatchObject({
      version: 2,
      subject: 'Spring',
      body: 'Hello.',
      preheader: '',
      savedBy: 'Edgar Editor',
    });
    expect((await save(id, { version: 2, subject: 'Spring' }).expect(200)).body).toMatchObject({ version: 2 });
    const copy = (await editor.post(`${api}/${id}/duplicate`).expect(201)).body as BroadcastView;
    expect(copy).toMatchObject({ subject: 'Spring', body: 'Hello.', state: 'draft', version: 1 });
    const listed = (await editor.get(api).expect(200)).body as BroadcastPage;
    expect(listed.items.map((one) => one.id)).toEqual([copy.id, id]);
    expect(listed.items[0]).toMatchObject({ audience: 'Newsletter readers', planned: 0, state: 'draft' });
    await editor.delete(`${api}/${copy.id}`).expect(204);
    await editor.get(`${api}/${copy.id}`).expect(404);
    const log = await house.database.dataSource.query<Array<{ action: string }>>(
      `select action from audit_entries where subject_kind = 'broadcast' order by id`,
    );
    expect(log.map(({ action }) => action)).toEqual([
      ...['broadcast.created', 'broadcast.saved', 'broadcast.created', 'broadcast.deleted'],
    ]);
  });

  it('of two saves on one version exactly one is done, and the other is shown both', async () => {
    const { id } = await create();
    const both = await Promise.all([save(id, { version: 1, subject: 'A' }), save(id, { version: 1, subject: 'B' })]);
    const [lost] = both.filter(({ status }) => status === 409);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { yours, theirs } = lost?.body as BroadcastConflict;
    expect(new Set([yours.subject, theirs.subject])).toEqual(new Set(['A', 'B']));
    expect((await view(id)).version).toBe(2);
  });

  it('say which field is wrong and what is expected, and keep what stood there', async () => {
    const { id, version } = await create();
    const wrong: Array<[Record<string, unknown>, string]> = [
      [{ sender: 'nobody@elsewhere.example' }, 'sender'],
      [{ slug: 'Not A Slug' }, 'slug'],
      [{ template: 'fancy' }, 'template'],
      [{ plan: { when: 'local', date: '2026-02-30', hour: 480 } }, 'plan.date'],
      [{ plan: { when: 'at', at: 'tomorrow' } }, 'plan.at'],
      [{ audience: { to: { kind: 'everybody' } } }, 'audience.to.kind'],
      [{ audience: { to: { kind: 'newsletter' }, only: [[{ is: 'sql', text: 'true' }]] } }, 'audience.only.0.0.is'],
      [{ pictures: [{ path: 'pictures/a.png', hash: 'a'.repeat(64) }] }, 'pictures'],
      [{ subject: 5 }, 'subject'],
    ];
    for (const [body, field] of wrong) {
      const { fields } = (await save(id, { version, ...body }).expect(422)).body as { fields: Record<string, string> };
      expect({ body, fields: Object.keys(fields) }).toEqual({ body, fields: [field] });
    }
    expect(await view(id)).toMatchObject({ version: 1, subject: '' });
    const other = await create();
    await save(other.id, { version: 1, slug: 'spring' }).expect(200);
    const taken = (await save(id, { version, slug: 'spring' }).expect(422)).body as { fields: Record<string, string> };
    expect(taken.fields.slug).toContain('/issues/spring');
    await (await house.signedIn('viewer')).post(api).send({}).expect(403);
  });

  it('keep their pictures, which are not cleared while a draft shows them', async () => {
    const { id } = await create();
    const upload = async (name: string) =>
      (
        await editor
          .post(`${api}/${id}/pictures`)
          .set('Content-Type', 'image/png')
          .set('X-File-Name', `${name}.png`)
          .send(Buffer.from(png(8, 8, name)))
          .expect(200)
      ).body as { path: string; hash: string };
    const [shown] = [await upload('shown'), await upload('forgotten')];
    const { path, hash } = shown;
    const saved = (await save(id, { version: 1, pictures: [{ path, hash }] }).expect(200)).body as BroadcastView;
    expect(saved.pictures).toEqual([{ path: 'pictures/shown.png', hash, width: 8, height: 8 }]);
    house.clock.moveTo(new Date(house.clock.now().getTime() + 8 * 86_400_000));
    expect(await house.app.get(UnusedPictures).clear(house.clock.now())).toBe(1);
    await house.web.get(`/pictures/${hash}`).expect(200);
  });

  it('tell how many people an audience means and show ten, masked for who may not see addresses', async () => {
    await people(house, [
      ...Array.from({ length: 12 }, (_, n) => ({ email: `reader${n}@example.com`, zone: 'Europe/Berlin' })),
      { email: 'no-consent@example.com', newsletter: false },
      { email: 'unconfirmed@example.com', confirmed: false },
      { email: 'tokyo@example.com', zone: 'Asia/Tokyo' },
    ]);
    const ask = async (audience: Record<string, unknown>, role: 'editor' | 'support' = 'support') =>
      (await (await house.signedIn(role)).post(`${api}/audience`).send({ audience }).expect(200))
        .body as AudienceReading;
    const to = { kind: 'newsletter' };
    const all = await ask({ to });
    expect(all).toMatchObject({ count: 13, atLeast: false, counting: false, gone: [] });
    expect(all.people).toHaveLength(10);
    expect(all.people[0]?.email).toBe('tokyo@example.com');
    expect((await ask({ to }, 'editor')).people[0]?.email).not.toContain('tokyo@');
    expect((await ask({ to, only: [[{ is: 'zone', zone: 'Asia/Tokyo' }]] })).count).toBe(1);
    expect((await ask({ to, only: [[{ is: 'zone', zone: 'Asia/Tokyo', not: true }]] })).count).toBe(12);
    expect(await ask({ to, only: [[{ is: 'tagged', tag: 'coach' }]] })).toMatchObject({
      count: 0,
      gone: ['The tag “coach”'],
    });
    expect(await ask({ to, segment: '99' })).toMatchObject({ count: 0, gone: ['The segment'] });
  });

  it('reach a course’s readers only where the sentence they agreed to is named, and spare whom they are told to', async () => {
    house.clock.moveTo(new Date('2026-04-01T06:00:00Z'));
    await house.join('walker@example.com', { zone: 'Europe/London', hour: '07:00' });
    const [course] = await house.database.dataSource.query<Array<{ id: string }>>(`select id from courses`);
    const ask = async (words: string[], spare = {}) =>
      (
        await editor
          .post(`${api}/audience`)
          .send({ audience: { to: { kind: 'course', course: course?.id, words }, spare } })
          .expect(200)
      ).body as AudienceReading;
    const { count, words } = await ask([]);
    expect({ count, people: words.map((one) => one.people) }).toEqual({ count: 0, people: [1] });
    const sentences = words.map((one) => one.words);
    expect((await ask(sentences)).count).toBe(1);
    expect((await ask(sentences, { letterToday: true })).count).toBe(0);
    expect((await ask(sentences, { firstDays: 3 })).count).toBe(0);
  });
});
