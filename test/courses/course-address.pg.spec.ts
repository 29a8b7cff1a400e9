import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CourseStore } from '../../src/courses/course.store.js';
import { inTransaction } from '../../src/database/transaction.js';
import { TestHouse } from '../house.js';
import { course } from './course-sample.js';

describe('A course’s address', () => {
  let house: TestHouse;
  let owner: Awaited<ReturnType<TestHouse['signedIn']>>;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T06:00Z' });
    await house.publish(course());
    owner = await house.signedIn('owner');
  });
  afterAll(() => house.close());

  const move = (from: string, slug: string) => owner.put(`/api/admin/courses/${from}/address`).send({ slug });
  const slugs = async () =>
    (
      await house.database.dataSource.query<Array<{ slug: string }>>(
        'select slug from courses union all select slug from course_aliases order by slug',
      )
    ).map(({ slug }) => slug);

  it('can be another one; the former leads there, and takes sign-ups from pasted forms', async () => {
    const answer = await move('strong-glutes', 'strong-hips');
    expect(answer.body).toEqual({ slug: 'strong-hips', aliases: ['strong-glutes'] });
    const old = await house.web.get('/courses/strong-glutes');
    expect([old.status, old.headers.location, old.headers['cache-control']]).toEqual([
      301,
      '/courses/strong-hips',
      'no-cache',
    ]);
    expect((await house.web.get('/courses/strong-hips')).text).toContain('action="/courses/strong-hips/signup"');
    expect((await house.web.get('/courses/strong-glutes/embed.js')).text).toContain('/courses/strong-hips/signup');
    await house.signUp('ada@example.com');
    expect(house.subjects('ada@example.com')).toHaveLength(1);
  });

  it('that is gone still takes files that name it, and no new course', async () => {
    const files = course(['one', 'two'], '', { 'course.yaml': 'slug: strong-glutes\nname: Stronger' });
    expect((await house.publish(files, { end: 'finish' })).outcome).toBe('published');
    expect((await house.web.get('/courses/strong-hips')).text).toContain('Stronger');
    expect(await slugs()).toEqual(['sample', 'strong-glutes', 'strong-hips']);
  });

  it('is refused where another course is, or was, and says so beside the field', async () => {
    for (const taken of ['strong-hips', 'strong-glutes']) {
      const answer = await move('sample', taken);
      expect(answer.status).toBe(422);
      expect((answer.body as { fields: { slug: string } }).fields.slug).toContain(`"${taken}"`);
    }
    for (const wrong of ['Über uns', '', 'a--b', 'a'.repeat(81)])
      expect((await move('sample', wrong)).status).toBe(422);
    expect(await slugs()).toEqual(['sample', 'strong-glutes', 'strong-hips']);
  });

  it('may be taken back, with every link between still working', async () => {
    await move('strong-hips', 'hips');
    house.clock.moveTo(new Date('2026-03-02T06:05Z'));
    const answer = await move('strong-hips', 'strong-glutes');
    expect(answer.body).toEqual({ slug: 'strong-glutes', aliases: ['hips', 'strong-hips'] });
    for (const alias of ['hips', 'strong-hips'])
      expect((await house.web.get(`/courses/${alias}`)).headers.location).toBe('/courses/strong-glutes');
    expect((await house.web.get('/courses/strong-glutes')).status).toBe(200);
  });

  it('is for those who may publish, and every change is written down', async () => {
    const viewer = await house.signedIn('viewer');
    expect((await viewer.put('/api/admin/courses/sample/address').send({ slug: 'mine' })).status).toBe(403);
    expect((await viewer.get('/api/admin/courses/sample/address')).body).toEqual({ slug: 'sample', aliases: [] });
    expect((await move('no-such', 'mine')).status).toBe(404);
    const [entry] = await house.database.dataSource.query<Array<Record<string, unknown>>>(
      `select actor, before, after from audit_entries where action = 'course.moved' order by id limit 1`,
    );
    expect(entry).toEqual({
      actor: expect.stringMatching(/^admin:/) as unknown,
      before: { slug: 'strong-glutes' },
      after: { slug: 'strong-hips' },
    });
  });

  it('never goes to two courses, though one is pushed there while another leaves', async () => {
    const store = house.app.get(CourseStore);
    const { dataSource } = house.database;
    const now = house.clock.now();
    let pushed: Promise<unknown> = Promise.resolve();
    await inTransaction(dataSource, async (db) => {
      const sample = await store.bySlug('sample', db);
      await store.rename(sample?.id ?? '', 'sample-two', now, db);
      pushed = inTransaction(dataSource, (other) => store.lock('sample', now, other));
      while (!(await somebodyWaits())) await pause(20);
    });
    expect(await pushed).toMatchObject({ slug: 'sample-two' });
    expect((await slugs()).filter((slug) => slug === 'sample')).toHaveLength(1);
  });

  const somebodyWaits = async () => {
    const locked = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    return (await house.database.dataSource.query<unknown[]>(locked)).length > 0;
  };
});
