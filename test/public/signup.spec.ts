import type { Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { publicApp } from './public-app.js';
import { sampleCourse } from './sample-course.js';

const signup = '/courses/strong-glutes/signup';

describe('The sign-up page', () => {
  let house: Awaited<ReturnType<typeof publicApp>>;
  let server: Server;
  beforeEach(async () => {
    house = await publicApp({ SIGNUPS_PER_CLIENT: '100' });
    server = house.app.getHttpServer() as Server;
  });
  afterEach(() => house.app.close());

  const form = (fields: Record<string, string>) => request(server).post(signup).type('form').send(fields);

  it.each(['/', '/courses/strong-glutes'])('at %s says what one gets, and has every field', async (path) => {
    const { text, status } = await request(server).get(path);
    expect(status).toBe(200);
    for (const lesson of sampleCourse.lessons) expect(text).toContain(`<li>${lesson.subject}</li>`);
    for (const name of ['email', 'first_name', 'zone', 'hour', 'newsletter']) expect(text).toContain(`name="${name}"`);
    for (const words of [
      sampleCourse.settings.page.headline,
      sampleCourse.settings.page.privacy,
      'Maren Holt',
      '/pictures/bbb',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).toContain('value="07:00" selected=""');
    expect(text).not.toMatch(/name="newsletter"[^>]*checked/);
  });

  it('lists the courses when there are several, and says so when there is none', async () => {
    house.courses.courses = [sampleCourse, { ...sampleCourse, id: '2', slug: 'better-sleep' }];
    expect((await request(server).get('/')).text).toContain('href="/courses/better-sleep"');
    house.courses.courses = [];
    expect((await request(server).get('/')).text).toContain('Nothing is on offer yet');
  });

  it('takes a form and leads on by 303', async () => {
    const answer = await form({
      email: ' Maya@Example.com ',
      first_name: 'Maya',
      zone: 'europe/paris',
      hour: '6:30',
      newsletter: 'yes',
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/courses/strong-glutes/check-inbox');
    expect((await request(server).get(String(answer.headers.location))).text).toContain('look into your inbox');
    const input = { email: 'Maya@Example.com', firstName: 'Maya', zone: 'Europe/Paris', hour: 390, newsletter: true };
    expect(house.deeds.done).toEqual([
      { name: 'signUp', with: ['strong-glutes', input, '127.0.0.1', expect.any(Date)] },
    ]);
  });

  it('needs the address alone', async () => {
    expect((await form({ email: 'maya@example.com' })).status).toBe(303);
    const input = { email: 'maya@example.com', firstName: null, zone: null, hour: null, newsletter: false };
    expect(house.deeds.done[0]?.with[1]).toEqual(input);
  });

  it('takes JSON', async () => {
    const answer = await request(server)
      .post(signup)
      .send({ email: 'maya@example.com', hour: '07:15', newsletter: true, zone: null });
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ status: 'check-inbox' });
    expect(house.deeds.done[0]?.with[1]).toMatchObject({ hour: 435, newsletter: true, zone: null });
  });

  it('takes the plain form of another site', async () => {
    const answer = await form({ email: 'maya@example.com' }).set({
      Origin: 'https://blog.example',
      'Sec-Fetch-Site': 'cross-site',
    });
    expect(answer.status).toBe(303);
  });

  it('shows what was wrong beside the field, and keeps what was typed, escaped', async () => {
    const answer = await form({
      email: 'maya',
      first_name: '<b>"Maya"',
      hour: '06:45',
      newsletter: 'yes',
      zone: 'Mars/Olympus',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(/id="email"[^>]*aria-describedby="email-error"[^>]*aria-invalid="true"/);
    expect(answer.text).toContain('id="zone-error"');
    expect(answer.text).toContain('value="maya"');
    expect(answer.text).toContain('value="&lt;b&gt;&quot;Maya&quot;"');
    expect(answer.text).toContain('<option value="06:45" selected="">');
    expect(answer.text).toMatch(/name="newsletter"[^>]*checked/);
    expect(house.deeds.done).toEqual([]);
  });

  it('answers a filled trap field as always, and writes nothing', async () => {
    const answer = await form({ email: 'maya@example.com', homepage: 'https://spam.example' });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/courses/strong-glutes/check-inbox');
    expect(house.deeds.done).toEqual([]);
  });

  it('answers an address typed in too often as always, and writes no more', async () => {
    for (let time = 0; time < 9; time += 1) expect((await form({ email: 'maya@example.com' })).status).toBe(303);
    expect(house.deeds.done).toHaveLength(6);
  });

  it('says in how many minutes to try again when one client sends too many', async () => {
    await house.app.close();
    house = await publicApp({ SIGNUPS_PER_CLIENT: '1' });
    server = house.app.getHttpServer() as Server;
    await form({ email: 'one@example.com' });
    const page = await form({ email: 'two@example.com' });
    expect(page.status).toBe(429);
    expect(page.headers['retry-after']).toBe('3600');
    expect(page.text).toContain('try again in 60 minutes');
    const json = await request(server).post(signup).send({ email: 'two@example.com' });
    expect(json.status).toBe(429);
    expect(json.body).toMatchObject({ status: 429, detail: expect.stringContaining('60 minutes') as unknown });
    expect(house.deeds.done).toHaveLength(1);
  });

  it('has no form while the course is closed', async () => {
    const closed = { ...sampleCourse, settings: { ...sampleCourse.settings, signups: 'closed' as const } };
    house.courses.courses = [closed];
    const { text } = await request(server).get('/courses/strong-glutes');
    expect(text).toContain('Not open just now');
    expect(text).not.toContain('name="email"');
  });

  describe('of the newsletter', () => {
    const door = '/newsletter/signup';

    it('takes an address, and a zone where the script knew it', async () => {
      const { text } = await request(server).get('/newsletter').expect(200);
      for (const name of ['email', 'zone']) expect(text).toContain(`name="${name}"`);
      const answer = await request(server).post(door).type('form').send({ email: ' Maya@Example.com ', zone: '' });
      expect(answer.headers.location).toBe('/newsletter/check-inbox');
      expect((await request(server).get('/newsletter/check-inbox')).text).toContain('the newsletter');
      const input = { email: 'Maya@Example.com', firstName: null, zone: null };
      expect(house.deeds.done).toEqual([{ name: 'signUpForNewsletter', with: [input, '127.0.0.1', expect.any(Date)] }]);
    });

    it.each([
      ['maya', 'Europe/Paris', 'id="email-error"'],
      ['', '', 'id="email-error"'],
      ['maya@example.com', 'Mars/Olympus', 'Press once more'],
    ])('refuses %p in %p with words, and writes nothing', async (email, zone, said) => {
      const page = await request(server).post(door).type('form').send({ email, zone });
      expect(page.status).toBe(422);
      expect(page.text).toContain(said);
      expect(page.text).toContain(`value="${email}"`);
      const json = await request(server).post(door).send({ email, zone });
      expect(json.status).toBe(422);
      expect(house.deeds.done).toEqual([]);
    });

    it('answers a filled trap field and an address typed in too often as always', async () => {
      for (const homepage of ['x', '', '', '', '', '', '', '', ''])
        expect(
          (await request(server).post(door).type('form').send({ email: 'maya@example.com', homepage })).status,
        ).toBe(303);
      expect(house.deeds.done).toHaveLength(6);
    });

    it('may be read by a form on another site, as a course’s may', async () => {
      const json = await request(server)
        .post(door)
        .set('Origin', 'https://blog.example')
        .send({ email: 'maya@example.com' });
      expect(json.status).toBe(202);
      expect(json.headers['access-control-allow-origin']).toBe('*');
    });

    it('is confirmed by one button, and a wrong zone comes back with its words', async () => {
      house.signups.newsletter = {
        ...{ course: null, maskedEmail: 'm…a@example.com', firstName: null, zone: null },
        ...{ words: 'Send me the newsletter.', confirmed: false, managePath: null },
      };
      const path = house.links.confirm('7', new Date('2026-11-30T00:00:00Z'));
      const { text } = await request(server).get(path).expect(200);
      expect(text.match(/<button type="submit"/g)).toHaveLength(1);
      const wrong = await request(server).post(path).type('form').send({ zone: 'Mars/Olympus' }).expect(422);
      expect(wrong.text).toContain('id="zone-error"');
      const done = await request(server)
        .post(path)
        .type('form')
        .send({ zone: 'asia/tokyo', first_name: 'Maya' })
        .expect(200);
      expect(done.text).toContain('The newsletter is yours');
      expect(house.deeds.done[0]?.with[1]).toMatchObject({ firstName: 'Maya', zone: 'Asia/Tokyo' });
    });
  });
});
