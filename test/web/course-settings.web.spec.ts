import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { AdminHouse, soon } from './admin-house.js';
import { Tour } from './inspection.js';

const place = '/admin/courses/strong-glutes/settings';

describe('A course’s settings', () => {
  let admin: AdminHouse;
  beforeAll(async () => {
    admin = await AdminHouse.open();
  });
  afterEach(async () => {
    expect((await admin.leave()).filter((fault) => !/^422 /.test(fault))).toEqual([]);
  });
  afterAll(() => admin.close());

  const saved = (page: Page) => page.getByText('Saved in the draft').waitFor();
  const preview = (page: Page) => page.frameLocator('iframe[title^="The sign-up page"]');

  it('are saved as one goes, shown on the real page beside them, and taken back by undo', async () => {
    const page = await admin.page('editor', `${place}?tab=page`);
    await page.getByLabel('Headline').fill('Six minutes for your glutes');
    await page.getByLabel('Headline').press('Enter');
    await saved(page);
    await preview(page).getByRole('heading', { name: 'Six minutes for your glutes', includeHidden: true }).waitFor();
    expect((await admin.house.web.get('/courses/strong-glutes')).text).not.toContain('Six minutes');
    await page.getByRole('button', { name: 'Move promise 2 up' }).click();
    await preview(page).locator('.promises li').first().getByText('A test on day 1').waitFor();
    await page.getByRole('button', { name: /^Undo/ }).click();
    await page.getByLabel('Headline').and(page.locator('[value^="Five minutes"]')).waitFor();
  });

  it('say beside the field what is expected, and lose nothing that was typed', async () => {
    const page = await admin.page('editor', place);
    const name = page.getByLabel('Name', { exact: false }).first();
    await name.fill('');
    await name.blur();
    await page.getByText('Expected the name of the course').waitFor();
    await page.getByLabel('Where answers go').fill('maren@');
    await page.getByLabel('Where answers go').press('Enter');
    await page.getByText('Expected an email address').waitFor();
    expect(await page.getByLabel('Where answers go').inputValue()).toBe('maren@');
    await page.getByLabel('Where answers go').fill('maren@example.com');
    await page.getByLabel('Where answers go').press('Enter');
    await saved(page);
  });

  it('choose who letters come from among the senders of the house, and show what an inbox shows', async () => {
    const owner = await admin.house.signedIn('owner');
    for (const name of ['Ben', 'Anna'])
      await owner
        .post('/api/admin/senders')
        .send({ name, email: `${name}@post.example.com` })
        .expect(200);
    const page = await admin.page('editor', place);
    await page.getByText('An inbox shows: Ben <Ben@post.example.com>').waitFor();
    await page.getByRole('combobox', { name: 'Letters come from' }).click();
    await page.getByRole('option', { name: 'Anna <Anna@post.example.com>' }).click();
    await page.getByText('An inbox shows: Anna <Anna@post.example.com>').waitFor();
    await soon(
      () => owner.get('/api/admin/courses/strong-glutes/draft'),
      ({ body }) => expect((body as { settings: { sender: string } }).settings.sender).toBe('Anna@post.example.com'),
    );
    await saved(page);
  });

  it('tell at once from whom a day without a lesson takes the next one', async () => {
    await admin.house.join('ada@example.com', { zone: 'Europe/London', hour: '07:00' });
    await admin.house.beat();
    const page = await admin.page('editor', `${place}?tab=calendar`);
    await page.getByText('Tue', { exact: true }).click();
    await page.getByText('This moves the next lesson of 1 person').waitFor();
    await page.getByText('Tue, 24 Nov 2026: 1 person').waitFor();
    await page.getByText('Tue', { exact: true }).click();
    await page.getByText('This moves the next lesson').waitFor({ state: 'detached' });
  });

  it('take a run of days from a calendar, show it as one, and give it back', async () => {
    const page = await admin.page('editor', `${place}?tab=calendar`);
    await page.getByRole('button', { name: 'Days without a lesson' }).click();
    const day = page.getByRole('dialog').locator('table button:not([data-outside])');
    await day.nth(9).click();
    await day.nth(12).click();
    const run = page.getByRole('list', { name: 'Days without a lesson' }).getByRole('listitem');
    await run.filter({ hasText: '–' }).waitFor();
    const viewer = await admin.house.signedIn('viewer');
    await soon(
      () => viewer.get('/api/admin/courses/strong-glutes/draft'),
      ({ body }) => expect((body as { settings: { skip_dates: string[] } }).settings.skip_dates).toHaveLength(4),
    );
    await saved(page);
    await run.getByRole('button').click();
    await page.getByText('None: lessons come on every weekday above.').waitFor();
  });

  it('change the address at once, and say that old links go on', async () => {
    const page = await admin.page('owner', place);
    await page.getByRole('button', { name: 'Change the address' }).click();
    await page.getByLabel('New address').fill('Strong Hips');
    await page.getByRole('button', { name: 'Change it' }).click();
    await page.getByText('expected small letters, digits and single dashes').waitFor();
    await page.getByLabel('New address').fill('strong-hips');
    await page.getByRole('button', { name: 'Change it' }).click();
    await page.waitForURL('**/courses/strong-hips/settings');
    await page.getByText('Links to /courses/strong-glutes lead here.').waitFor();
    expect((await admin.house.web.get('/courses/strong-glutes')).headers.location).toBe('/courses/strong-hips');
  });

  it('may be read by everybody of the team, and changed by those who write courses', async () => {
    const page = await admin.page('viewer', place);
    await page.getByText('Your role may look at these settings').waitFor();
    expect(await page.getByLabel('Description').isEditable()).toBe(false);
    expect(await page.getByRole('button', { name: 'Change the address' }).count()).toBe(0);
  });

  it('can be used by anybody, on any screen', async () => {
    const page = await admin.page('owner', place);
    const tour = new Tour(page);
    for (const tab of ['Course', 'Calendar', 'Sign-up page', 'After the end', 'On your site']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tabpanel').getByRole('heading', { level: 2 }).first().waitFor();
      await tour.look(tab);
    }
    expect(tour.faults).toEqual([]);
  });
});
