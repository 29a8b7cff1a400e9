import express, { type NextFunction, type Request, type Response } from 'express';
import { beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { problemOf } from '../../src/http/problem.js';
import { requestBody } from '../../src/http/request-body.js';
import { sameOriginOnly } from '../../src/http/same-origin.hook.js';
import { letterPolicy, securityHeaders } from '../../src/http/security-headers.js';

/** The middlewares alone, with an echo behind them. */
function echo(publicUrl = 'https://letters.example') {
  const app = express();
  app.use(securityHeaders(publicUrl), sameOriginOnly(publicUrl), ...requestBody());
  app.use((asked: Request, answer: Response) => void answer.json(asked.body ?? null));
  app.use((error: unknown, _asked: Request, answer: Response, next: NextFunction) => {
    if (answer.headersSent) return next(error);
    answer.status(problemOf(error).status).json(problemOf(error));
  });
  return app;
}

describe('The body of a request', () => {
  const app = echo();
  const post = () => request(app).post('/');

  it.each([
    [
      'application/x-www-form-urlencoded',
      'email=a%40b.c&first_name=J%C3%B6rg+M',
      { email: 'a@b.c', first_name: 'Jörg M' },
    ],
    ['application/x-www-form-urlencoded; charset=UTF-8', 'a=1', { a: '1' }],
    ['application/json', '{"email":"a","newsletter":true}', { email: 'a', newsletter: true }],
    ['application/json; charset=utf-8', '\uFEFF{"a":1}', { a: 1 }],
  ])('%s is read', async (type, body, fields) => {
    const answer = await post().set('Content-Type', type).send(body);
    expect(answer.body).toEqual(fields);
  });

  it('is an empty object when there is none', async () => {
    expect((await post()).body).toEqual({});
  });

  it.each([
    ['text/plain', 415, 'Content-Type'],
    ['application/xml', 415, 'Content-Type'],
    ['application/json; charset=utf-16', 415, 'Content-Type'],
    ['application/x-www-form-urlencoded; charset=latin1', 415, 'Content-Type'],
    ['application/jsonx', 415, 'Content-Type'],
  ])('of type %s is refused with %i, and what is expected is named', async (type, status, field) => {
    const answer = await post().set('Content-Type', type).send('a=1');
    expect(answer.status).toBe(status);
    expect((answer.body as { fields: Record<string, string> }).fields[field]).toContain('application/json');
  });

  it('is left as it came when it is a picture for a course, up to 5 MB', async () => {
    const door = () => request(app).post('/api/admin/courses/strong/pictures').set('Content-Type', 'image/png');
    const answer = await door().send(Buffer.from([0x89, 0x50, 0xff]));
    expect(answer.body).toEqual({ type: 'Buffer', data: [0x89, 0x50, 0xff] });
    const large = await door().send(Buffer.alloc(5 * 1024 * 1024 + 1));
    expect([large.status, (large.body as { detail: string }).detail]).toEqual([
      413,
      'At most 5 MB fit into one request.',
    ]);
    const elsewhere = await request(app)
      .post('/api/admin/courses')
      .set('Content-Type', 'image/png')
      .send(Buffer.from('x'));
    expect(elsewhere.status).toBe(415);
  });

  it('fits 64 KB and not a byte more', async () => {
    const form = post().set('Content-Type', 'application/x-www-form-urlencoded');
    expect((await form.send(`a=${'x'.repeat(64 * 1024 - 2)}`)).status).toBe(200);
    const answer = await post()
      .set('Content-Type', 'application/x-www-form-urlencoded')
      .send(`a=${'x'.repeat(64 * 1024 - 1)}`);
    expect(answer.status).toBe(413);
    expect(JSON.stringify(answer.body)).toContain('64 KB');
  });

  it('may not be compressed', async () => {
    const answer = await post().set('Content-Type', 'application/json').set('Content-Encoding', 'gzip').send('{}');
    expect(answer.status).toBe(415);
  });

  it('of a GET is left alone', async () => {
    expect((await request(app).get('/').set('Content-Type', 'text/plain').send('x')).status).toBe(200);
  });
});

describe('A button pressed from elsewhere', () => {
  const app = echo();

  it.each<[string, Record<string, string>, number]>([
    ['another site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }, 403],
    ['a neighbour under the same domain', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['another site in an older browser', { Origin: 'https://evil.example' }, 403],
    ['something that is no origin', { Origin: 'evil' }, 403],
    ['our own page', { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }, 200],
    ['our own page in an older browser', { Origin: 'https://letters.example' }, 200],
    ['our own page without a referrer', { Origin: 'null' }, 200],
    ['our page under the name the reader used', { Origin: 'http://192.168.1.5:3000', Host: '192.168.1.5:3000' }, 200],
    ['no browser at all', {}, 200],
  ])('by %s: %j gives %i on the reader’s pages', async (_who, headers, status) => {
    for (const path of ['/manage/token', '/confirm/token', '/lessons/token/done', '/manage/forget/token']) {
      expect((await request(app).post(path).set(headers)).status).toBe(status);
    }
  });

  it.each(['/unsubscribe/token', '/courses/strong-glutes/signup'])(
    'works on %s, which is meant to be used from elsewhere',
    async (path) => {
      const answer = await request(app)
        .post(path)
        .set({ 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' });
      expect(answer.status).toBe(200);
    },
  );
});

describe('Headers', () => {
  let headers: Record<string, string>;
  beforeAll(async () => {
    headers = (await request(echo()).get('/manage/token')).headers as Record<string, string>;
  });

  it('let no script, style, frame or form in from anywhere else', () => {
    const policy = headers['content-security-policy'] ?? '';
    for (const part of [
      "default-src 'self'",
      "script-src 'self'",
      "style-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy).toContain(part);
    }
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('upgrade-insecure-requests');
  });

  it('tell no other site which link was opened, and keep no copy of the page', () => {
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  });

  it('ask for https where readers come by https, and not on a machine of one’s own', async () => {
    expect(headers['strict-transport-security']).toMatch(/^max-age=[1-9]\d{6,}/); // a hundred days at least
    const local = await request(echo('http://localhost:3000')).get('/');
    expect(local.headers['strict-transport-security']).toBeUndefined();
  });

  it('let pictures be shown inside a web mail', async () => {
    expect((await request(echo()).get('/pictures/abc')).headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect((await request(echo()).get('/')).headers['cross-origin-resource-policy']).toBe('same-origin');
  });

  it('let the letter in the browser keep its inline styles, and nothing that runs', () => {
    const policy = letterPolicy('https://letters.example/');
    expect(policy).toContain("style-src 'self' 'unsafe-inline'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("img-src 'self' data: https://letters.example;");
    expect(policy).not.toContain('script-src');
  });
});
