import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Person, TimelineItem, WhyAnswer } from '../../src/people/person.schema.js';
import { TestHouse } from '../house.js';
import { Reader } from '../journeys/reader.js';

let house: TestHouse;
let support: Awaited<ReturnType<TestHouse['signedIn']>>;
let maren: Reader;
let id: string;

beforeAll(async () => {
  house = await TestHouse.open({ at: '2026-11-02T05:00:00Z' });
  support = await house.signedIn('support');
  maren = await Reader.join(house, 'Maren.Friis@example.com', {
    first_name: 'Maren',
    zone: 'Europe/Lisbon',
    hour: '07:00',
  });
  await house.liveUntil('2026-11-05T12:00:00Z');
  id = String((await maren.walk())?.subscriberId);
});
afterAll(() => house.close());

const person = async (of = id): Promise<Person> => (await support.get(`/api/admin/subscribers/${of}`).expect(200)).body;
const timeline = async (): Promise<TimelineItem[]> =>
  (await support.get(`/api/admin/subscribers/${id}/timeline?limit=100`).expect(200)).body.items;
const why = async (lesson: string): Promise<WhyAnswer> => {
  const [walk] = (await person()).walks;
  return (await support.get(`/api/admin/subscribers/${id}/why?enrollment=${walk?.id}&lesson=${lesson}`).expect(200))
    .body;
};
const walkPath = async () => `/api/admin/subscribers/${id}/enrollments/${(await person()).walks[0]?.id}`;

describe('the page of one person', () => {
  it('says how they stand: lessons had, what comes next and when', async () => {
    const { walks, suppressed, newsletter, firstName } = await person();
    expect({ suppressed, newsletter, firstName }).toEqual({ suppressed: null, newsletter: false, firstName: 'Maren' });
    expect(walks).toHaveLength(1);
    expect(walks[0]).toMatchObject({
      state: 'active', zone: 'Europe/Lisbon', hour: '07:00', had: 4, of: 14, underWay: null,
      next: { at: '2026-11-06T07:00:00.000Z' },
    }); // prettier-ignore
    expect(walks[0]?.lessons.map(({ place }) => place)).toEqual([...Array(4).fill('had'), ...Array(10).fill('owed')]);
  });

  it('keeps the lessons had in the walk itself, as its filter counts them', async () => {
    const [row] = await house.database.dataSource.query<Array<{ had: number }>>(
      'select lessons_had as had from enrollments',
    );
    expect(row?.had).toBe(4);
  });

  it('tells everything that happened, newest first, page by page', async () => {
    const all = await timeline();
    expect(all.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['sign-up', 'consent', 'letter']));
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { body } = await support.get(`/api/admin/subscribers/${id}/timeline?limit=2${after}`).expect(200);
      seen.push(...body.items.map((item: TimelineItem) => item.id));
      if (body.next === null) break;
      after = `&after=${body.next}`;
    }
    expect(seen).toEqual(all.map((item) => item.id));
  });

  it('opens each letter as it left, with nothing in it that opens the person’s page', async () => {
    const letters = (await timeline()).filter(({ letter }) => letter?.shown);
    expect(letters.length).toBe(5);
    for (const { letter } of letters) {
      const { body } = await support.get(`/api/admin/subscribers/${id}/letters/${letter?.id}`).expect(200);
      const sent = house.mail.to('Maren.Friis@example.com').find(({ mail }) => mail.subject === body.subject);
      expect(body.text.replace(/…/g, '')).toEqual(
        sent?.mail.text?.replace(/(\/(?:confirm|manage|unsubscribe|lessons)\/)\S+/g, '$1').replace(/\r?\n/g, '\r\n'),
      );
      const page = await support.get(body.page).expect(200);
      expect(page.headers['content-security-policy']).toContain("frame-ancestors 'self'");
      expect(page.text).not.toMatch(/\/(confirm|manage|unsubscribe|lessons)\//);
    }
  });
});

