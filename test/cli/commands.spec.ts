import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { runCommand } from '../../src/cli/coursepost.js';
import { openDatabase, type TestDatabase } from '../database.js';
import { coursepost, CoursepostProcess, freePorts, projectRoot, workFolder } from './coursepost-process.js';

const shipped = join(projectRoot, 'content', 'strong-glutes');
let folder: Awaited<ReturnType<typeof workFolder>>;
let database: TestDatabase;
beforeAll(async () => {
  [folder, database] = await Promise.all([workFolder(), openDatabase()]);
});
afterAll(async () => {
  await Promise.all([folder.remove(), database.close()]);
});

/** Words → exit code and what is said: 2 for words that make no sense, 1 for what cannot be done. */
const table: Array<[words: string, code: number, says: RegExp]> = [
  ['', 2, /^coursepost COMMAND/],
  ['help', 0, /seed --subscribers N/],
  ['--help', 0, /^coursepost COMMAND/],
  ['nonsense', 2, /no command "nonsense"/],
  ['toString', 2, /no command "toString"/],
  ['serve now', 2, /serve takes no "now"/],
  ['serve --port 1', 2, /--port/],
  ['web now', 2, /web takes no "now"/],
  ['work now', 2, /work takes no "now"/],
  ['migrate now', 2, /migrate takes no "now"/],
  ['admin', 2, /admin wants invite EMAIL, reset EMAIL or list/],
  ['admin invite', 2, /admin invite wants one address/],
  ['admin invite anna', 2, /admin invite wants one address/],
  ['admin invite anna@example.com --role king', 2, /--role is "king", expected owner, editor, support, viewer/],
  ['admin reset', 2, /admin reset wants one address/],
  ['admin list now', 2, /admin list takes no "now"/],
  ['simulate', 2, /simulate wants one course/],
  ['simulate strong-glutes', 2, /--from is missing/],
  ['simulate strong-glutes --from 2026-02-30', 2, /--from is "2026-02-30"/],
  ['simulate strong-glutes --from 2026-03-01 --zone Mars/Base', 2, /--zone is "Mars\/Base"/],
  ['simulate strong-glutes --from 2026-03-01 --hour 25:99', 2, /--hour is "25:99"/],
  ['simulate strong-glutes --from 2026-03-01 --weekdays never', 2, /--weekdays is "never"/],
  ['simulate strong-glutes --from 2026-03-01 --skip tomorrow', 2, /--skip is "tomorrow"/],
  ['simulate nothing --from 2026-03-01', 1, /There is no course nothing/],
  ['letters', 2, /letters render SLUG --out DIR/],
  ['letters render strong-glutes', 2, /letters render SLUG --out DIR/],
  ['letters render nothing --out /tmp/unused', 1, /There is no course nothing/],
  ['course', 2, /push DIR or pull SLUG DIR/],
  ['course push', 2, /course push wants one folder/],
  ['course push a b', 2, /course push wants one folder/],
  ['course push a --inserted later', 2, /--inserted is "later", expected next or newcomers/],
  ['course push /nowhere/at/all', 1, /There is no folder \/nowhere\/at\/all/],
  ['course pull strong-glutes', 2, /course pull wants a course and a folder/],
  ['seed', 2, /seed wants --subscribers N/],
  ['seed --subscribers many', 2, /seed wants --subscribers N/],
  ['seed --subscribers 0', 2, /seed wants --subscribers N/],
  ['seed --subscribers 5 6', 2, /seed wants --subscribers N/],
  ['demo --day never', 2, /--day is "never", expected how long a day lasts/],
  ['demo --day 10ms', 2, /--day is "10ms"/],
  ['demo --subscribers none', 2, /--subscribers is "none"/],
  ['demo now', 2, /demo takes no "now"/],
];

