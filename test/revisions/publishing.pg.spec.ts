import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImpactView } from '../../src/impact/impact.schema.js';
import type { DraftView } from '../../src/courses/draft.schema.js';
import { course } from '../courses/course-sample.js';
import { TestHouse } from '../house.js';
import { dueReaders } from '../journeys/due-readers.js';

const api = '/api/admin/courses/sample';

describe('publishing a draft by the admin API', () => {
  let house: TestHouse;
  let editor: Awaited<ReturnType<TestHouse['signedIn']>>;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T07:00Z', course: course(['one', 'two', 'three', 'four']) });
    editor = await house.signedIn('editor');
    await dueReaders(house, 3);
    await house.liveUntil('2026-03-03T08:00Z'); // lessons one and two are there
  });
  afterAll(() => house.close());

  const edit = async (version: number, ...edits: object[]): Promise<DraftView> =>
    (await editor.post(`${api}/draft/edits`).send({ version, edits }).expect(200)).body as DraftView;
  const impact = async (query = ''): Promise<ImpactView> =>
    (await editor.get(`${api}/draft/impact${query}`).expect(200)).body as ImpactView;
  const publish = (body: object) => editor.post(`${api}/publish`).send(body);
  const draft = async () => (await editor.get(`${api}/draft`).expect(200)).body as DraftView;
  const insert = (key: string, before: string | null) => ({
    kind: 'lesson.insert',
    lesson: { key, subject: `About ${key}`, body: 'New words.\n' },
    before,
  });
  const subjectsOn = async (date: string) => {
    const rows = await house.database.dataSource.query<Array<{ key: string }>>(
      `select l.key from deliveries d join lessons l on l.id = d.lesson_id where d.local_date = $1 and d.state = 'accepted'`,
      [date],
    );
    return rows.map(({ key }) => key);
  };

  it('without a draft there is nothing to show and nothing to publish', async () => {
    expect(await impact()).toMatchObject({ version: 0, revision: 1, changes: [], choices: [], outcome: null });
    const { body } = await publish({ version: 0 }).expect(422);
    expect(Object.keys((body as { fields: object }).fields)).toEqual(['version']);
    expect(((await publish({ version: 1 }).expect(409)).body as { detail: string }).detail).toMatch(/published/);
  });

  it('asks where only the author can decide, and changes nothing without an answer', async () => {
    const { version } = await edit(0, insert('fresh', 'two'));
    const told = await impact();
    expect(told).toMatchObject({
      version,
      readers: 3,
      changes: [{ kind: 'inserted', lesson: 'fresh', about: 'About fresh', what: 'inserted as lesson 2', people: 3 }],
      choices: [{ option: 'inserted', enrollments: 3, answer: null, lessons: ['About fresh'] }],
    });
    const { body } = await publish({ version }).expect(422);
    expect(body).toMatchObject({ fields: { 'answers.inserted': expect.stringMatching(/^3 people have come past/) } });
    expect((await draft()).basedOn?.revision).toBe(1);
  });

  it('refuses a draft that somebody changed after it was looked at, and says what they did', async () => {
    const { version } = await draft();
    const owner = await house.signedIn('owner');
    await owner
      .post(`${api}/draft/edits`)
      .send({ version, edits: [{ kind: 'lesson.write', lesson: 'four', subject: 'Four, said better' }] })
      .expect(200);
    const { body } = await publish({ version, answers: { inserted: 'newcomers' } }).expect(409);
    expect(body).toMatchObject({ yours: { version }, theirs: { version: version + 1 } });
    expect((body as { detail: string }).detail).toMatch(
      /changed this course after you looked at it\. Nothing was published/,
    );
  });

  it('publishes in one transaction, once under one Idempotency-Key, and the mornings are as foretold', async () => {
    const { version } = await draft();
    const told = await impact('?inserted=newcomers');
    expect(told.choices).toMatchObject([{ option: 'inserted', answer: 'newcomers' }]);
    const request = { version, note: 'One more.', answers: { inserted: 'newcomers' } };
    const first = await publish(request).set('Idempotency-Key', 'publish-once-1').expect(200);
    expect(first.body).toMatchObject({ revision: 2, effects: { skipped: 3 } });
    expect((await publish(request).set('Idempotency-Key', 'publish-once-1').expect(200)).body).toEqual(first.body);
    await house.liveUntil('2026-03-04T08:00Z');
    const [person] = told.outcome?.people ?? [];
    expect(person?.after[0]).toMatchObject({ lesson: 'three', localDate: '2026-03-04' });
    expect(await subjectsOn('2026-03-04')).toEqual(['three', 'three', 'three']);
    const audit = await house.database.dataSource.query<unknown[]>(
      `select actor, after -> 'revision' as revision, after -> 'note' as note from audit_entries where action = 'course.published'`,
    );
    expect(audit).toEqual([{ actor: expect.stringMatching(/^admin:/), revision: 2, note: 'One more.' }]);
  });

  it('history tells what was published, compares it, and brings an old revision back as the draft', async () => {
    const page = await editor.get(`${api}/revisions?limit=1`).expect(200);
    expect(page.body).toMatchObject({
      items: [
        {
          number: 2,
          note: 'One more.',
          author: 'Edgar Editor',
          current: true,
          lessons: 5,
          changes: ['fresh: inserted as lesson 2', expect.any(String)],
        },
      ],
      next: expect.any(String),
    });
    const { next } = page.body as { next: string };
    expect((await editor.get(`${api}/revisions?limit=1&after=${next}`).expect(200)).body).toMatchObject({
      items: [{ number: 1, current: false, author: 'test' }],
      next: null,
    });
    expect((await editor.get(`${api}/revisions/1`).expect(200)).body).toMatchObject({
      number: 1,
      lessons: [{ key: 'one' }, {}, {}, {}],
    });
    const compared = await editor.get(`${api}/revisions/1/compare/2`).expect(200);
    expect(compared.body).toMatchObject({
      texts: [{ lesson: 'fresh', lines: [{ kind: 'added', text: expect.any(String) }] }],
    });
    await editor.get(`${api}/revisions/9`).expect(404);
    const kept = await house.database.dataSource.query<Array<{ author: string; who: string }>>(
      `select r.author, s.saver as who from revisions r join draft_steps s using (course_id)
       where r.number = 2 and s.words = array['published revision 2']`,
    );
    expect(kept).toEqual([{ author: expect.stringMatching(/^admin:/), who: 'Edgar Editor' }]);
    expect((await draft()).basedOn).toMatchObject({ revision: 2, author: 'Edgar Editor' });
    const { version } = await draft();
    const back = await editor.post(`${api}/revisions/1/publish-again`).send({ version }).expect(200);
    const view = back.body as DraftView;
    expect(view.lessons.map(({ key }) => key)).toEqual(['one', 'two', 'three', 'four']);
    expect(view.undoes).toBe('brought back revision 1');
    expect((await publish({ version: view.version }).expect(200)).body).toMatchObject({ revision: 3 });
    const viewer = await house.signedIn('support');
    await viewer.post(`${api}/publish`).send({ version: 9 }).expect(403);
  });

  it('a lesson that people were to skip is given after all, to as many as skip it, once', async () => {
    const { version } = await draft();
    const again = (await editor.post(`${api}/revisions/2/publish-again`).send({ version }).expect(200))
      .body as DraftView;
    await publish({ version: again.version }).expect(200); // nobody is asked: all of them skip it already
    const skipped = await editor.get(`${api}/revisions/2/skipped`).expect(200);
    expect(skipped.body).toEqual({ items: [{ lesson: 'fresh', people: 3, open: 3 }] });
    const give = () => editor.post(`${api}/revisions/2/give-after-all`).send({ lesson: 'fresh' }).expect(200);
    expect((await give()).body).toEqual({ people: 3 });
    expect((await give()).body).toEqual({ people: 0 });
    await house.liveUntil('2026-03-05T08:00Z');
    expect(await subjectsOn('2026-03-05')).toEqual(['fresh', 'fresh', 'fresh']);
    expect(await house.lostWalks()).toBe(0);
  });

  it('a fault keeps a course from being published, by file, line and lesson', async () => {
    const { version } = await draft();
    const broken = { kind: 'lesson.write', lesson: 'two', body: '```exercise\nname: \n```\n' };
    const saved = await edit(version, broken);
    expect(saved.faults).not.toEqual([]);
    const { body } = await publish({ version: saved.version }).expect(422);
    const { fields } = body as { fields: Record<string, string> };
    expect(Object.entries(fields)[0]).toEqual([
      expect.stringMatching(/^\d+-two\.md:\d+$/),
      expect.stringMatching(/^“About two”: /),
    ]);
    await editor.post(`${api}/draft/undo`).send({ version: saved.version }).expect(200);
  });

  it('a course that does not exist cannot follow, nor the course itself; the draft says so, and publishing', async () => {
    const { version } = await draft();
    const saved = await edit(version, { kind: 'settings.write', next: { course: 'nowhere' } });
    expect(saved.faults).toEqual([
      { file: 'course.yaml', line: 4, message: expect.stringMatching(/^next course: "nowhere" is not the address/) },
    ]);
    const { body } = await publish({ version: saved.version }).expect(422);
    expect(Object.keys((body as { fields: object }).fields)).toEqual(['course.yaml:4']);
    const itself = await edit(saved.version, { kind: 'settings.write', next: { course: 'sample' } });
    expect(itself.faults).toMatchObject([{ message: expect.stringMatching(/is this course itself/) }]);
  });
});
