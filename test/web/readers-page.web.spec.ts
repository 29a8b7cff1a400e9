import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { BrowserHouse, monday } from './browser-house.js';

describe('The reader’s own page in a browser', () => {
  let web: BrowserHouse;
  beforeAll(async () => {
    web = await BrowserHouse.open();
  });
  afterEach(async () => {
    web.house.clock.moveTo(monday);
    expect(await web.leave()).toEqual([]);
  });
  afterAll(() => web.close());

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
  const says = (page: Page, words: string) => page.getByText(words).first().waitFor();
  const open = (page: Page, summary: string) => page.locator('summary', { hasText: summary }).click();
  const join = async (mail: string, zone = 'Asia/Tokyo') => {
    const path = await web.house.join(mail, { zone, hour: '07:00', first_name: 'Rin' });
    const page = await web.visitor({ zone });
    await page.goto(path);
    await page.getByRole('heading', { name: 'Hello Rin' }).waitFor();
    return page;
  };

  it('says when the next lesson comes by the reader’s clock, not by the course’s', async () => {
    // 18:30 in Tokyo; the course itself is at home in London.
    const page = await join('rin@example.com');
    await says(page, 'tomorrow, Tuesday 24 November, at 07:00');
    expect(await page.locator('.next time').getAttribute('datetime')).toBe('2026-11-23T22:00:00.000Z');
  });

  it('changes the hour, and says so', async () => {
    const page = await join('hour@example.com');
    await page.getByLabel('Lessons come at').selectOption('21:30');
    await press(page, 'Save');
    await says(page, 'Saved.');
    await says(page, 'tomorrow, Tuesday 24 November, at 21:30');
    expect(await page.getByLabel('Lessons come at').inputValue()).toBe('21:30');
  });

  it('leaves out the days that are unticked, and wants one', async () => {
    const page = await join('days@example.com');
    await open(page, 'Time zone and days');
    const days = page.getByRole('group', { name: 'On these days' });
    const save = days.locator('..').getByRole('button', { name: 'Save' });
    for (const day of ['Tue', 'Wed', 'Thu']) await days.getByLabel(day).uncheck();
    await save.click();
    await says(page, 'on Friday 27 November at 07:00');
    await open(page, 'Time zone and days');
    for (const day of ['Mon', 'Fri', 'Sat', 'Sun']) await days.getByLabel(day).uncheck();
    await save.click();
    await says(page, 'Please leave at least one day ticked.');
    expect(await days.getByLabel('Mon').evaluate((box) => box === document.activeElement)).toBe(true);
  });

  it('offers the zone of the device where it is another one', async () => {
    await join('trip@example.com');
    const page = await web.visitor({ zone: 'America/New_York' });
    await page.goto(web.linkTo('trip@example.com', 'manage'));
    await open(page, 'Time zone and days');
    await says(page, 'This device is in America/New_York.');
    await press(page, 'Use that');
    await says(page, 'Your time zone: America/New_York');
    const days = page.getByRole('group', { name: 'On these days' });
    await days.locator('..').getByRole('button', { name: 'Save' }).click();
    await says(page, 'tomorrow, Tuesday 24 November, at 07:00');
    expect(await page.locator('.next time').getAttribute('datetime')).toBe('2026-11-24T12:00:00.000Z');
  });

  it('takes a break until a day, or until somebody comes back', async () => {
    const page = await join('break@example.com');
    await page.getByLabel('Take a break until').fill('2026-12-01');
    await press(page, 'Pause');
    await says(page, 'Paused until Tuesday 1 December.');
    await press(page, 'Go on with the course');
    await says(page, 'Welcome back.');
    await says(page, 'tomorrow, Tuesday 24 November, at 07:00');
    await press(page, 'Pause');
    await says(page, 'Paused until you come back.');
    web.house.clock.move({ days: 3 });
    await web.house.beat();
    expect(web.house.subjects('break@example.com')).toHaveLength(2);
  });

  it('sends the next lesson at once, and counts what was done in a row', async () => {
    const mail = 'eager@example.com';
    const page = await join(mail);
    for (const done of [1, 2]) {
      await page.goto(web.linkTo(mail, 'lessons'));
      await press(page, 'I did it');
      await page.getByRole('heading', { name: 'Done. Well done.' }).waitFor();
      await says(page, `${done} of 14`);
      await page.getByRole('link', { name: 'Your own page' }).click();
      await press(page, 'Send it now');
      await says(page, 'is on its way to your inbox');
      await web.house.beat();
      expect(web.house.subjects(mail).at(-1)).toContain(`Day ${done + 1} of 14`);
    }
    await page.reload();
    await says(page, '2 in a row');
    expect(await page.locator('.strip .done').count()).toBe(2);
    expect(await page.locator('.strip .had').count()).toBe(1);
    await open(page, 'Lessons so far (3)');
    expect(await page.locator('.past a').count()).toBe(3);
  });

  it('is left by one press, and entered again where it was left', async () => {
    const mail = 'back@example.com';
    const page = await join(mail);
    await page.goto(web.linkTo(mail, 'unsubscribe'));
    await press(page, 'Yes, stop the lessons');
    await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor();
    await page.getByRole('link', { name: 'Sign up once more' }).click();
    await page.getByLabel('Your email address').fill(mail);
    web.house.clock.move({ minutes: 20 });
    await press(page, 'Sign me up');
    await says(page, 'A letter is on its way to you');
    await web.house.beat();
    await page.goto(web.linkTo(mail, 'confirm'));
    await press(page, 'Yes, start my course');
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    web.house.clock.moveTo('2026-11-23T22:00:00Z');
    await web.house.beat();
    expect(web.house.subjects(mail).at(-1)).toContain('Day 2 of 14');
  });
});
