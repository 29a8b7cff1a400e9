import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addMadeUpReaders } from '../../src/cli/made-up-readers.js';
import { CourseReader } from '../../src/courses/course.reader.js';
import { coursesById } from '../../migrations/1764011000000-finding-parts.js';
import { TestHouse } from '../house.js';
import { peopleFilters, theCourse } from './people-filters.js';
import { costOf, readRoutes, recordQueries, type RecordedQuery } from './query-costs.js';

/** What one page of the admin may touch, whatever the house holds: 8 MB, mostly in memory. */
const buffersAtMost = 1_000;

let house: TestHouse;
let owner: Awaited<ReturnType<TestHouse['signedIn']>>;
let viewer: typeof owner;
let stopRecording: () => RecordedQuery[];

beforeAll(async () => {
  house = await TestHouse.open({ at: '2026-11-02T05:00:00Z' });
  [owner, viewer] = await Promise.all([house.signedIn('owner'), house.signedIn('viewer')]);
  const course = await house.app.get(CourseReader).bySlug('strong-glutes');
  if (!course) throw new Error('the course is not published');
  expect(course.id).toBe(theCourse);
  const people = { count: 20_000, enrolled: 8_000, course, places: 'anywhere' as const };
  await addMadeUpReaders(house.app, people, house.clock.now(), () => undefined);
  await house.database.dataSource.query('vacuum analyze');
});
afterAll(() => house.close());

/** Asks for a page, and gives what each query behind it touched and read from end to end. */
async function costsOf(path: string, who = owner) {
  stopRecording = recordQueries(house.database.dataSource);
  const answer = await who.get(path);
  const queries = stopRecording();
  if (answer.status >= 500) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return { answer, costs: await Promise.all(queries.map((query) => costOf(house.database.dataSource, query))) };
}

const tooDear = (costs: Awaited<ReturnType<typeof costsOf>>['costs']) =>
  costs.filter(({ buffers, scanned }) => buffers > buffersAtMost || scanned.length > 0);

describe('every query behind a page of the admin', () => {
  it('is found by its route, uses an index and touches a thousand buffers at most', async () => {
    const routes = await readRoutes(owner, {
      slug: 'strong-glutes',
      id: '100',
      ...{ enrollment: '40', lesson: 'clamshells', delivery: '1' },
    });
    expect(routes.length).toBeGreaterThan(8);
    const dear: unknown[] = [];
    for (const path of routes) {
      const { costs } = await costsOf(path);
      dear.push(...tooDear(costs).map((cost) => ({ path, ...cost })));
    }
    expect(dear).toEqual([]);
  });

  it('also where a draft waits to be published: a worker reads the people, each batch in proportion', async () => {
    const course = '/api/admin/courses/strong-glutes/draft';
    const lesson = { key: 'new', subject: 'New', body: 'Words.\n' };
    const edits = [{ kind: 'lesson.insert', lesson, before: 'wake-them-up' }];
    await owner.post(`${course}/edits`).send({ version: 0, edits }).expect(200);
    const pages = [`${course}/impact`, `${course}/impact?inserted=next&finishers=offer`, `${course}/taken-slots`];
    for (const path of pages) {
      const { answer, costs } = await costsOf(path);
      expect(answer.body).toMatchObject({ asOf: null, underway: 0 });
      expect(tooDear(costs)).toEqual([]);
    }
    const stop = recordQueries(house.database.dataSource);
    await house.runJobs();
    const batches = stop().filter(({ sql }) => sql.includes('json_build_array'));
    const work = await Promise.all(batches.slice(0, 5).map((query) => costOf(house.database.dataSource, query)));
    for (const { buffers, scanned } of work) {
      expect(buffers).toBeLessThan(40 * 500);
      expect(scanned).toEqual([]);
    }
    for (const path of pages) {
      const { answer, costs } = await costsOf(path);
      expect(answer.body).toMatchObject({ asOf: house.clock.now().toISOString(), underway: null });
      expect(tooDear(costs)).toEqual([]);
    }
  });

  it.each(Object.entries(peopleFilters))(
    'also where subscribers are filtered by %s, page and count',
    async (_, filter) => {
      const query = `filter=${encodeURIComponent(JSON.stringify(filter))}`;
      const first = await costsOf(`/api/admin/subscribers?${query}`);
      expect(first.answer.status).toBe(200);
      expect(tooDear(first.costs)).toEqual([]);
      if (first.answer.body.next) {
        const second = await costsOf(`/api/admin/subscribers?${query}&after=${first.answer.body.next}`);
        expect(tooDear(second.costs)).toEqual([]);
      }
      // Counts end at 10,000, half of this seed, where reading a table may be the best there is: so the buffers alone.
      const count = await costsOf(`/api/admin/subscribers/count?${query}`);
      expect(count.costs.filter(({ buffers }) => buffers > buffersAtMost)).toEqual([]);
    },
  );

  it.each([
    ...[
      'ada',
      'ada.16@',
      'zzz',
      'a',
      'ada.16@example.com',
      '16@',
      '@example',
      'e',
      'example.com',
      'tests',
      'van der',
      'meier',
    ],
    ...[
      'ada&filter=[[{"is":"tagged","tag":"coach"}]]',
      'example&filter=[[{"is":"zone","zone":"Asia/Tokyo"}],[{"is":"suppressed"}]]',
    ],
  ])('also where they are searched by “%s”', async (search) => {
    for (const path of ['/api/admin/subscribers', '/api/admin/subscribers/count'])
      for (const who of [owner, viewer])
        expect(tooDear((await costsOf(`${path}?search=${encodeURI(search)}`, who)).costs)).toEqual([]);
  });
});

