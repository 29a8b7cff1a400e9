import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { course } from '../courses/course-sample.js';
import { TestHouse } from '../house.js';

const named = (slug: string, name: string, more = '') => ({
  'course.yaml': `slug: ${slug}\nname: ${name}\nzone: UTC\n${more}`,
});
const warmUp = (more: string) => course(['hello'], '', named('warm-up', 'Warm-up', more));
const sleep = course(['dark', 'quiet'], '', named('better-sleep', 'Better sleep', 'page: { consent: Send me sleep. }'));

describe('the course that comes after', () => {
  let house: TestHouse;
  let page: string;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T06:00Z', course: null });
    await house.publish(sleep);
    await house.publish(warmUp('next: { course: better-sleep, words: "Legs awake? Now sleep." }'));
    await house.web.post('/courses/warm-up/signup').type('form').send({ email: 'ada@example.com' }).expect(303);
    await house.beat();
    const confirm = house.pathIn(house.lastTo('ada@example.com'), '/confirm/');
    await house.web.post(confirm).type('form').send({ hour: '06:30', zone: 'Asia/Tokyo' }).expect(200);
    await house.beat();
    page = house.pathIn(house.lastTo('ada@example.com'), '/manage/');
  });
  afterAll(() => house.close());

  const shown = async () => (await house.web.get(page).expect(200)).text;
  const enrollment = async () => /name="enrollment" value="(\d+)"/.exec(await shown())?.[1] ?? '';
  const press = async () =>
    house.web
      .post(`${page}/next`)
      .type('form')
      .send({ enrollment: await enrollment() });

  it('is not offered on the way, and cannot be asked for', async () => {
    expect(await shown()).not.toContain('Better sleep');
    expect((await press()).status).toBe(404);
  });

  it('is offered by the last letter, which leads to the reader’s page', async () => {
    await house.liveUntil('2026-03-03T12:00Z');
    const letter = house.lastTo('ada@example.com').mail;
    expect(letter.text).toContain('Legs awake? Now sleep.');
    expect(letter.text).toMatch(/See what comes next:\nhttp:\/\/\S+\/manage\/\S+#next/);
    expect(letter.html).toContain('#next"');
    expect(await shown()).toMatch(/id="next".*Better sleep.*“Send me sleep\.”/s);
  });

  it('begins by a press and its own confirmation, at the hour and in the zone of the first', async () => {
    const answer = await press();
    expect(answer.status).toBe(303);
    expect((await house.web.get(String(answer.headers.location))).text).toContain('the next course begins');
    expect(await house.lostWalks()).toBe(0);
    await house.beat();
    const confirm = house.pathIn(house.lastTo('ada@example.com'), '/confirm/');
    const { text } = await house.web.get(confirm);
    expect(text).toContain('Better sleep');
    expect(text).toContain('value="06:30" selected');
    expect(text).toContain('value="Asia/Tokyo"');
    await house.web.post(confirm).type('form').send({ hour: '06:30', zone: 'Asia/Tokyo' }).expect(200);
    await house.beat();
    expect(house.subjects('ada@example.com').at(-1)).toBe('Day 1 of 2 · About dark');
    const consents = await house.database.dataSource.query<Array<{ words: string }>>(
      'select words from consents order by id',
    );
    expect(consents.at(-1)?.words).toBe('Send me sleep.');
  });

  it('is not offered to those who are in it already', async () => {
    expect(await shown()).not.toContain('id="next"');
  });
});
