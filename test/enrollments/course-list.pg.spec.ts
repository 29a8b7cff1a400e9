import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { CourseListItem } from '../../src/enrollments/course-list.schema.js';
import { DraftService } from '../../src/courses/draft.service.js';
import { course } from '../courses/course-sample.js';
import { TestHouse } from '../house.js';

let house: TestHouse;
beforeAll(async () => {
  house = await TestHouse.open({ at: '2026-03-02T12:00:00Z' });
});
afterAll(() => house.close());

it('the list of courses says how many people walk through each, and what waits to be published', async () => {
  await house.join('ana@example.com');
  await house.publish(course(['one', 'two']));
  await house.app
    .get(DraftService)
    .edit(
      'sample',
      0,
      [{ kind: 'lesson.remove', lesson: 'two' }],
      { actor: 'admin:9', name: 'Ben' },
      house.clock.now(),
    );
  const viewer = await house.signedIn('viewer');
  const editor = await house.signedIn('editor');
  await editor.post('/api/admin/courses').send({ slug: 'fresh', name: 'Fresh' }).expect(201);

  const first = await viewer.get('/api/admin/courses?limit=2').expect(200);
  const rest = await viewer.get(`/api/admin/courses?limit=2&after=${first.body.next}`).expect(200);
  expect(rest.body.next).toBeNull();
  const none = { count: 0, more: false };
  const items = [...first.body.items, ...rest.body.items] as CourseListItem[];
  expect(items).toEqual([
    expect.objectContaining({
      slug: 'strong-glutes',
      lessons: 14,
      draft: null,
      readers: { active: { count: 1, more: false }, paused: none, finished: none },
    }),
    expect.objectContaining({
      slug: 'sample',
      lessons: 1,
      published: { revision: 1, publishedAt: expect.any(String) },
      draft: { savedAt: '2026-03-02T12:00:00.000Z', savedBy: 'Ben', changes: 1 },
    }),
    expect.objectContaining({
      slug: 'fresh',
      name: 'Fresh',
      published: null,
      draft: expect.objectContaining({ savedBy: 'Edgar Editor' }),
    }),
  ]);
});

it('a role that may not write reads the draft and cannot change it', async () => {
  const support = await house.signedIn('support');
  const { body } = await support.get('/api/admin/courses/strong-glutes/draft').expect(200);
  const edits = [{ kind: 'lesson.move', lesson: body.lessons[3].key, before: body.lessons[0].key }];
  await support.post('/api/admin/courses/strong-glutes/draft/edits').send({ version: body.version, edits }).expect(403);
  await support.post('/api/admin/courses').send({ slug: 'mine', name: 'Mine' }).expect(403);
  await support.post('/api/admin/courses/strong-glutes/draft/simulation').send({ from: '2026-03-03' }).expect(200);
});

it('an edit of a stale version is answered with both versions and what happened in between', async () => {
  const editor = await house.signedIn('editor');
  const path = '/api/admin/courses/strong-glutes/draft';
  const { body } = await editor.get(path).expect(200);
  const move = (lesson: string, before: string) => ({
    version: body.version,
    edits: [{ kind: 'lesson.move', lesson, before }],
  });
  const [first, second, third] = body.lessons.map(({ key }: { key: string }) => key);
  await editor.post(`${path}/edits`).send(move(third, first)).expect(200);
  const clash = await editor.post(`${path}/edits`).send(move(second, first)).expect(409);
  expect(clash.body).toMatchObject({
    yours: move(second, first),
    theirs: { version: body.version + 1 },
    changes: [{ what: [expect.stringMatching(/^moved /)] }],
  });
});
