import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { BrowserHouse } from './browser-house.js';

describe('Signing up in a browser', () => {
  let web: BrowserHouse;
  beforeAll(async () => {
    web = await BrowserHouse.open();
  });
  afterEach(async () => {
    expect(await web.leave()).toEqual([]);
  });
  afterAll(() => web.close());

  const email = (page: Page) => page.getByLabel('Your email address');
  const zone = (page: Page) => page.getByLabel('Your time zone');
  const send = async (page: Page, address: string) => {
    await email(page).fill(address);
    await page.getByRole('button', { name: 'Sign me up' }).click();
    await page.waitForURL('**/check-inbox');
    await web.house.beat();
  };

  it('fills in the zone of the device, and says when the next lesson comes by its clock', async () => {
    const page = await web.visitor({ zone: 'America/New_York' });
    await page.goto('/');
    await page.getByText('Your time zone: America/New_York').waitFor();
    await send(page, 'nora@example.com');
    await page.goto(web.linkTo('nora@example.com', 'confirm'));
    await page.getByText('Your time zone: America/New_York').waitFor();
    await page.getByRole('button', { name: 'Yes, start my course' }).click();
    await page.getByText('Lesson 1 is on its way to your inbox now.').waitFor();
    await page.getByText('The one after that comes tomorrow, Tuesday 24 November, at 07:00.').waitFor();
    await page.getByText('Times are yours: America/New_York.').waitFor();
    const next = await page.locator('time').last().getAttribute('datetime');
    expect(next).toBe('2026-11-24T12:00:00.000Z');
  });

  it.each([
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Europe/Kiev', 'Europe/Kyiv'],
  ])('knows a zone by its older name too: %s is %s', async (older, present) => {
    const page = await web.visitor({ zone: older });
    await page.goto('/');
    await page.getByText(`Your time zone: ${present}`).waitFor();
  });

  it('asks for the zone where the device has none that readers choose', async () => {
    const page = await web.visitor({ zone: 'Etc/GMT+5' });
    await page.goto('/');
    expect(await zone(page).inputValue()).toBe('Europe/London');
    expect(await page.locator('.zone-said').isHidden()).toBe(true);
  });

  it('lets another zone be searched for by its city, and takes the city alone', async () => {
    const page = await web.visitor();
    await page.goto('/');
    expect(await zone(page).isHidden()).toBe(true);
    await page.getByRole('button', { name: 'change' }).click();
    expect(await zone(page).evaluate((field) => field === document.activeElement)).toBe(true);
    const offered = await zone(page).evaluate((field: HTMLInputElement) =>
      [...(field.list?.options ?? [])].map(({ value, label }) => `${value} ${label}`),
    );
    expect(offered.length).toBeGreaterThan(400);
    expect(offered).toContain('America/Sao_Paulo Sao Paulo');
    await zone(page).fill('sao paulo');
    await send(page, 'rita@example.com');
    await page.goto(web.linkTo('rita@example.com', 'confirm'));
    await page.getByText('Your time zone: America/Sao_Paulo').waitFor();
  });

  it('says beside the field what is expected, begins there, and keeps what was typed', async () => {
    const page = await web.visitor({ zone: 'Asia/Tokyo' });
    await page.goto('/');
    await email(page).fill('maya@example');
    await page.getByLabel('First name').fill('Maya <3');
    await page.getByLabel('Send it at').selectOption('06:30');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Sign me up' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.title()).toContain('Please look again');
    expect(await email(page).evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await email(page).getAttribute('aria-invalid')).toBe('true');
    const described = await email(page).getAttribute('aria-describedby');
    expect(await page.locator(`#${described}`).innerText()).toContain('after the @');
    expect(await email(page).inputValue()).toBe('maya@example');
    expect(await page.getByLabel('First name').inputValue()).toBe('Maya <3');
    expect(await page.getByLabel('Send it at').inputValue()).toBe('06:30');
    expect(await page.getByRole('checkbox').isChecked()).toBe(true);
    await page.getByText('Your time zone: Asia/Tokyo').waitFor();
    await send(page, 'maya@example.com');
    expect(web.house.subjects('maya@example.com')).toHaveLength(1);
  });

  it('begins at the zone when only the zone was wrong', async () => {
    const page = await web.visitor();
    await page.goto('/');
    await email(page).fill('mars@example.com');
    await page.getByRole('button', { name: 'change' }).click();
    await zone(page).fill('Olympus Mons');
    await page.getByRole('button', { name: 'Sign me up' }).click();
    await page.getByText('Please choose a time zone').waitFor();
    expect(await zone(page).evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await zone(page).inputValue()).toBe('Olympus Mons');
  });

  it('can be done with the keyboard alone, in the order of the page, with the focus in sight', async () => {
    const page = await web.visitor();
    await page.goto('/');
    const passed: string[] = [];
    const tab = async () => {
      await page.keyboard.press('Tab');
      const place = await page.evaluate(() => {
        const here = document.activeElement as HTMLElement;
        const { outlineStyle } = getComputedStyle(here);
        const { top, bottom } = here.getBoundingClientRect();
        const name = here.getAttribute('name') ?? here.innerText.trim();
        return { name, seen: outlineStyle !== 'none' && top >= 0 && bottom <= innerHeight };
      });
      expect(place).toMatchObject({ seen: true });
      passed.push(place.name);
      return place.name;
    };
    for (let steps = 0; steps < 5 && (await tab()) !== 'email'; steps++);
    await page.keyboard.type('keys@example.com');
    await tab();
    await page.keyboard.type('Kim');
    await tab();
    await page.keyboard.type('08:30');
    await tab();
    await tab();
    await page.keyboard.press('Space');
    await tab();
    expect(passed).toEqual([
      'Skip to the page',
      'Coursepost',
      'email',
      'first_name',
      'hour',
      'change',
      'newsletter',
      'Sign me up',
    ]);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/check-inbox');
    await web.house.beat();
    await page.goto(web.linkTo('keys@example.com', 'confirm'));
    expect(await page.getByLabel('A lesson a day, at').inputValue()).toBe('08:30');
    expect(await page.getByRole('checkbox').isChecked()).toBe(true);
  });

  it('has its field and its button on a phone’s first screen', async () => {
    const page = await web.visitor();
    await page.goto('/');
    const bottom = async (box: ReturnType<Page['locator']>) => {
      const { y, height } = (await box.boundingBox()) ?? { y: Infinity, height: 0 };
      return y + height;
    };
    expect(await bottom(email(page))).toBeLessThan(600);
    expect(await bottom(page.getByRole('button', { name: 'Sign me up' }))).toBeLessThan(844);
  });
});
