import type { Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request, { type Response } from 'supertest';
import { publicApp } from './public-app.js';
import { monday } from './fakes.js';

const signup = '/courses/strong-glutes/signup';
const inside = /\bat \S+ \(|node_modules|TypeError|ZodError|SyntaxError|\bselect \w+ from|\.ts:/;

/** A 4xx that a person or program can use, with nothing of the inside in it, and nothing done. */
function readable(answer: Response, status: number): void {
  expect(answer.status).toBe(status);
  expect(inside.exec(answer.text)).toBeNull();
  const type = answer.headers['content-type'] ?? '';
  if (type.startsWith('text/html')) expect(answer.text).toMatch(/<h1>[^<]+<\/h1>/);
  else expect(type).toBe('application/problem+json; charset=utf-8');
}

const fields: Array<[string, string, Record<string, unknown>]> = [
  ['no address', 'email', {}],
  ['an empty address', 'email', { email: '' }],
  ['no @', 'email', { email: 'maya' }],
  ['two @', 'email', { email: 'maya@@example.com' }],
  ['two addresses in one', 'email', { email: 'a@example.com, b@example.com' }],
  ['two addresses with a semicolon', 'email', { email: 'a@example.com;b@example.com' }],
  ['a name around the address', 'email', { email: 'Maya <maya@example.com>' }],
  ['a line end in the address', 'email', { email: 'maya@example.com\r\nBcc: all@example.com' }],
  ['a null in the address', 'email', { email: 'maya\0@example.com' }],
  [
    'an address of 255 characters',
    'email',
    { email: `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example.com` },
  ],
  ['a list instead of an address', 'email', { email: ['a@example.com', 'b@example.com'] }],
  ['an object instead of an address', 'email', { email: { $ne: '' } }],
  ['a number instead of an address', 'email', { email: 7 }],
  ['a name of 81 characters', 'first_name', { email: 'maya@example.com', first_name: 'x'.repeat(81) }],
  ['a line end in the name', 'first_name', { email: 'maya@example.com', first_name: 'Maya\r\nBcc: x' }],
  ['a null in the name', 'first_name', { email: 'maya@example.com', first_name: 'Ma\0ya' }],
  ['a turned-round name', 'first_name', { email: 'maya@example.com', first_name: '\u202Eayam' }],
  ['an unknown zone', 'zone', { email: 'maya@example.com', zone: 'Mars/Olympus' }],
  ['an offset as zone', 'zone', { email: 'maya@example.com', zone: '+05:30' }],
  ['a zone with a path in it', 'zone', { email: 'maya@example.com', zone: '../../etc/passwd' }],
  ['the hour 25:99', 'hour', { email: 'maya@example.com', hour: '25:99' }],
  ['the hour 24:00', 'hour', { email: 'maya@example.com', hour: '24:00' }],
  ['an hour as a number', 'hour', { email: 'maya@example.com', hour: 7 }],
  ['a newsletter of maybe', 'newsletter', { email: 'maya@example.com', newsletter: 'maybe' }],
];

describe('Bad input', () => {
  let house: Awaited<ReturnType<typeof publicApp>>;
  let server: Server;
  beforeAll(async () => {
    house = await publicApp({ SIGNUPS_PER_CLIENT: '1000' });
    server = house.app.getHttpServer() as Server;
  });
  beforeEach(() => {
    house.deeds.done.splice(0);
  });
  afterAll(() => house.app.close());

  it.each(fields)('%s is refused as JSON, and the problem names %s', async (_what, field, body) => {
    const answer = await request(server).post(signup).send(body);
    readable(answer, 422);
    const problem = answer.body as { fields: Record<string, string>; title: string; status: number };
    expect(Object.keys(problem.fields)).toEqual([field]);
    expect(problem.fields[field]).toMatch(/^[A-Z].*\.$/);
    expect(house.deeds.done).toEqual([]);
  });

  const typed = fields.filter(([, , body]) => Object.values(body).every((value) => typeof value === 'string'));
  it.each(typed)('%s is refused on the form, and the words stand beside %s', async (_what, field, body) => {
    const answer = await request(server)
      .post(signup)
      .type('form')
      .send(new URLSearchParams(body as Record<string, string>).toString());
    readable(answer, 422);
    expect(answer.text).toContain(`id="${field === 'newsletter' ? 'newsletter' : field}-error"`);
    expect(house.deeds.done).toEqual([]);
  });

  it.each([
    [
      'a field sent twice',
      'application/x-www-form-urlencoded',
      'email=a%40example.com&email=b%40example.com',
      422,
      'email',
    ],
    [
      'text that is not UTF-8',
      'application/x-www-form-urlencoded',
      'email=a%40example.com&first_name=%C3%28',
      400,
      'UTF-8',
    ],
    ['another content type', 'text/plain', 'email=a@example.com', 415, 'application/json'],
    ['broken JSON', 'application/json', '{"email":', 400, 'JSON'],
    ['a JSON list', 'application/json', '["a@example.com"]', 400, 'JSON object'],
    ['65 KB', 'application/x-www-form-urlencoded', `email=${'a'.repeat(65 * 1024)}`, 413, '64 KB'],
    ['a prototype instead of fields', 'application/json', '{"__proto__":{"email":"a@example.com"}}', 422, 'email'],
    ['a prototype on the form', 'application/x-www-form-urlencoded', '__proto__=x&constructor=y', 422, 'email'],
  ])('%s is refused in words', async (_what, type, body, status, named) => {
    for (const accept of ['text/html', 'application/json']) {
      const answer = await request(server).post(signup).set({ 'Content-Type': type, Accept: accept }).send(body);
      readable(answer, status);
      expect(answer.text).toContain(named);
    }
    expect(house.deeds.done).toEqual([]);
  });

  it('raw bytes that are not UTF-8 are refused', async () => {
    const raw = request(server).post(signup).set('Content-Type', 'application/x-www-form-urlencoded');
    raw.write(Buffer.from([0x65, 0x3d, 0xff, 0xfe]));
    readable(await raw, 400);
  });

  it.each([
    '/courses/no-such-course',
    '/courses/UPPER',
    '/courses/%00',
    '/courses/..%2f..%2fetc',
    `/courses/${'a'.repeat(500)}`,
    '/nowhere',
    '/confirm/',
    '/manage/a/b/c',
    '/assets/..%2fpage-renderer.ts',
    '/assets/__proto__',
    '/favicon.svg',
  ])('the unknown page %s says so', async (path) => {
    readable(await request(server).get(path), 404);
  });

  it('an address with bytes that cannot be read says so', async () => {
    readable(await request(server).get('/confirm/%ff'), 400);
    readable(await request(server).post('/confirm/%c3%28'), 400);
  });

  describe('Tokens', () => {
    const doors = [
      'confirm',
      'manage',
      'unsubscribe',
      'lessons',
      'manage/download',
      'manage/forget',
      'manage/change-address',
    ];

    it.each(doors)('forged ones open nothing at /%s', async (door) => {
      const good = house.links.manage('42').slice('/manage/'.length);
      for (const token of [
        'x',
        'a.b',
        '%00',
        '0-1.AAAAAAAAAAAAAAAAAAAAAA',
        `${good}A`,
        good.replace(/.$/, '!'),
        'a'.repeat(4000),
      ]) {
        readable(await request(server).get(`/${door}/${token}`), 404);
        readable(
          await request(server)
            .post(`/${door}/${token}`)
            .type('form')
            .send({ action: 'leave-everything', what: 'everything' }),
          404,
        );
      }
      expect(house.deeds.done).toEqual([]);
    });

    it.each(doors)('those for another purpose or person open nothing at /%s', async (door) => {
      const { links } = house;
      const later = new Date(monday.getTime() + 1000);
      const paths = [
        links.confirm('42', later),
        links.manage('42'),
        links.unsubscribe('42', '100'),
        links.lesson('42', '100'),
        links.proven('download', '42', '9', later),
        links.proven('forget', '42', '9', later),
        links.proven('change-address', '42', '9', later),
      ];
      for (const path of paths.filter((each) => each.slice(1, each.lastIndexOf('/')) !== door)) {
        readable(await request(server).post(`/${door}/${path.slice(path.lastIndexOf('/') + 1)}`), 404);
      }
      expect(house.deeds.done).toEqual([]);
    });

    it('expired ones say so', async () => {
      const before = new Date(monday.getTime() - 1);
      for (const path of [
        house.links.confirm('42', new Date('2026-11-01')),
        house.links.proven('forget', '42', '9', before),
      ]) {
        readable(await request(server).get(path), 410);
        readable(await request(server).post(path), 410);
      }
      expect(house.deeds.done).toEqual([]);
    });
  });

  it('an error nobody expected shows nothing of the inside', async () => {
    const broken = await publicApp();
    broken.courses.list = () => Promise.reject(new Error('secret words at /srv/house'));
    const page = await request(broken.app.getHttpServer() as Server).get('/');
    expect(page.status).toBe(500);
    expect(page.text).not.toContain('secret');
    broken.courses.list = () => Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
    const away = await request(broken.app.getHttpServer() as Server)
      .get('/')
      .set('Accept', 'application/json');
    expect(away.status).toBe(503);
    expect(away.headers['retry-after']).toBe('30');
    await broken.app.close();
  });
});