describe('the command line', () => {
  it.each(table)('coursepost %s → exit code %i', async (words, code, says) => {
    const said = { out: '', err: '' };
    const listen = (name: 'out' | 'err') =>
      jest.spyOn(name === 'out' ? process.stdout : process.stderr, 'write').mockImplementation((text) => {
        said[name] += String(text);
        return true;
      });
    const spies = [listen('out'), listen('err')];
    const ended = await runCommand(words === '' ? [] : words.split(' ')).finally(() =>
      spies.map((spy) => spy.mockRestore()),
    );
    expect({ ended, ...said }).toMatchObject({ ended: code });
    expect(code === 0 || words === '' ? said.out : said.err).toMatch(says);
    expect(said.err).not.toMatch(/\n +at /);
  });

  it('ends its process with that exit code, without a stack trace', async () => {
    const [misused, failed, done] = await Promise.all([
      coursepost(['nonsense']),
      coursepost(['work'], { DATA_DIR: join(folder.path, 'unused') }),
      coursepost(['help']),
    ]);
    expect([misused.code, failed.code, done.code]).toEqual([2, 1, 0]);
    expect(failed.err).toMatch(/^SMTP_URL is not set[^\n]*\n$/);
    expect(await readdir(folder.path)).not.toContain('unused');
  });

  it.each([
    ['PORT', { PORT: '99999' }, /^PORT is "99999", expected a whole number from 0 to 65535/],
    ['SEND_RATE', { SEND_RATE: 'fast' }, /^SEND_RATE is "fast", expected a whole number from 1 to 100000/],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://u:sesame@h/d' }, /^DATABASE_URL is \(not shown\), expected a URL/],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://u:sesame@127.0.0.1:1/d' }, /^DATABASE_URL: connect ECONNREFUSED/],
    ['SMTP_URL', { SMTP_URL: 'smtp://u:ses%ame@h' }, /^SMTP_URL has a user or password with a stray %/],
    [
      'PUBLIC_URL',
      { PUBLIC_URL: 'https://c.example' },
      /^SMTP_URL is not set, but PUBLIC_URL[^]*MAIL_FROM is not set[^]*POSTAL_ADDRESS/,
    ],
    ['HOST', { HOST: '192.0.2.1' }, /^HOST 192\.0\.2\.1 and PORT \d+ cannot be listened on/],
  ])('a wrong %s stops the start by name, and no password is shown', async (_name, wrong, says) => {
    const [port, inboxPort] = await freePorts(2);
    const settings = {
      DATA_DIR: join(folder.path, 'wrong'),
      PORT: String(port),
      INBOX_PORT: String(inboxPort),
      ...wrong,
    };
    const ran = await coursepost(['serve'], settings);
    expect(ran).toMatchObject({ code: 1, err: expect.stringMatching(says) });
    expect(ran.out + ran.err).not.toMatch(/ses%?ame/);
  });

  it('reads .env from the present folder, and the environment goes before it', async () => {
    await writeFile(join(folder.path, '.env'), 'PORT=99998\nSEND_RATE=slow\n');
    const house = new CoursepostProcess(['serve'], { PORT: '99999' }, { cwd: folder.path });
    expect(await house.ended).toBe(1);
    expect(house.err).toMatch(/PORT is "99999"[^]*SEND_RATE is "slow"/);
    await rm(join(folder.path, '.env'));
  });

  it('names PORT or INBOX_PORT when another program has it', async () => {
    const [free] = await freePorts(1);
    const taken = new URL(database.url).port; // PostgreSQL listens there
    const settings = { DATA_DIR: join(folder.path, 'taken'), PORT: String(free), INBOX_PORT: String(free) };
    const site = await coursepost(['serve'], { ...settings, PORT: taken });
    expect(site).toMatchObject({ code: 1, err: expect.stringMatching(`^PORT ${taken} is taken by another program`) });
    const inbox = await coursepost(['serve'], { ...settings, INBOX_PORT: taken });
    expect(inbox).toMatchObject({ code: 1, err: expect.stringMatching(/^INBOX_PORT: port \d+, .* is taken/) });
  });

  it('simulates a walk as JSON without a database', async () => {
    const words = 'simulate strong-glutes --from 2026-03-29 --zone Europe/London --hour 01:30 --json'.split(' ');
    const letters = JSON.parse((await coursepost(words)).out) as unknown[];
    expect(letters).toHaveLength(14);
    expect(letters.slice(0, 2)).toEqual([
      { day: 1, lesson: 'where-you-start', localDate: '2026-03-29', at: '2026-03-29T01:30:00Z' },
      { day: 2, lesson: 'meet-the-three', localDate: '2026-03-30', at: '2026-03-30T00:30:00Z' },
    ]);
  });

  it('renders every letter, the same bytes each time, as mail that parses', async () => {
    const [one, two] = [join(folder.path, 'one'), join(folder.path, 'two')];
    for (const out of [one, two])
      expect(await coursepost(['letters', 'render', 'strong-glutes', '--out', out])).toMatchObject({ code: 0 });
    const names = (await readdir(one)).sort();
    expect(names).toHaveLength(16);
    expect(names).toEqual(expect.arrayContaining(['confirmation.eml', '01-where-you-start.eml', 'completion.eml']));
    for (const name of names) {
      const bytes = await readFile(join(one, name));
      expect(bytes.equals(await readFile(join(two, name)))).toBe(true);
      const mail = await simpleParser(bytes);
      expect(mail).toMatchObject({
        messageId: expect.stringMatching(/^<.+@.+>$/),
        subject: expect.stringMatching(/./),
      });
      expect(mail.text).toMatch(/\w/);
      expect(mail.html).toMatch(/<html/);
    }
  });

  it('pushes a course, says when nothing has changed, lists every fault, and pulls the same bytes', async () => {
    const settings = { DATABASE_URL: database.url };
    const push = (dir: string) => coursepost(['course', 'push', dir], settings);
    const pull = async (name: string) => {
      const dir = join(folder.path, name);
      expect(await coursepost(['course', 'pull', 'strong-glutes', dir], settings)).toMatchObject({ code: 0 });
      return dir;
    };
    expect(await push(shipped)).toMatchObject({ code: 0, out: expect.stringContaining('Published revision 1') });
    expect(await push(shipped)).toMatchObject({ code: 0, out: 'Nothing has changed.\n' });

    const broken = join(folder.path, 'broken');
    await cp(shipped, broken, { recursive: true });
    await rm(join(broken, 'poses.yaml'), { force: true });
    await writeFile(join(broken, '02-meet-the-three.md'), '---\nid: meet-the-three\nsubjct: oops\n---\nHello.\n');
    const yaml = await readFile(join(broken, 'course.yaml'), 'utf8');
    await writeFile(join(broken, 'course.yaml'), yaml.replace(/^hour:.*$/m, 'hour: "25:99"'));
    const refused = await push(broken);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/Nothing was changed[^]*02-meet-the-three\.md:\d+ [^]*subjct[^]*course\.yaml:\d+ hour/);

    const pulled = await pull('pulled');
    for (const name of await readdir(pulled, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      const path = join(name.parentPath, name.name);
      expect((await readFile(path)).equals(await readFile(path.replace(pulled, shipped)))).toBe(true);
    }
    expect(await push(pulled)).toMatchObject({ code: 0, out: 'Nothing has changed.\n' });
    expect(await coursepost(['course', 'pull', 'nothing', folder.path], settings)).toMatchObject({ code: 1 });
  });

  it('migrates and seeds, and numbers people on', async () => {
    const settings = { DATABASE_URL: database.url };
    expect(await coursepost(['migrate'], settings)).toMatchObject({ code: 0, out: 'The database is up to date.\n' });
    for (const count of ['3', '4'])
      expect(await coursepost(['seed', '--subscribers', count], settings)).toMatchObject({ code: 0 });
    const [row] = await database.dataSource.query<Array<{ people: number; domains: string }>>(
      `select count(*)::int as people, string_agg(distinct split_part(email, '@', 2), ' ') as domains from subscribers where made_up`,
    );
    expect(row).toEqual({ people: 7, domains: 'example.com example.net example.org readers.test' });
    const away = { ...settings, SMTP_URL: 'smtp://mail.example.com' };
    expect(await coursepost(['seed', '--subscribers', '1'], away)).toMatchObject({
      code: 1,
      err: expect.stringContaining('--i-know'),
    });
  });

  it('works alone on the embedded PostgreSQL of DATA_DIR, and stops it after', async () => {
    const dataDir = join(folder.path, 'alone');
    await mkdir(dataDir);
    expect(await coursepost(['migrate'], { DATA_DIR: dataDir })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Migrated: House/),
    });
    expect(
      await coursepost(['simulate', 'strong-glutes', '--from', '2026-03-01', '--live'], { DATA_DIR: dataDir }),
    ).toMatchObject({
      code: 1,
      err: 'There is no published course strong-glutes.\n',
    });
    expect(await readdir(join(dataDir, 'postgres'))).not.toContain('postmaster.pid');
  });
});
