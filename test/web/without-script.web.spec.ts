import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { BrowserHouse } from './browser-house.js';

describe('Without script', () => {
  let web: BrowserHouse;
  beforeAll(async () => {
    web = await BrowserHouse.open();
  });
  afterEach(async () => {
    expect(await web.leave()).toEqual([]);
  });
  afterAll(() => web.close());

  it('the whole walk is made, from sign-up to leaving', async () => {
    const mail = 'plain@example.com';
    const page = await web.visitor({ script: false, zone: 'America/New_York' });
    const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
    const says = (words: string) => page.getByText(words).first().waitFor();
    const open = (summary: string) => page.locator('summary', { hasText: summary }).click();

    await page.goto('/');
    await page.getByLabel('Your email address').fill(mail);
    await page.getByLabel('First name').fill('Pia');
    await page.getByLabel('Your time zone').fill('Tokyo');
    await press('Sign me up');
    await says('A letter is on its way to you');
    await web.house.beat();

    await page.goto(web.linkTo(mail, 'confirm'));
    expect(await page.getByLabel('Your time zone').inputValue()).toBe('Asia/Tokyo');
    await page.getByLabel('A lesson a day, at').selectOption('06:00');
    await press('Yes, start my course');
    await says('tomorrow, Tuesday 24 November, at 06:00');
    await web.house.beat();

    await page.goto(web.linkTo(mail, 'lessons'));
    await says('Day 1 of 14');
    await press('I did it');
    await says('1 done');
    await page.getByRole('link', { name: 'Your own page' }).click();

    await press('Send it now');
    await says('on its way to your inbox');
    await web.house.beat();
    expect(web.house.subjects(mail).at(-1)).toContain('Day 2 of 14');

    await page.getByLabel('Take a break until').fill('2026-12-01');
    await press('Pause');
    await says('until Tuesday 1 December');
    await press('Go on with the course');
    await says('Welcome back');

    await page.getByLabel('Lessons come at').selectOption('21:00');
    await open('Time zone and days');
    await page.getByLabel('Your time zone').fill('Europe/Lisbon');
    await page.getByRole('checkbox', { name: 'Tue' }).uncheck();
    await page
      .getByRole('group', { name: 'On these days' })
      .locator('..')
      .getByRole('button', { name: 'Save' })
      .click();
    await says('Saved');
    await says('on Wednesday 25 November at 21:00');

    await open('Leave this course');
    await press('Leave this course');
    await says('You have left this course.');
  });
});