const ofTheLedger = [
  ...['', 'state=accepted', 'state=refused', 'state=in_doubt', 'state=withdrawn', 'state=skipped', 'state=planned'],
  ...['state=sending', 'late=true', 'kind=confirmation', 'kind=notice', 'course=strong-glutes', 'subscriber=100'],
  ...[
    'course=strong-glutes&lesson=clamshells',
    'course=strong-glutes&state=refused',
    'course=strong-glutes&kind=completion',
  ],
  ...['from=2026-10-20T00:00:00Z&to=2026-10-21T00:00:00Z', 'kind=broadcast&course=strong-glutes'],
].map((query) => `deliveries?limit=100&${query}`);

describe('every query behind Today and the pages on the ledger', () => {
  it.each([...ofTheLedger, 'today?zone=Europe/London', 'suppressions?limit=100', 'suppressions?reason=manual'])(
    'costs no more for /%s, and for the page after it',
    async (path) => {
      const first = await costsOf(`/api/admin/${path}`);
      expect(first.answer.status).toBe(200);
      expect(tooDear(first.costs)).toEqual([]);
      if (first.answer.body.next)
        expect(tooDear((await costsOf(`/api/admin/${path}&after=${first.answer.body.next}`)).costs)).toEqual([]);
    },
  );
});

/** Nobody else of the made-up readers is called so, in any part. */
const annas = 'anna-maria.van.der.meier@mail.example.org';

