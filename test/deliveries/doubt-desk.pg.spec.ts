import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contentFolder } from '../../src/cli/content-folder.js';
import { readCourseFolder } from '../../src/courses/course-folder.js';
import type { Decided, DeliveryDetail, DeliveryItem } from '../../src/deliveries/delivery.schema.js';
import { TestHouse } from '../house.js';
import { letElapse } from '../journeys/elapsed.js';
import { expectLedgerInOrder } from '../journeys/ledger-checks.js';
import { Reader } from '../journeys/reader.js';

describe('the desk for letters in doubt', () => {
  let house: TestHouse;
  let support: Awaited<ReturnType<TestHouse['signedIn']>>;
  let reader: Reader;
  let people = 0;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00Z', settings: { IN_DOUBT: 'hold' } });
    support = await house.signedIn('support');
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    house.clock.moveTo('2026-03-02T10:00Z');
    reader = await Reader.join(house, `reader${++people}@example.com`, { zone: 'UTC', hour: '07:00' });
    await house.liveUntil('2026-03-03T06:00Z', 120);
    cutNext();
    house.clock.moveTo('2026-03-03T07:00Z');
    await house.beat();
    letElapse(10);
    expect(await reader.lastRow()).toMatchObject({ state: 'in_doubt', held: true });
  });
  afterEach(async () => {
    letElapse(600);
    await decide('give-up', await inDoubt(), [200, 422]);
    expect(await house.lostWalks()).toBe(0);
    await expectLedgerInOrder(house);
    await reader.press('leave');
  });

  function cutNext(): void {
    house.mail.judge = (_to, _raw, session) => {
      house.mail.judge = null;
      house.mail.cut(session);
    };
  }
  const inDoubt = async () =>
    (await support.get('/api/admin/deliveries?state=in_doubt').expect(200)).body.items as DeliveryItem[];
  const decide = async (decision: string, items: readonly DeliveryItem[], expected = [200]) => {
    const deliveries = items.map(({ subscriberId, id }) => ({ subscriberId, id }));
    const { body, status } = await support.post('/api/admin/deliveries/decisions').send({ decision, deliveries });
    expect(expected).toContain(status);
    return body as Decided;
  };
  const copies = () => reader.letters.filter((letter) => letter.mail.subject?.startsWith('Day 2 '));

  it('lists what waits for a person, in words', async () => {
    const [item, ...others] = await inDoubt();
    expect(others).toEqual([]);
    expect(item).toMatchObject({
      person: { email: reader.email },
      kindSays: 'Lesson',
      stateSays: 'In doubt: waits for your decision',
      held: true,
      course: { slug: 'strong-glutes' },
    });
    expect((await support.get('/api/admin/deliveries/desk').expect(200)).body).toEqual({ inDoubt: 1, capped: false });
  });

  it('sends one again: the same bytes, once, although the walk has gone on meanwhile', async () => {
    const [before] = copies();
    house.clock.moveTo('2026-03-04T06:59Z');
    expect(await decide('resend', await inDoubt())).toEqual({ decided: 1, left: [] });
    house.clock.moveTo('2026-03-04T07:00Z');
    await house.beat();
    const [first, second, ...more] = copies();
    expect(more).toEqual([]);
    expect(first).toBe(before);
    expect(second?.raw.equals(first?.raw ?? Buffer.alloc(0))).toBe(true);
    expect(reader.lessons.slice(-1)).toEqual(['3 @ 2026-03-04T07:00Z']);
    await house.liveUntil('2026-03-05T07:00Z', 60);
    expect(reader.lessons.slice(-1)).toEqual(['4 @ 2026-03-05T07:00Z']);
    expect(copies()).toHaveLength(2);
  });

  it('sends one again also when the next letter stands planned already', async () => {
    await house.liveUntil('2026-03-03T12:00Z', 60);
    house.mail.judgeRecipient = () => Object.assign(new Error('4.2.1 busy'), { responseCode: 451 });
    house.clock.moveTo('2026-03-04T07:00Z');
    await house.beat();
    house.mail.judgeRecipient = null;
    expect(await reader.lastRow()).toMatchObject({ state: 'planned' });
    expect(await decide('resend', await inDoubt())).toMatchObject({ decided: 1 });
    expect(await house.lostWalks()).toBe(0);
    await house.beat();
    expect(copies()).toHaveLength(2);
    await house.liveUntil('2026-03-05T07:00Z', 30);
  });

  it('holds it once more when it is cut once more, and the walk is not held up', async () => {
    cutNext();
    await decide('resend', await inDoubt());
    await house.beat();
    letElapse(10);
    expect(await inDoubt()).toMatchObject([{ held: true }]);
    await house.liveUntil('2026-03-04T07:00Z', 60);
    expect(reader.lessons.slice(-1)).toEqual(['3 @ 2026-03-04T07:00Z']);
  });

  it('closes one that nobody could hand over in two days, and never sends the lesson as another letter', async () => {
    await decide('resend', await inDoubt());
    house.clock.moveTo('2026-03-05T08:00Z');
    await house.liveUntil('2026-03-06T07:00Z', 60);
    expect((await reader.rows())[1]).toMatchObject({ state: 'closed' });
    expect(copies()).toHaveLength(1);
  });

  it('gives one up, or notes that it arrived: nothing is sent, and it counts as had', async () => {
    const [item] = await inDoubt();
    expect(await decide('give-up', await inDoubt())).toEqual({ decided: 1, left: [] });
    await house.liveUntil('2026-03-05T07:00Z', 60);
    expect(copies()).toHaveLength(1);
    const path = `/api/admin/deliveries/${item?.subscriberId}/${item?.id}`;
    const { body } = await support.get(path).expect(200);
    expect(body).toMatchObject({ state: 'closed', doubts: 1, attempts: 1, kept: true });
    expect((body as DeliveryDetail).history.at(-1)).toMatchObject({ what: 'Given up at the desk' });
  });

  it('decides once: the second time, and for a letter that somebody else decided about, it says so', async () => {
    const items = await inDoubt();
    await decide('arrived', items);
    const again = await decide('resend', items);
    expect(again).toMatchObject({ decided: 0, left: [{ because: expect.stringContaining('no longer in doubt') }] });
    await house.beat();
    expect(copies()).toHaveLength(1);
    const entries = await house.database.dataSource.query(
      `select actor, action, before, after from audit_entries where subject_kind = 'delivery' and subject_id = $1`,
      [items[0]?.id],
    );
    expect(entries).toEqual([
      {
        actor: expect.stringMatching(/^admin:/),
        action: 'delivery.arrived',
        before: { state: 'in_doubt' },
        after: { state: 'accepted' },
      },
    ]);
  });

  it('sends nothing to somebody who has left, and says so', async () => {
    const items = await inDoubt();
    await reader.press('leave');
    expect(await decide('resend', items)).toMatchObject({
      decided: 0,
      left: [{ because: expect.stringContaining('left') }],
    });
    expect(await decide('give-up', items)).toMatchObject({ decided: 1 });
    await house.signUp(reader.email, { zone: 'UTC', hour: '07:00' });
  });

  it('closes one sent again when its lesson leaves the course, and the walk goes on as it stood', async () => {
    house.mail.judgeRecipient = () => Object.assign(new Error('4.2.1 busy'), { responseCode: 451 });
    await decide('resend', await inDoubt());
    await house.beat();
    const files = await readCourseFolder(contentFolder('strong-glutes'));
    const [second = ''] = [...files.keys()].filter((name) => name.startsWith('02-'));
    files.delete(second);
    await house.publish(files);
    house.mail.judgeRecipient = null;
    expect((await reader.rows())[1]).toMatchObject({ state: 'closed' });
    expect(await house.lostWalks()).toBe(0);
    await house.liveUntil('2026-03-04T07:00Z', 60);
    expect(reader.lessons.slice(-1)).toEqual(['3 @ 2026-03-04T07:00Z']);
    await house.publish(await readCourseFolder(contentFolder('strong-glutes')), { inserted: 'newcomers' });
  });

  it('is not for those whose role only reads, and takes no empty list', async () => {
    const viewer = await house.signedIn('viewer');
    const [item] = await inDoubt();
    await viewer
      .post('/api/admin/deliveries/decisions')
      .send({ decision: 'resend', deliveries: [{ subscriberId: item?.subscriberId, id: item?.id }] })
      .expect(403);
    const { body } = await viewer.get('/api/admin/deliveries?state=in_doubt').expect(200);
    expect(body.items[0].person.email).not.toBe(reader.email);
    const empty = await support.post('/api/admin/deliveries/decisions').send({ decision: 'resend', deliveries: [] });
    expect(empty.status).toBe(422);
    expect(empty.body.fields).toEqual({ deliveries: 'Please choose at least one letter.' });
  });
});
