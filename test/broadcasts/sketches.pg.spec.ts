import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TestHouse } from '../house.js';

const words = {
  template: 'masthead',
  subject: 'Up the hill, {{ first_name | runner }}',
  preheader: 'Why the last kilometre home is the best place to learn to climb.',
  body: 'Hello {{ first_name | runner }}.\n\n**[Tell me](https://example.com/hill)**\n',
};

describe('The desk of an issue', () => {
  let house: TestHouse;
  let editor: Awaited<ReturnType<TestHouse['signedIn']>>;
  let path: string;
  beforeAll(async () => {
    house = await TestHouse.open({
      at: '2026-03-02T23:30:00Z',
      settings: { MAIL_FROM: 'Maren Holt <maren@example.com>' },
    });
    editor = await house.signedIn('editor');
    const { body } = await editor.post('/api/admin/broadcasts').expect(201);
    path = `/api/admin/broadcasts/${(body as { id: string }).id}`;
  });
  afterAll(() => house.close());

  interface Preview {
    from: string;
    subject: string;
    html: string | null;
    text: string | null;
    checks: Array<{ about: string; state: string; says: string }>;
  }
  const preview = async (typed: object) =>
    (
      await editor
        .post(`${path}/preview`)
        .send({ ...words, ...typed })
        .expect(200)
    ).body as Preview;

  test.each([
    ['masthead', '2 March 2026'],
    ['plain', 'Hello Sam.'],
  ])('shows it as Sam would get it, with the template %s', async (template, start) => {
    const letter = await preview({ template });
    expect(letter).toMatchObject({ subject: 'Up the hill, Sam', from: 'Maren Holt <maren@example.com>' });
    expect(letter.html).toContain(start);
    expect(letter.html).toContain('Leave the newsletter');
    expect(letter.text).toContain('Tell me:\nhttps://example.com/hill');
    expect(letter.checks.filter(({ state }) => state !== 'fine')).toEqual([]);
    expect(letter.checks.map(({ about }) => about)).toContain('size');
  });

  test('shows pictures that were uploaded and are not saved yet, and misses those that are not there', async () => {
    const png = Buffer.alloc(40);
    png.write('\x89PNG\r\n\x1a\n', 'latin1');
    png.writeUInt32BE(16, 16);
    png.writeUInt32BE(9, 20);
    const { body } = await editor.post(`${path}/pictures`).set('Content-Type', 'image/png').send(png).expect(200);
    const { path: name, hash } = body as { path: string; hash: string };
    const typed = { body: `![A hill behind a house.](${name})` };
    expect((await preview({ ...typed, pictures: [{ path: name, hash }] })).html).toContain(`/pictures/${hash}`);
    for (const pictures of [[], [{ path: name, hash: 'f'.repeat(64) }]]) {
      const { html, checks } = await preview({ ...typed, pictures });
      expect(html).toBeNull();
      expect(checks.find(({ state }) => state === 'wrong')).toMatchObject({ about: 'pictures' });
    }
  });

  test('sends a test to the one who asks, and sends none of what cannot be a letter', async () => {
    const { body } = await editor.post(`${path}/test-letter`).send(words).expect(200);
    expect(body).toEqual({ to: 'editor@team.example' });
    await house.runJobs();
    const { mail } = house.lastTo('editor@team.example');
    expect(mail.subject).toBe('[Test] Up the hill, Sam');
    expect(mail.text).toContain('/unsubscribe/sample');
    expect(mail.headers.has('list-unsubscribe')).toBe(false);
    const audit = await house.database.dataSource.query<unknown[]>(
      `select subject_kind as kind, action from audit_entries where action = 'letter.tested'`,
    );
    expect(audit).toEqual([{ kind: 'broadcast', action: 'letter.tested' }]);
    const refused = await editor
      .post(`${path}/test-letter`)
      .send({ ...words, subject: ' ' })
      .expect(422);
    expect(refused.body).toMatchObject({ fields: { subject: 'expected a subject' } });
    await editor
      .post(`${path}/test-letter`)
      .send({ ...words, body: '<b>' })
      .expect(422);
  });

  test.each([
    ['an unknown template', { template: 'fancy' }, 'template'],
    ['a subject of two lines', { subject: 'a\nb' }, 'subject'],
    ['no body', { body: null }, 'body'],
    ['a picture outside the folder', { pictures: [{ path: '../x.png', hash: 'f'.repeat(64) }] }, 'pictures'],
  ])('refuses %s and names the field', async (_, typed, field) => {
    const { body } = await editor
      .post(`${path}/preview`)
      .send({ ...words, ...typed })
      .expect(422);
    expect(Object.keys((body as { fields: object }).fields).join(' ')).toContain(field);
  });

  test('is for the team alone, and its tests for those who may send them', async () => {
    await house.web.post(`${path}/preview`).send(words).expect(401);
    const viewer = await house.signedIn('viewer');
    await viewer.post(`${path}/preview`).send(words).expect(200);
    await viewer.post(`${path}/test-letter`).send(words).expect(403);
    await editor.post('/api/admin/broadcasts/999/preview').send(words).expect(404);
  });
});
