import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Admin } from '../../src/accounts/admin.js';
import { Senders1764017000000 } from '../../migrations/1764017000000-senders.js';
import { contentFolder } from '../../src/cli/content-folder.js';
import { readCourseFolder } from '../../src/courses/course-folder.js';
import { PublishService } from '../../src/courses/publish.service.js';
import { HouseSettings } from '../../src/settings/house-settings.js';
import type { SendersView } from '../../src/settings/sender.schema.js';
import { SenderService } from '../../src/settings/sender.service.js';
import { openDatabase } from '../database.js';
import { TestHouse } from '../house.js';
import { answer } from '../mail-server.js';

const anna = { name: 'Anna from Coursepost', email: 'anna@post.example.com', replyTo: 'anna@desk.example.com' };
const ben = { name: 'Ben', email: 'ben@post.example.com', replyTo: null };

/** The course that ships, with this line about its sender. */
async function courseFrom(line: string): Promise<Map<string, Uint8Array>> {
  const files = await readCourseFolder(contentFolder('strong-glutes'));
  const yaml = new TextDecoder().decode(files.get('course.yaml'));
  return new Map([...files, ['course.yaml', new TextEncoder().encode(`${yaml}${line}`)] as const]);
}

describe('the senders of a house', () => {
  let house: TestHouse;
  let other: TestHouse | null = null;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00:00Z' });
  });
  afterAll(async () => {
    await other?.close();
    await house.close();
  });

  const senders = async (): Promise<SendersView['senders']> =>
    (await (await house.signedIn('viewer')).get('/api/admin/senders').expect(200)).body.senders;
  const idOf = async (email: string) => (await senders()).find((one) => one.email === email)?.id ?? '';
  const push = async (line: string) =>
    house.app.get(PublishService).push(await courseFrom(line), { author: 'test' }, house.clock.now());

  it('are an example until the first one is added, which takes its place and is in every letter of the house', async () => {
    expect(await senders()).toMatchObject([{ id: null, email: 'hello@coursepost.test', setBy: 'default' }]);
    const owner = await house.signedIn('owner');
    const { body } = await owner
      .post('/api/admin/senders')
      .set('Idempotency-Key', 'the-first-sender')
      .send(ben)
      .expect(200);
    expect(body.senders).toMatchObject([{ ...ben, isDefault: true, answersTo: null, usedBy: [] }]);
    const again = await owner
      .post('/api/admin/senders')
      .set('Idempotency-Key', 'the-first-sender')
      .send(ben)
      .expect(200);
    expect(again.body).toEqual(body);
    await house.signUp('first@example.com');
    expect(house.lastTo('first@example.com').mail.from?.text).toBe('"Ben" <ben@post.example.com>');
    await owner.post('/api/admin/senders').send(anna).expect(200);
    expect(await senders()).toHaveLength(2);
  });

  it('are changed by owners alone, and each change is in the log', async () => {
    const editor = await house.signedIn('editor');
    await editor.post('/api/admin/senders').send({ name: 'X', email: 'x@example.com' }).expect(403);
    await editor.delete(`/api/admin/senders/${await idOf(anna.email)}`).expect(403);
    const rows = await house.database.dataSource.query(
      `select action, after->>'email' as email from audit_entries where subject_kind = 'sender' order by id`,
    );
    expect(rows).toEqual([
      { action: 'sender.added', email: ben.email },
      { action: 'sender.added', email: anna.email },
    ]);
  });

  it.each([
    [{ ...anna, email: 'ANNA@post.example.com' }, 'email', 'in the list already'],
    [{ ...anna, email: 'anna' }, 'email', 'name@example.com'],
    [{ ...anna, email: 'c@example.com', replyTo: 'nobody' }, 'replyTo', 'name@example.com'],
  ])('refuse %j beside the field', async (sender, field, words) => {
    const { body } = await (await house.signedIn('owner')).post('/api/admin/senders').send(sender).expect(422);
    expect(body.fields[field]).toContain(words);
    expect(await senders()).toHaveLength(2);
  });

  it('refuse a course that names an unknown one at its line, and nothing of it is published', async () => {
    const result = await push('sender: nobody@post.example.com\n');
    expect(result).toMatchObject({ outcome: 'faults', faults: [{ file: 'course.yaml' }] });
    const [fault] = result.outcome === 'faults' ? result.faults : [];
    const yaml = new TextDecoder().decode((await courseFrom('')).get('course.yaml'));
    expect(fault?.line).toBe(yaml.split('\n').length);
    expect(fault?.message).toBe(
      'sender: "nobody@post.example.com" is not a sender of this house: expected ben@post.example.com or anna@post.example.com (the list is in the admin, under Settings)',
    );
  });

  it('give a course’s letters From, Reply-To, envelope, Message-ID and List-Id of the one it names', async () => {
    expect(await push(`sender: Anna@post.example.com\n`)).toMatchObject({
      outcome: 'published',
      changes: ['settings: sender changed from none to Anna@post.example.com'],
    });
    const envelopes: unknown[] = [];
    house.mail.judge = (_to, _raw, { envelope }) => void envelopes.push(envelope.mailFrom && envelope.mailFrom.address);
    await house.join('second@example.com');
    house.mail.judge = null;
    expect(envelopes).toEqual([anna.email, anna.email]);
    const letters = house.mail.to('second@example.com');
    expect(letters).toHaveLength(2); // the confirmation, and lesson 1
    for (const { mail } of letters) {
      expect(mail.from?.text).toBe('"Anna from Coursepost" <anna@post.example.com>');
      expect(mail.replyTo?.text).toBe('anna@desk.example.com');
      expect(mail.messageId).toContain('@post.example.com>');
      expect(mail.headers.get('list')).toMatchObject({ id: { id: 'strong-glutes.post.example.com' } });
    }
  });

  it('are shown to those who write: in the preview, the checklist, and a test letter', async () => {
    const editor = await house.signedIn('editor');
    const typed = { kind: 'lesson', lesson: 'wake-them-up', subject: 'Wake up', preheader: '', body: 'Hello.' };
    const { body } = await editor.post('/api/admin/courses/strong-glutes/preview').send(typed).expect(200);
    expect(body.from).toBe('Anna from Coursepost <anna@post.example.com>');
    expect(body.checks.at(-1)).toMatchObject({
      about: 'sender',
      state: 'fine',
      says: 'It comes from Anna from Coursepost <anna@post.example.com>; answers go to anna@desk.example.com.',
    });
    await editor.post('/api/admin/courses/strong-glutes/test-letter').send(typed).expect(200);
    await house.runJobs();
    expect(house.lastTo('editor@team.example').mail.from?.text).toContain('anna@post.example.com');
  });

  it('leave a letter that was tried before a change as it was, to the byte; the next one bears the new name', async () => {
    let tried: Buffer | null = null;
    house.mail.judge = (_to, raw) => {
      tried = raw;
      throw answer(451, '4.2.1 busy');
    };
    await house.signUp('third@example.com');
    house.mail.judge = null;
    const id = await idOf(anna.email);
    const owner = await house.signedIn('owner');
    const edit = { ...anna, name: 'Anna Berg', version: 1 };
    await owner.put(`/api/admin/senders/${id}`).send(edit).expect(200);
    const stale = await owner.put(`/api/admin/senders/${id}`).send(edit).expect(409);
    expect(stale.body).toMatchObject({ yours: { version: 1 }, theirs: { name: 'Anna Berg', version: 2 } });
    house.clock.moveTo('2026-03-02T10:30:00Z');
    await house.beat();
    const { raw } = house.lastTo('third@example.com');
    expect(raw.equals(tried ?? Buffer.alloc(0))).toBe(true);
    await house.signUp('fourth@example.com');
    expect(house.lastTo('fourth@example.com').mail.from?.text).toBe('"Anna Berg" <anna@post.example.com>');
  });

  it('are neither removed nor moved to another address while a course names them, and the answer names it', async () => {
    const owner = await house.signedIn('owner');
    const path = `/api/admin/senders/${await idOf(anna.email)}`;
    const removal = await owner.delete(path).expect(409);
    expect(removal.body.detail).toContain('“Strong Glutes: two weeks for runners”');
    const moved = { ...anna, email: 'anna@new.example.com', version: 2 };
    const { body } = await owner.put(path).send(moved).expect(422);
    expect(body.fields.email).toContain('“Strong Glutes: two weeks for runners” names this address');
    const [used] = (await senders()).filter((one) => one.email === anna.email);
    expect(used?.usedBy).toEqual([{ slug: 'strong-glutes', name: expect.stringContaining('Strong Glutes') }]);
  });

  it('stand for a course’s draft too, and a removal waits for a publish that is naming one', async () => {
    const owner = await house.signedIn('owner');
    await push('');
    const ground = await owner.get('/api/admin/courses/strong-glutes/draft').expect(200);
    const edits = [{ kind: 'settings.write', sender: anna.email }];
    const draft = await owner
      .post('/api/admin/courses/strong-glutes/draft/edits')
      .send({ version: ground.body.version, edits })
      .expect(200);
    expect(draft.body.settings.sender).toBe(anna.email);
    expect(draft.body.faults).toEqual([]);
    await owner.delete(`/api/admin/senders/${await idOf(anna.email)}`).expect(409);
    const undone = await owner
      .post('/api/admin/courses/strong-glutes/draft/undo')
      .send({ version: draft.body.version })
      .expect(200);
    expect(undone.body.settings.sender).toBeNull();

    const [removal, publish] = await Promise.all([
      owner.delete(`/api/admin/senders/${await idOf(anna.email)}`),
      courseFrom(`sender: ${anna.email}\n`).then((files) =>
        house.app.get(PublishService).push(files, { author: 'test', replaceDraft: true }, house.clock.now()),
      ),
    ]);
    expect([removal.status, publish.outcome].join()).toMatch(/^(409,published|200,faults)$/);
  });

  it('make one of them the default: house and undecided courses follow, and the default stays in the list', async () => {
    const owner = await house.signedIn('owner');
    const carla = { name: 'Carla', email: 'carla@post.example.com', replyTo: null };
    await owner.post('/api/admin/senders').send(carla).expect(200);
    const id = await idOf(carla.email);
    const { body } = await owner.post(`/api/admin/senders/${id}/default`).expect(200);
    expect(body.senders[0]).toMatchObject({ email: carla.email, isDefault: true });
    expect(body.senders.filter((one: { isDefault: boolean }) => one.isDefault)).toHaveLength(1);
    expect(house.app.get(HouseSettings).now.letterhead.email).toBe(carla.email);
    const { body: refused } = await owner.delete(`/api/admin/senders/${id}`).expect(409);
    expect(refused.detail).toContain('make another one the default first');
    await owner.delete(`/api/admin/senders/${await idOf(ben.email)}`).expect(200);
    expect(await idOf(ben.email)).toBe('');
  });

  it('are known at once to another process, whose MAIL_FROM says which is its default', async () => {
    other = await TestHouse.open({ beside: house, settings: { MAIL_FROM: 'Post <post@example.com>' } });
    const owner = await house.signedIn('owner');
    await owner.post('/api/admin/senders').send({ name: 'Dora', email: 'dora@post.example.com' }).expect(200);
    const settings = other.app.get(HouseSettings);
    expect(await settings.letterheadFrom('dora@post.example.com')).toMatchObject({ name: 'Dora' });
    expect(await settings.letterheadFrom('gone@post.example.com')).toMatchObject({ email: 'post@example.com' });
    expect(settings.now.letterhead).toMatchObject({ email: 'post@example.com' });
    const id = await idOf('dora@post.example.com');
    const tried = other.app.get(SenderService).makeDefault(id, { actor: 'admin:1' } as Admin, house.clock.now());
    await expect(tried).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('MAIL_FROM') });
  });
});

describe('the migration to a list of senders', () => {
  it('makes the one sender of a house the first of the list and its default', async () => {
    const { dataSource, close } = await openDatabase();
    const kept = { version: 3, kept: { sender: { name: 'Maren', email: 'Maren@Bücher.example' } } };
    await dataSource.query(`drop table senders`);
    await dataSource.query(`insert into settings (name, value) values ('house', $1)`, [JSON.stringify(kept)]);
    const runner = dataSource.createQueryRunner();
    await new Senders1764017000000().up(runner);
    await runner.release();
    expect(await dataSource.query(`select name, email, address_key, reply_to, is_default from senders`)).toEqual([
      {
        name: 'Maren',
        email: 'Maren@Bücher.example',
        address_key: 'maren@xn--bcher-kva.example',
        reply_to: null,
        is_default: true,
      },
    ]);
    await close();
  });
});