describe('why', () => {
  it('a lesson came: signed up, confirmed, planned for a slot, accepted', async () => {
    const answer = await why(String((await person()).walks[0]?.lessons[3]?.key));
    expect(answer.verdict).toMatchObject({ kind: 'had', at: '2026-11-05T07:00:00.000Z' });
    expect(answer.decisions.map(({ words }) => words)).toEqual([
      'Signed up.',
      expect.stringMatching(/^(Confirmed the address|Began the course)\.$/),
      expect.stringMatching(/^(Confirmed the address|Began the course)\.$/),
      'Planned: it was the next lesson owed.',
      expect.stringMatching(/^Accepted by the next mail server, in its words: “/),
    ]);
    expect(answer.zone).toBe('Europe/Lisbon');
  });

  it('a lesson has not come yet: what stands before it, and when it would come', async () => {
    const answer = await why(String((await person()).walks[0]?.lessons[6]?.key));
    expect(answer.verdict).toMatchObject({ kind: 'coming', at: '2026-11-08T07:00:00.000Z' });
    expect(answer.decisions.at(-1)?.words).toMatch(/^2 lessons come before it: /);
  });

  it('says of a lesson nobody ever wrote that there is none', async () => {
    const [walk] = (await person()).walks;
    await support.get(`/api/admin/subscribers/${id}/why?enrollment=${walk?.id}&lesson=nothing`).expect(404);
    await support.get(`/api/admin/subscribers/${id}/why?enrollment=x&lesson=nothing`).expect(422);
  });
});

