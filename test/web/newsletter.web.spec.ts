import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { people } from '../broadcasts/crowd.js';
import { AdminHouse } from './admin-house.js';
import { Tour } from './inspection.js';

jest.setTimeout(120_000);

describe('An issue of the newsletter', () => {
  let admin: AdminHouse;
  beforeAll(async () => {
    admin = await AdminHouse.open();
    await people(admin.house, [
      { email: 'ada@example.com', firstName: 'Ada', zone: 'Europe/London' },
      { email: 'bo@example.com', firstName: 'Bo', zone: 'Pacific/Auckland' },
      { email: 'cy@example.com', firstName: null, zone: 'America/Lima' },
      { email: 'not-asked@example.com', newsletter: false },
    ]);
  });
  afterEach(async () => expect(await admin.leave()).toEqual([]));
  afterAll(() => admin.close());

  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const saved = (page: Page) => page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
  const begin = async (subject: string): Promise<Page> => {
    const page = await admin.page('editor', '/admin/newsletter');
    await button(page, 'Write a new issue').click();
    await page.getByLabel('Subject', { exact: true }).fill(subject);
    await page.getByText('Source', { exact: true }).click();
    await page.getByLabel('Source of the letter').fill('Hello {{ first_name | you }}.\n\nThe *clam* is back.\n');
    await page.frameLocator('iframe').getByText('is back').waitFor();
    await saved(page);
    return page;
  };
  const send = async (page: Page, words: string) => {
    await button(page, 'Look once more, then send').click();
    await button(page, words).click();
  };

  it('is written, seen as its readers will, and sent to those one chose', async () => {
    const page = await begin('Spring is here');
    const tour = new Tour(page);
    await tour.look('an issue being written');
    await page.getByRole('link', { name: 'Readers and sending' }).click();
    await page.getByText('3 people', { exact: true }).waitFor();
    await button(page, 'Add a filter').click();
    const dialog = page.getByRole('dialog', { name: 'Add a filter' });
    await dialog.getByLabel('What is asked').click();
    await page.getByRole('option', { name: 'Time zone' }).click();
    await dialog.getByRole('combobox', { name: 'Time zone' }).fill('America/Lima');
    await page.getByRole('option', { name: 'America/Lima' }).click();
    await dialog.getByLabel('The opposite: people of whom this does not hold').check();
    await button(page, 'Add').click();
    await page.getByText('2 people', { exact: true }).waitFor();
    await page.getByRole('list', { name: 'All of them' }).getByText('Auckland').waitFor();
    await saved(page);
    await tour.look('whom it goes to, and when');
    await send(page, 'Send it to 2 people');
    await page.getByRole('heading', { name: 'It is on its way' }).waitFor();
    await admin.house.runJobs();
    await admin.house.beat();
    await admin.house.runJobs();
    await admin.house.beat();
    await page.getByRole('heading', { name: 'It has been sent' }).waitFor();
    await page.getByText('2 of 2').waitFor();
    await tour.look('how it went');
    expect(admin.house.subjects('ada@example.com')).toContain('Spring is here');
    expect(admin.house.subjects('cy@example.com')).toEqual([]);
    await page.getByRole('link', { name: '/issues/spring-is-here' }).waitFor();
    await page.getByRole('link', { name: 'Newsletter' }).first().click();
    await page.getByText('Newsletter readers, 1 condition · 2 letters').waitFor();
    await tour.look('the list');
    expect(tour.faults).toEqual([]);
  });

  it('says beside what it concerns what is still to be mended', async () => {
    const page = await admin.page('editor', '/admin/newsletter');
    await button(page, 'Write a new issue').click();
    await page.getByRole('link', { name: 'Readers and sending' }).click();
    await page.getByText('It has no subject yet.').waitFor();
    expect(await button(page, 'Look once more, then send').isDisabled()).toBe(true);
  });

  it('is scheduled for each reader’s own hour and taken back; paused under way, and stopped for good', async () => {
    const page = await begin('At your own hour');
    await page.getByRole('link', { name: 'Readers and sending' }).click();
    await page.getByLabel('At each reader’s own hour').check();
    await page.getByLabel('Day', { exact: true }).fill('1 Dec 2026');
    await page.getByText('Tue 1 Dec at 08:00 by each reader’s own clock').waitFor();
    await page.getByText('nobody’s hour is over yet').waitFor();
    await send(page, 'Schedule it for 3 people');
    await button(page, 'Take it back').click();
    await page.getByLabel('Right away').check();
    await page.getByText('right away', { exact: true }).waitFor();
    await send(page, 'Send it to 3 people');
    await button(page, 'Pause').click();
    await page.getByText('Nothing leaves until somebody goes on').waitFor();
    await button(page, 'Go on').click();
    await button(page, 'Pause').waitFor();
    await button(page, 'Stop for good').click();
    await button(page, 'Stop it for good').click();
    await page.getByRole('heading', { name: 'It was stopped' }).waitFor();
  });
});
