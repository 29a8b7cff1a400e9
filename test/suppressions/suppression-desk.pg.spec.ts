import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SuppressionItem } from '../../src/suppressions/suppression.schema.js';
import { SuppressionStore } from '../../src/suppressions/suppression.store.js';
import { TestHouse } from '../house.js';

describe('the list of suppressions', () => {
  let house: TestHouse;
  let support: Awaited<ReturnType<TestHouse['signedIn']>>;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00Z' });
    support = await house.signedIn('support');
  });
  afterAll(() => house.close());

  const add = (body: object) => support.post('/api/admin/suppressions').send(body);
  const search = async (address: string) =>
    (await support.post('/api/admin/suppressions/search').send({ address }).expect(200)).body
      .found as SuppressionItem | null;

  it('finds an address typed whole, in any spelling, and shows nothing of it', async () => {
    await add({ address: 'Nobody@Example.com', reason: 'complaint', note: 'said so on the phone' }).expect(200);
    const found = await search('nobody@EXAMPLE.com');
    expect(found).toMatchObject({ reason: 'complaint', note: 'said so on the phone', liftable: true });
    expect(await search('somebody@example.com')).toBeNull();
    const { body } = await support.get('/api/admin/suppressions').expect(200);
    expect(JSON.stringify(body)).not.toMatch(/example\.com/i);
  });

  it('stops letters to the address from the next one on, and lifting it lets the walk go on', async () => {
    await house.join('runner@example.com', { zone: 'UTC', hour: '07:00' });
    await add({ address: 'runner@example.com', note: 'asked for a rest' }).expect(200);
    await house.liveUntil('2026-03-04T08:00Z', 60);
    expect(house.subjects('runner@example.com')).toHaveLength(2);
    const { hash } = (await search('runner@example.com')) ?? { hash: '' };
    await support.post(`/api/admin/suppressions/${hash}/lift`).send({ because: 'they asked to come back' }).expect(204);
    await house.liveUntil('2026-03-05T08:00Z', 60);
    expect(house.subjects('runner@example.com')).toHaveLength(3);
    expect(await house.lostWalks()).toBe(0);
  });

  it('keeps a person’s own no: the team cannot lift it, and a softer reason never takes its place', async () => {
    await house.join('gone@example.com');
    const link = house.pathIn(house.lastTo('gone@example.com'), '/manage/');
    await house.web.post(link).type('form').send({ action: 'leave-everything' });
    const before = await search('gone@example.com');
    if (before?.reason !== 'unsubscribed') throw new Error('the person has not left');
    const refused = await support.post(`/api/admin/suppressions/${before.hash}/lift`).send({ because: 'we want them' });
    expect(refused.status).toBe(403);
    expect(refused.body.detail).toContain('Only they can turn it round');
    expect(await search('gone@example.com')).toMatchObject({ reason: 'unsubscribed' });
    await add({ address: 'gone@example.com', reason: 'hard-bounce' }).expect(200);
    await add({ address: 'gone@example.com', reason: 'manual' }).expect(200);
    expect(await search('gone@example.com')).toMatchObject({ reason: 'hard-bounce' });
  });

  it('forgets the team’s words with the person who asks to be forgotten, and goes on not writing to them', async () => {
    await house.join('secret@example.com');
    await add({ address: 'secret@example.com', reason: 'complaint', note: 'Secretina was cross' }).expect(200);
    const { hash } = (await search('secret@example.com')) ?? { hash: '' };
    await house.app.get(SuppressionStore).suppress(hash, 'forgotten', house.clock.now());
    expect(await search('secret@example.com')).toMatchObject({ reason: 'complaint', note: '' });
    const entries = await house.database.dataSource.query(`select before, after from audit_entries`);
    expect(JSON.stringify(entries)).not.toContain('Secretina');
  });

  it('says what is wrong beside the field, and keeps addresses out of notes', async () => {
    const { body } = await add({ address: 'nobody', note: 'is a@b.example' }).expect(422);
    expect(Object.keys(body.fields)).toEqual(['address', 'note']);
    const { hash } = (await search('nobody@example.com')) ?? { hash: '' };
    const unsaid = await support.post(`/api/admin/suppressions/${hash}/lift`).send({ because: ' ' }).expect(422);
    expect(unsaid.body.fields.because).toContain('say why');
  });

  it('is paged by key, newest first, whole or by reason, and every change is in the audit log', async () => {
    for (let n = 0; n < 5; n++) {
      house.clock.moveTo(new Date(house.clock.now().getTime() + 60_000));
      await add({ address: `page${n}@example.com` }).expect(200);
    }
    const seen: SuppressionItem[] = [];
    for (let after = ''; ;) {
      const { body } = await support.get(`/api/admin/suppressions?limit=2&reason=manual${after}`).expect(200);
      seen.push(...body.items);
      if (body.next === null) break;
      after = `&after=${body.next}`;
    }
    expect(seen).toHaveLength(5);
    expect(seen.map((one) => one.since)).toEqual(
      seen
        .map((one) => one.since)
        .sort()
        .reverse(),
    );
    const entries = await house.database.dataSource.query<Array<{ text: string }>>(
      `select to_jsonb(a)::text as text from audit_entries a where subject_kind = 'suppression'`,
    );
    expect(entries.length).toBeGreaterThanOrEqual(9);
    expect(entries.map((entry) => entry.text).join()).not.toMatch(/example\.com/);
  });

  it('is changed by those who may, and read by everybody signed in', async () => {
    const editor = await house.signedIn('editor');
    await editor.get('/api/admin/suppressions').expect(200);
    await editor.post('/api/admin/suppressions').send({ address: 'a@example.com' }).expect(403);
  });
});