describe('what the team does', () => {
  it('is the reader’s own act, with a line of who did it', async () => {
    await support
      .post(`${await walkPath()}/pause`)
      .send({})
      .expect(200);
    expect((await person()).walks[0]?.state).toBe('paused');
    expect((await why(String((await person()).walks[0]?.lessons[5]?.key))).verdict.words).toMatch(/pause/);
    await support.post(`${await walkPath()}/resume`).expect(200);
    expect((await person()).walks[0]).toMatchObject({ state: 'active', next: { at: '2026-11-06T07:00:00.000Z' } });
    const changes = (await timeline()).filter(({ kind }) => kind === 'change');
    expect(changes.map(({ title }) => title)).toEqual(['Resumed', 'Paused']);
    expect(changes[0]?.by).not.toMatch(/^admin:/);
  });

  it('sends a letter once more as a repeat, three a day at most', async () => {
    const had = (await person()).walks[0]?.lessons[1]?.deliveryId;
    const path = `${await walkPath()}/letters/${had}/repeat`;
    for (let times = 0; times < 3; times++) {
      expect((await support.post(path).expect(200)).body.changed).toBe(true);
      await house.beat();
    }
    expect((await support.post(path).expect(200)).body).toMatchObject({
      changed: false,
      said: expect.stringMatching(/^Three/),
    });
    expect(house.mail.to('Maren.Friis@example.com')).toHaveLength(5 + 3);
    expect((await timeline()).filter(({ letter }) => letter?.repeat)).toHaveLength(3);
  });

  it('sends one letter when two of the team ask for it at once, and says so to the second', async () => {
    const reader = await Reader.join(house, 'twice@example.com', { zone: 'UTC', hour: '07:00' });
    const walk = await reader.walk();
    const [{ id: lesson } = { id: '' }] = await reader.rows();
    const path = `/api/admin/subscribers/${walk?.subscriberId}/enrollments/${walk?.id}/letters/${lesson}/repeat`;
    const owner = await house.signedIn('owner');
    const answers = await Promise.all([support.post(path), owner.post(path), support.post(path)]);
    expect(answers.map(({ body }) => body.changed).filter(Boolean)).toHaveLength(1);
    expect(answers.map(({ body }) => body.said)).toContain('It is on its way once more already.');
    expect(await reader.press('repeat')).toBe('once-a-day');
    await house.beat();
    expect(reader.lessons).toHaveLength(2);
    expect((await support.post(path).expect(200)).body.changed).toBe(true);
  });

  it('tags, and takes the tag off, once each', async () => {
    const tag = `/api/admin/subscribers/${id}/tags/${encodeURIComponent('trail run')}`;
    expect((await support.put(tag).expect(200)).body.changed).toBe(true);
    expect((await support.put(tag).expect(200)).body.changed).toBe(false);
    expect((await person()).tags).toEqual(['trail run']);
    await support.delete(tag).expect(200);
    expect((await person()).tags).toEqual([]);
    await support.put(`/api/admin/subscribers/${id}/tags/maren@example.com`).expect(422);
  });

  it('changes name and calendar, and says which field is wrong', async () => {
    await support.patch(`/api/admin/subscribers/${id}`).send({ firstName: 'Mia', zone: 'Europe/Lisbon' }).expect(200);
    expect((await person()).firstName).toBe('Mia');
    const { body } = await support.put(`${await walkPath()}/calendar`).send({ zone: 'Nowhere/City', hour: '25:00', weekdays: [] }).expect(422); // prettier-ignore
    expect(Object.keys(body.fields)).toEqual(['zone', 'hour', 'weekdays']);
    await support.put(`${await walkPath()}/calendar`).send({ zone: 'Europe/Lisbon', hour: '08:30', weekdays: ['mon', 'fri'] }).expect(200); // prettier-ignore
    expect((await person()).walks[0]).toMatchObject({ hour: '08:30', weekdays: ['mon', 'fri'] });
  });

  it('adds and enrolls by hand, with the words of the consent; a known address is said beside the field', async () => {
    const consent = 'asked me at the studio on 3 November';
    const body = { email: 'jo@example.net', firstName: 'Jo', course: 'strong-glutes', consent };
    const { body: added } = await support.post('/api/admin/subscribers').send(body).expect(201);
    await house.beat();
    expect(house.subjects('jo@example.net')).toHaveLength(1);
    const jo = await person(added.id);
    expect(jo.consents.map(({ words }) => words)).toEqual([consent]);
    const again = await support.post('/api/admin/subscribers').send(body).expect(422);
    expect(again.body.fields.email).toMatch(/here already/);
    const mute = await support
      .post('/api/admin/subscribers')
      .send({ ...body, email: 'x', consent: '' })
      .expect(422);
    expect(Object.keys(mute.body.fields)).toEqual(['email', 'consent']);
  });

  it('never turns a no into a yes', async () => {
    const leaver = await Reader.join(house, 'leaver@example.com');
    const leaverId = String((await leaver.walk())?.subscriberId);
    const enroll = { course: 'strong-glutes', consent: 'says they would like to come back' };
    await leaver.press('leave');
    const refused = await support.post(`/api/admin/subscribers/${leaverId}/enrollments`).send(enroll).expect(409);
    expect(refused.body.detail).toMatch(/has left this course/);
    await support.post(`/api/admin/subscribers/${leaverId}/unsubscribe`).expect(200);
    await support.post(`/api/admin/subscribers/${leaverId}/suppression/lift`).send({ note: 'please do' }).expect(409);
    const add = { email: 'leaver@example.com', consent: 'says they would like to come back' };
    await support.post('/api/admin/subscribers').send(add).expect(422);
    expect((await person(leaverId)).suppressed).toMatchObject({ reason: 'unsubscribed', liftable: false });
  });

  it('moves somebody to a lesson, and says why the ones between did not come', async () => {
    const lessons = (await person()).walks[0]?.lessons ?? [];
    const { body } = await support
      .post(`${await walkPath()}/move`)
      .send({ lesson: lessons[6]?.key })
      .expect(200);
    expect(body).toMatchObject({ changed: true });
    expect((await person()).walks[0]?.next?.subject).toBe(lessons[6]?.subject);
    const answer = await why(String(lessons[5]?.key));
    expect(answer.verdict.kind).toBe('not-coming');
    expect((await timeline())[0]?.title).toMatch(/^Moved to/);
    await support
      .post(`${await walkPath()}/move`)
      .send({ lesson: lessons[4]?.key })
      .expect(200);
    expect((await person()).walks[0]?.next?.subject).toBe(lessons[4]?.subject);
  });

  it('suppresses and lifts with a reason', async () => {
    const path = `/api/admin/subscribers/${id}/suppression`;
    const refused = async (note: string) => (await support.put(path).send({ note }).expect(422)).body.fields.note;
    expect(await refused('')).toBe('Please say why, in a few words.');
    expect(await refused('wrote from maren@example.com')).toMatch(/leave addresses out/);
    const many = { act: { do: 'suppress', note: 'wrote from maren@example.com' }, people: { ids: [id] } };
    expect((await support.post('/api/admin/bulk').send(many).expect(422)).body.fields['act.note']).toMatch(
      /leave addresses out/,
    );
    await support.put(path).send({ note: 'wrote that the address is shared' }).expect(200);
    expect((await person()).suppressed).toMatchObject({ reason: 'manual', liftable: true });
    expect((await person()).walks[0]?.next?.at).toBeNull();
    expect((await why(String((await person()).walks[0]?.lessons[5]?.key))).verdict.kind).toBe('not-coming');
    await support.post(`${path}/lift`).send({ note: 'cleared up by telephone' }).expect(200);
    expect((await person()).suppressed).toBeNull();
  });

  it('is refused to a viewer', async () => {
    const viewer = await house.signedIn('viewer');
    await viewer.get(`/api/admin/subscribers/${id}`).expect(200);
    await viewer.post(`/api/admin/subscribers/${id}/unsubscribe`).expect(403);
    await viewer.get(`/api/admin/subscribers/${id}/export`).expect(403);
  });

  it.each(['viewer', 'editor'] as const)(
    'shows a masked address to the %s, who may not write to people',
    async (role) => {
      const agent = await house.signedIn(role);
      const { body: page } = await agent.get('/api/admin/subscribers?search=Maren.Friis@example.com').expect(200);
      expect(page.items).toMatchObject([{ id, email: 'M…s@example.com' }]);
      expect((await agent.get(`/api/admin/subscribers/${id}`).expect(200)).body.email).toBe('M…s@example.com');
      const sent = (await timeline()).find(({ letter }) => letter?.shown)?.letter?.id;
      const { text } = await agent.get(`/api/admin/subscribers/${id}/letters/${sent}`).expect(200);
      expect(text).not.toMatch(/maren\.friis/i);
      const { body: known } = await support.get(`/api/admin/subscribers/${id}/letters/${sent}`).expect(200);
      expect(known.to).toContain('Maren.Friis@example.com');
    },
  );

  it('hands out people as a file, with a line in the log of who took how many', async () => {
    const { id: course } = (await support.get('/api/admin/subscribers/choices').expect(200)).body.courses[0];
    const filter = encodeURIComponent(JSON.stringify([[{ is: 'enrolled', course }]]));
    const { text } = await support.get(`/api/admin/subscribers/export?filter=${filter}`).expect(200);
    const owner = await house.signedIn('owner');
    const { body: log } = await owner.get('/api/admin/audit?limit=1').expect(200);
    expect(log.items).toMatchObject([
      { who: 'Sam Support', action: 'subscribers.exported', after: { people: text.trim().split('\r\n').length - 1 } },
    ]);
    expect(JSON.stringify(log.items)).not.toContain('@');

    const search = async (words: string) =>
      (await support.get('/api/admin/subscribers/export').query({ search: words }).expect(200)).text
        .trim()
        .split('\r\n');
    expect((await search('maren')).slice(1)).toEqual([expect.stringMatching(/^maren\.friis@example\.com,/i)]);
    expect(await search('nobody-of-that-name')).toHaveLength(1);
    const { body: lines } = await owner.get('/api/admin/audit?limit=2').expect(200);
    expect(lines.items).toMatchObject([{ after: { people: 0 } }, { after: { people: 1 } }]);
  });

  it('hands out everything kept, and erases it', async () => {
    const { body } = await support.get(`/api/admin/subscribers/${id}/export`).expect(200);
    expect(body).toMatchObject({ email: 'Maren.Friis@example.com', firstName: 'Mia' });
    expect(await timeline()).toContainEqual(expect.objectContaining({ title: 'Data exported', by: 'Sam Support' }));
    await support.delete(`/api/admin/subscribers/${id}`).expect(200);
    await support.get(`/api/admin/subscribers/${id}`).expect(404);
    expect((await support.delete(`/api/admin/subscribers/${id}`).expect(200)).body.changed).toBe(false);
  });
});
