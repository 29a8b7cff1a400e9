import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { embedCode, embedScript } from '../../src/public/embed-code.js';
import { publicApp } from './public-app.js';
import { sampleCourse } from './sample-course.js';

const signup = '/courses/strong-glutes/signup';

describe('A course’s form on another site', () => {
  let house: Awaited<ReturnType<typeof publicApp>>;
  let server: Server;
  beforeAll(async () => {
    house = await publicApp();
    server = house.app.getHttpServer() as Server;
  });
  afterAll(() => house.app.close());

  const elsewhere = { Origin: 'https://blog.example', 'Sec-Fetch-Site': 'cross-site', Accept: 'application/json' };

  it('comes as a script of less than 5 KB, and the course’s words, that other sites may load', async () => {
    const answer = await request(server).get('/courses/strong-glutes/embed.js').set('Accept-Encoding', 'identity');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=300',
    });
    const words = answer.text.slice(answer.text.lastIndexOf('({"'));
    expect(words).toContain(sampleCourse.settings.page.consent);
    expect(Buffer.byteLength(answer.text) - Buffer.byteLength(words)).toBeLessThan(5 * 1024);
    const packed = await request(server).get('/courses/strong-glutes/embed.js').set('Accept-Encoding', 'br, gzip');
    expect(packed.headers).toMatchObject({
      'content-encoding': 'gzip',
      vary: expect.stringContaining('Accept-Encoding'),
      'content-type': 'text/javascript; charset=utf-8',
    });
    expect(packed.text).toBe(answer.text);
    expect(Number(packed.headers['content-length'])).toBeLessThan(2.5 * 1024);
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.text).not.toMatch(/cookie|localStorage|sessionStorage/);
    expect((await request(server).get('/courses/no-such/embed.js')).status).toBe(404);
  });

  it('carries the author’s words as data, whatever stands in them', () => {
    const name = '</script>\u2028"); alert(1); ("';
    const course = { ...sampleCourse, settings: { ...sampleCourse.settings, name } };
    const seen: string[] = [];
    const document = {
      readyState: 'complete',
      querySelectorAll: (selector: string) => {
        seen.push(selector);
        return [];
      },
    };
    new Function('document', 'alert', embedScript(course, 'strong-glutes', 'https://letters.example'))(document, () =>
      seen.push('alert'),
    );
    expect(seen).toEqual(['[data-coursepost="strong-glutes"]']);
    const { script, form } = embedCode(course, 'https://letters.example');
    for (const html of [script, form]) expect(html).not.toContain('</script>\u2028');
  });

  it('may read the answer to a sign-up, good or bad, and with no credentials', async () => {
    const good = await request(server).post(signup).set(elsewhere).type('form').send({ email: 'maya@example.com' });
    expect(good.status).toBe(202);
    expect(good.headers['access-control-allow-origin']).toBe('*');
    expect(good.headers['access-control-allow-credentials']).toBeUndefined();
    const bad = await request(server).post(signup).set(elsewhere).type('form').send({ email: 'maya' });
    expect(bad.status).toBe(422);
    expect(bad.headers['access-control-allow-origin']).toBe('*');
    expect((bad.body as { fields: Record<string, string> }).fields.email).toContain('@');
    const json = await request(server)
      .options(signup)
      .set({ ...elsewhere, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' });
    expect(json.status).toBe(204);
    expect(json.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
    });
  });

  it.each([
    ['get', '/courses/strong-glutes'],
    ['get', '/courses/strong-glutes/embed.js'],
    ['get', signup],
    ['options', signup],
    ['options', '/api/admin/courses'],
    ['post', '/manage/token'],
    ['post', '/unsubscribe/token'],
    ['post', `${signup}/more`],
  ] as const)('may read nothing else: %s %s', async (method, path) => {
    const answer = await request(server)
      [method](path)
      .set({ ...elsewhere, 'Access-Control-Request-Method': 'PUT' });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('as plain HTML has every field that a sign-up takes, and the sentence agreed to', () => {
    const { form } = embedCode(sampleCourse, 'https://letters.example');
    expect(form).toContain('action="https://letters.example/courses/strong-glutes/signup" method="post"');
    for (const name of ['email', 'first_name', 'hour', 'newsletter']) expect(form).toContain(`name="${name}"`);
    expect(form).toContain(sampleCourse.settings.page.consent);
    expect(form).not.toMatch(/style=|<script/);
  });
});