describe('a filter', () => {
  beforeAll(() =>
    house.database.dataSource.query(
      `update subscribers set email = $1, email_key = $1, first_name = 'Rosa Magda von Storm' where id = 101`,
      [annas],
    ),
  );

  const ids = async (query: string): Promise<string[]> => {
    const all: string[] = [];
    for (let after = ''; ;) {
      const { body } = await owner.get(`/api/admin/subscribers?limit=100&${query}${after}`).expect(200);
      all.push(...body.items.map(({ id }: { id: string }) => id));
      if (body.next === null || all.length > 3_000) return all;
      after = `&after=${body.next}`;
    }
  };
  const matching = (where: string): Promise<string[]> =>
    house.database.dataSource
      .query<Array<{ id: string }>>(`select s.id from subscribers s where ${where} order by s.id desc`)
      .then((rows) => rows.map(({ id }) => id));
  const newest = (a: string, b: string) => Number(b) - Number(a);
  const walk = `exists (select 1 from enrollments e where e.subscriber_id = s.id`;
  const tagged = (tag: string) =>
    `exists (select 1 from subscriber_tags t where t.subscriber_id = s.id and t.tag = '${tag}')`;

  it.each<[string, object[][], string]>([
    ['a state', [[{ is: 'enrolled', course: theCourse, states: ['paused'] }]], `${walk} and e.state = 'paused')`],
    ['a day', [[{ is: 'enrolled', course: theCourse, day: { from: 6, to: 6 } }]], `${walk} and e.state in ('active', 'paused') and e.lessons_had = 6)`],
    ['a tag and a zone', [[{ is: 'tagged', tag: 'trail' }], [{ is: 'zone', zone: 'america/new_york' }]], `${tagged('trail')} and s.zone = 'America/New_York'`],
    ['when a walk ended', [[{ is: 'enrolled', states: ['left'], ended: { from: 0, to: 7 } }]], `${walk} and e.state = 'left' and e.ended_at > '2026-10-26T05:00:00Z')`],
    ['when they agreed', [[{ is: 'consented', purpose: 'course', agreed: { from: 10, to: 90 } }]], `exists (select 1 from consents n where n.subscriber_id = s.id and n.purpose = 'course' and n.confirmed_at <= '2026-10-23T05:00:00Z' and n.confirmed_at > '2026-08-04T05:00:00Z')`],
    ['one or another', [[{ is: 'tagged', tag: 'coach' }, { is: 'suppressed' }]], `(${tagged('coach')} or exists (select 1 from suppressions x where x.address_hash = s.address_hash))`],
    ['neither', [[{ is: 'tagged', tag: 'runner', not: true }], [{ is: 'joined', from: '2026-09-01', to: '2026-10-01' }]], `not ${tagged('runner')} and s.created_at >= '2026-09-01Z' and s.created_at < '2026-10-02Z'`],
  ])('means exactly those of whom it holds, each once, page by page: %s', async (_, filter, where) => {
    const found = await ids(`filter=${encodeURIComponent(JSON.stringify(filter))}`);
    expect(found.toSorted(newest)).toEqual(await matching(where));
    expect(found.length).toBeGreaterThan(100);
  }); // prettier-ignore

  it('searches by the beginning of an address, then of a name, with filters beside it', async () => {
    const found = await ids(`search=chlo&filter=${encodeURIComponent('[[{"is":"tagged","tag":"coach"}]]')}`);
    expect(found).toHaveLength((await matching(`s.email_key like 'chlo%' and ${tagged('coach')}`)).length);
    expect(await ids('search=Chloé')).toHaveLength((await matching(`s.first_name = 'Chloé'`)).length);
    const [one] = await ids('search=ADA.16@example.com');
    expect(await matching(`s.email_key = 'ada.16@example.com'`)).toEqual([one]);
  });

  it.each([
    ['how it begins', 'anna-maria.v'], ['its second word', 'maria.van'], ['its last word', 'meier'], ['a word with what follows', 'meier@mail'],
    ['what follows the @', 'mail.exam'], ['the same, with the @', '@mail.exam'], ['how the name begins', 'rosa m'], ['its second word', 'magda'],
    ['its last word', 'storm'], ['two of its words', 'magda von'],
  ])('finds somebody by a part of the address or the name, once: %s', async (_, search) => {
    expect(await ids(`search=${encodeURIComponent(search)}`)).toEqual(['101']);
  }); // prettier-ignore

  it('finds nobody by letters in the middle of a word, and by addresses only for those who see them', async () => {
    for (const search of ['eier', 'ail.example', '@example.org.au'])
      expect(await ids(`search=${encodeURIComponent(search)}`)).toEqual([]);
    const masked = async (search: string) =>
      (await viewer.get(`/api/admin/subscribers?search=${encodeURIComponent(search)}`).expect(200)).body.items.length;
    expect(await Promise.all(['meier', '@mail.exam', 'anna-maria.van', annas, 'storm'].map(masked))).toEqual([0, 0, 0, 1, 1]); // prettier-ignore
  });

  it('beside a search looks at some people a call, and goes on from there', async () => {
    const query = `search=exam&filter=${encodeURIComponent('[[{"is":"tagged","tag":"coach"}]]')}`;
    const found = await ids(query);
    expect(new Set(found).size).toBe(found.length);
    expect(found.sort()).toEqual((await matching(`split_part(s.email_key, '@', 2) like 'exam%' and ${tagged('coach')}`)).sort()); // prettier-ignore
  });

  it('says what it names and is no longer there', async () => {
    const filter = encodeURIComponent('[[{"is":"tagged","tag":"gone"},{"is":"enrolled","course":"999"}]]');
    const { body } = await owner.get(`/api/admin/subscribers/count?filter=${filter}`).expect(200);
    expect(body).toMatchObject({ people: 0, gone: ['The tag “gone”', 'A course'] });
  });

  it('kept before courses were named by their id means the same course, also under a former address', async () => {
    const db = house.database.dataSource;
    await db.query(`insert into course_aliases (slug, course_id, left_at) values ('glutes', $1, now())`, [theCourse]);
    const at = (course: string) => [[{ is: 'enrolled', course, day: { from: 6, to: 6 } }, { is: 'suppressed' }], [{ is: 'confirmed' }]]; // prettier-ignore
    for (const [name, course] of [['of now', 'strong-glutes'], ['of then', 'glutes'], ['of nothing', 'no-course']] as const)
      await db.query(`insert into segments (name, expression, created_at, saved_at, saved_by) values ($1, $2, now(), now(), 'test')`, [name, JSON.stringify(at(course))]); // prettier-ignore
    await db.query(coursesById('segments'));
    const { body } = await owner.get('/api/admin/segments').expect(200);
    expect(body).toMatchObject([
      { name: 'of nothing', expression: at('0'), gone: ['A course'] },
      { name: 'of now', expression: at(theCourse), gone: [] },
      { name: 'of then', expression: at(theCourse), gone: [] },
    ]);
    await db.query('delete from segments');
  });

  it('that cannot be read is refused beside its field', async () => {
    for (const filter of ['nonsense', '{"is":1}', '[[{"is":"tagged"}]]', '[[{"is":"bald"}]]']) {
      const { body } = await owner.get(`/api/admin/subscribers?filter=${encodeURIComponent(filter)}`).expect(422);
      expect(Object.keys(body.fields).every((field) => field.startsWith('filter'))).toBe(true);
    }
    const { body } = await owner.get('/api/admin/subscribers?after=nonsense').expect(422);
    expect(body.fields).toHaveProperty('after');
  });

  it('kept as a segment has a name of its own, and can be changed and deleted', async () => {
    const coaches = { name: 'Coaches', expression: [[{ is: 'tagged', tag: 'coach' }]] };
    const { body: saved } = await owner.post('/api/admin/segments').send(coaches).expect(201);
    expect((await owner.post('/api/admin/segments').send({ ...coaches, name: 'COACHES' }).expect(422)).body.fields.name).toBeDefined(); // prettier-ignore
    await owner
      .put(`/api/admin/segments/${saved.id}`)
      .send({ ...coaches, name: 'All coaches' })
      .expect(200);
    expect((await owner.get('/api/admin/segments').expect(200)).body).toMatchObject([{ name: 'All coaches' }]);
    await owner.delete(`/api/admin/segments/${saved.id}`).expect(204);
    await owner.delete(`/api/admin/segments/${saved.id}`).expect(404);
  });

  it('is written out as CSV, whoever it means, with nothing in it that a spreadsheet runs', async () => {
    await house.database.dataSource.query(`update subscribers set first_name = '=1+1,"x"' where id = 100`);
    const { text } = await owner.get(`/api/admin/subscribers/export?filter=${encodeURIComponent('[[{"is":"tagged","tag":"coach"}]]')}`).expect(200); // prettier-ignore
    expect(text.split('\r\n')).toHaveLength((await matching(tagged('coach'))).length + 2);
    expect(text).toContain(`,"'=1+1,""x""",`);
  });
});
