import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { OneTimeLinks } from '../../src/accounts/one-time-links.service.js';
import type { ImpactView } from '../../src/impact/impact.schema.js';
import { BrowserHouse } from './browser-house.js';
import { Keyboard, nextTurn } from './keyboard.js';
import { plugInPasskeyDevice } from './passkey-device.js';

const readers = ['Europe/London', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'America/Sao_Paulo'];
const course = '/admin/courses/strong-glutes';
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP8z4APMOGVHbHSAEEsAROxCnMTAAAAAElFTkSuQmCC',
  'base64',
);

describe('A new admin, by keyboard alone', () => {
  let web: BrowserHouse;
  let page: Page;
  let keys: Keyboard;
  let told: NonNullable<ImpactView['outcome']> & Pick<ImpactView, 'zone'>;

  beforeAll(async () => {
    web = await BrowserHouse.open();
    // Five people, each two lessons behind the one before.
    for (const [days, zone] of readers.entries()) {
      await web.house.join(`reader${days}@example.com`, { zone, hour: '07:00' });
      await web.house.liveUntil(new Date(web.house.clock.now().getTime() + 2 * 86_400_000));
    }
    page = await web.visitor({ width: 1280 });
    await plugInPasskeyDevice(page, web.url);
    keys = new Keyboard(page);
  });
  afterAll(() => web.close());

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const says = (words: string | RegExp) => page.getByText(words).first().waitFor();

  it('comes in by the link of the first start, and adds a passkey', async () => {
    const link = await web.house.app.get(OneTimeLinks).forFirstOwner(web.house.clock.now());
    await page.goto(new URL(link ?? '').pathname);
    await keys.type(page.getByLabel('Your name'), 'Ana Coach');
    await keys.type(page.getByLabel('Email'), 'ana@example.com');
    await keys.type(page.locator('input[name=password]'), 'hills before breakfast');
    await page.keyboard.press('Enter');
    await keys.press(button('Add a passkey'));
    await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
  });

  it('moves lesson 9 before lesson 3, and lets people wait longer for another', async () => {
    await keys.press(page.getByRole('link', { name: 'Courses' }));
    await keys.press(page.getByRole('link', { name: /Strong Glutes/ }));
    await keys.press(button('Move “Three in a row”'), 'Space');
    await says('Holding “Three in a row”, lesson 9 of 14.');
    await nextTurn(page); // it listens to the arrows from then on
    for (let place = 8; place >= 3; place--) {
      await page.keyboard.press('ArrowUp');
      await says(`“Three in a row” would be lesson ${place} of 14.`);
    }
    await page.keyboard.press('Space');
    await says('Publish 1 change');
    await keys.type(page.getByRole('textbox', { name: /to “Walk like a small monster”$/ }), '2');
    await page.keyboard.press('Enter');
    await says('Publish 2 changes');
  });

  it('writes a lesson with a picture and puts it before where people stand', async () => {
    await keys.choose(button('More for “Meet the three muscles”'), 'New lesson before it');
    await keys.type(page.getByLabel('Subject'), 'Warm up first');
    await page.keyboard.press('Enter');
    await keys.press(page.getByRole('link', { name: 'Warm up first' }));
    await page.getByRole('heading', { level: 1, name: /Warm up first/ }).waitFor();
    await keys.press(page.locator('.lesson-words[contenteditable=true]'), 'Control+a');
    await page.keyboard.type('Walk for two minutes. Then swing each leg ten times.');
    const chosen = page.waitForEvent('filechooser');
    await keys.choose(page.getByRole('button', { name: 'Picture', exact: true }), /From this computer/);
    await (await chosen).setFiles({ name: 'leg-swing.png', mimeType: 'image/png', buffer: picture });
    await keys.type(
      page.getByRole('group', { name: 'Picture' }).getByLabel('What the picture shows'),
      'A leg, swinging.',
    );
    await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
    const letter = page.frameLocator('iframe');
    await letter.getByText('Then swing each leg ten times.').waitFor();
    await letter.getByAltText('A leg, swinging.').waitFor();
  });

  it('gets a test letter in the inbox', async () => {
    await keys.press(button('Send me a test'));
    await says('Your test is on its way');
    await web.house.runJobs();
    const { mail } = web.house.lastTo('ana@example.com');
    expect(mail.subject).toBe('[Test] Day 2 of 15 · Warm up first');
    expect(mail.text).toContain('Then swing each leg ten times.');
    expect(mail.html).toContain('A leg, swinging.');
  });

  it('reads whom it touches, answers what only an author can, and publishes', async () => {
    await keys.press(page.getByRole('link', { name: 'Strong Glutes: two weeks for runners' }));
    await keys.press(page.getByRole('link', { name: /^Publish \d changes$/ }));
    await says('5 people in mid-course');
    await says('moved from 9 to 4');
    await keys.press(page.getByRole('radio', { name: /Everyone gets it next/ }), 'Space');
    const publish = button('Publish for 5 people');
    await expect(publish.isEnabled()).resolves.toBe(true);
    const asked = await page.request.get('/api/admin/courses/strong-glutes/draft/impact?inserted=next');
    const { outcome, zone } = (await asked.json()) as ImpactView;
    if (!outcome) throw new Error('there is nothing on the publish page');
    told = { ...outcome, zone };
    expect(told.people).toHaveLength(5);
    await keys.type(page.getByLabel('Note'), 'Warm up before anything else.');
    await keys.press(publish);
    await page.getByRole('heading', { name: 'Revision 2 is published' }).waitFor();
    expect(page.url()).toContain(`${course}/publish`);
    expect(web.faults).toEqual([]);
  });

  it('sees the next seven days come as the page had said, for each of the five and for all', async () => {
    const { house } = web;
    const published = house.clock.now();
    const end = new Date(`${told.days.at(-1)?.date}T23:59:59Z`);
    await house.liveUntil(end);
    const rows = await house.database.dataSource.query<
      Array<{ subscriberId: string; email: string; lesson: string | null; localDate: string; at: Date }>
    >(
      `select d.subscriber_id as "subscriberId", s.email, l.key as lesson, d.local_date::text as "localDate", d.handed_over_at as at
       from deliveries d join subscribers s on s.id = d.subscriber_id left join lessons l on l.id = d.lesson_id
       where d.state = 'accepted' and d.kind in ('lesson', 'completion') and d.handed_over_at > $1 order by d.handed_over_at`,
      [published],
    );
    for (const { subscriberId, after } of told.people) {
      const came = rows.filter((row) => row.subscriberId === subscriberId);
      expect(came.length).toBeGreaterThan(3);
      const said = after.filter(({ at }) => new Date(at) <= end);
      expect(came.map(({ lesson, localDate }) => ({ lesson, localDate }))).toEqual(
        said.map(({ lesson, localDate }) => ({ lesson, localDate })),
      );
    }
    const inZone = new Intl.DateTimeFormat('en-CA', { timeZone: told.zone });
    for (const { date, after } of told.days)
      expect([date, rows.filter(({ at }) => inZone.format(at) === date).length]).toEqual([date, after]);
    for (const [index] of readers.entries())
      expect(
        house.subjects(`reader${index}@example.com`).filter((subject) => subject.endsWith('· Warm up first')),
      ).toHaveLength(1);
    expect(await house.lostWalks()).toBe(0);
  });
});
