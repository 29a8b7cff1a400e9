import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Admin } from '../../src/accounts/admin.js';
import { permissionsOf } from '../../src/accounts/permissions.js';
import type { TypedLetter } from '../../src/courses/letter-preview.schema.js';
import { LetterPreviewService } from '../../src/courses/letter-preview.service.js';
import { PictureUploadService } from '../../src/courses/picture-upload.service.js';
import { TestLetterService } from '../../src/courses/test-letter.service.js';
import { PictureStore } from '../../src/pictures/picture.store.js';
import { TestHouse } from '../house.js';

const admin: Admin = {
  id: '7',
  name: 'Maren',
  email: 'maren@example.com',
  role: 'editor',
  permissions: permissionsOf('editor'),
  actor: 'admin:7',
};
const lesson: TypedLetter = {
  kind: 'lesson',
  lesson: 'wake-them-up',
  subject: 'Wake up, {{ first_name | runner }}',
  preheader: 'Two words change that, starting today, and you know them.',
  minutes: 5,
  body: 'Hello {{ first_name | runner }}.\n\n![Lying on the side.](pictures/side-lying-leg-raise.png)\n\n**[Watch](https://example.com/film)**\n',
};
const now = new Date('2026-03-02T09:00:00Z');

describe('The desk of a letter', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T09:00:00Z' });
  });
  afterAll(() => house.close());
  const preview = (typed: Partial<TypedLetter>) =>
    house.app.get(LetterPreviewService, { strict: false }).preview('strong-glutes', { ...lesson, ...typed });

  const send = async (typed: TypedLetter, by = admin) => {
    const sketch = await house.app.get(LetterPreviewService, { strict: false }).sketch('strong-glutes', typed);
    return house.app.get(TestLetterService, { strict: false }).send(sketch, by, now);
  };

  test('shows a lesson as Sam would get it, on its own day', async () => {
    const letter = await preview({});
    expect(letter.subject).toBe('Day 3 of 14 · Wake up, Sam');
    expect(letter.html).toContain('Hello Sam.');
    expect(letter.html).toContain('/pictures/');
    expect(letter.text).toContain('Watch:\nhttps://example.com/film');
    expect(letter.bytes).toBe(Buffer.byteLength(letter.html ?? ''));
    expect(letter.checks.filter(({ state }) => state !== 'fine')).toEqual([]);
  });

  test('puts a lesson that is not there yet at the end', async () => {
    expect((await preview({ lesson: null })).subject).toMatch(/^Day 15 of 15 · /);
  });

  test('shows the letter at the end of the course', async () => {
    const letter = await preview({ kind: 'completion', subject: 'You did it', body: 'All of it.' });
    expect(letter.subject).toBe('You did it');
    expect(letter.html).toContain('Start again');
  });

  test.each([
    ['a picture that is not there', { body: '![A cat.](pictures/cat.png)' }, 'pictures'],
    ['HTML', { body: 'a\n\n<blink>' }, 'words'],
    ['an unknown field', { body: '{{ surname | x }}' }, 'words'],
  ])('cannot show %s, and says why instead', async (_, typed, about) => {
    const { html, text, checks } = await preview(typed);
    expect([html, text]).toEqual([null, null]);
    expect(checks.find((check) => check.state === 'wrong')).toMatchObject({
      about,
      points: [{ line: expect.any(Number) }],
    });
  });

  test('sends a test to the one who asks, marked as one, with links that open nothing', async () => {
    expect(await send(lesson)).toEqual({ to: 'maren@example.com' });
    expect(house.mail.to('maren@example.com')).toHaveLength(0);
    await house.runJobs();
    const { mail } = house.lastTo('maren@example.com');
    expect(mail.subject).toBe('[Test] Day 3 of 14 · Wake up, Sam');
    expect(mail.text).toContain('/unsubscribe/sample');
    expect(mail.headers.has('list-unsubscribe')).toBe(false);
    await house.web.get('/manage/sample').expect(404);
    const audit = await house.database.dataSource.query<unknown[]>(
      `select actor, action, after from audit_entries where action = 'letter.tested'`,
    );
    expect(audit).toEqual([{ actor: 'admin:7', action: 'letter.tested', after: { lesson: 'wake-them-up' } }]);
  });

  test('sends no test of what cannot be a letter, and says which field', async () => {
    await expect(send({ ...lesson, subject: ' ' })).rejects.toMatchObject({
      fields: { subject: 'expected a subject' },
    });
    await expect(send({ ...lesson, body: '<b>' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test('sends twenty tests an hour and no more', async () => {
    const eager = { ...admin, id: '8', actor: 'admin:8', email: 'eager@example.com' };
    for (let sent = 0; sent < 20; sent++) await send(lesson, eager);
    await expect(send(lesson, eager)).rejects.toMatchObject({ code: 'too-many' });
    await house.runJobs();
    expect(house.mail.to('eager@example.com')).toHaveLength(20);
    const ids = new Set(house.mail.to('eager@example.com').map(({ mail }) => mail.messageId));
    expect(ids.size).toBe(20);
  });

  test('takes pictures, and names them so that they fit into the course', async () => {
    const uploads = house.app.get(PictureUploadService, { strict: false });
    const png = (width: number) => {
      const bytes = Buffer.alloc(40);
      bytes.write('\x89PNG\r\n\x1a\n', 'latin1');
      bytes.writeUInt32BE(width, 16);
      bytes.writeUInt32BE(9, 20);
      return bytes;
    };
    const first = await uploads.upload('strong-glutes', png(16), 'C:\\Fotos\\Clam.JPEG', admin, now);
    expect(first).toMatchObject({ path: 'pictures/clam-2.png', width: 16, height: 9 });
    const kept = await house.app.get(PictureStore, { strict: false }).find(first.hash);
    expect(kept?.bytes).toEqual(png(16));
    await house.web.get(`/pictures/${first.hash}`).expect('Content-Type', 'image/png').expect(200);
    expect((await uploads.upload('strong-glutes', png(17), '…', admin, now)).path).toBe('pictures/picture.png');
  });

  test('refuses what is no picture, in words', async () => {
    const uploads = house.app.get(PictureUploadService, { strict: false });
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    await expect(uploads.upload('strong-glutes', svg, 'a.png', admin, now)).rejects.toMatchObject({
      fields: { picture: expect.stringContaining('SVG is not taken') },
    });
    await expect(uploads.upload('strong-glutes', Buffer.alloc(0), 'a.png', admin, now)).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test('gives the admin an empty frame, in which nothing of a letter can run', async () => {
    const frame = await house.web.get('/letter-frame').expect(200);
    expect(frame.headers['x-frame-options']).toBe('SAMEORIGIN');
    const policy = frame.headers['content-security-policy'];
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script-src');
  });
});
