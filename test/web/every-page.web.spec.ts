import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { contentFolder } from '../../src/cli/content-folder.js';
import { readCourseFolder } from '../../src/courses/course-folder.js';
import { LinkService } from '../../src/links/link.service.js';
import { BrowserHouse, monday } from './browser-house.js';
import { inspect } from './inspection.js';

jest.setTimeout(120_000);

describe('Every page, on phone and desk, by day and night, at 320 pixels and with large letters, has no fault:', () => {
  let web: BrowserHouse;
  let page: Page;
  let faults: string[];
  beforeAll(async () => {
    web = await BrowserHouse.open();
  });
  afterEach(async () => {
    web.house.clock.moveTo(monday);
    expect(await web.leave()).toEqual([]);
  });
  afterAll(() => web.close());

  const visit = async () => {
    page = await web.visitor();
    faults = [];
  };
  const look = async (name: string) => void faults.push(...(await inspect(page, name)));
  const goto = async (name: string, path: string) => {
    await page.goto(path);
    await look(name);
  };
  const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
  const says = (words: string) => page.getByText(words).first().waitFor();
  /** As a browser that checks nothing would send it. */
  const sendUnchecked = (form: string) =>
    page
      .locator(form)
      .first()
      .evaluate((each: HTMLFormElement) => {
        each.noValidate = true;
        each.requestSubmit(each.querySelector<HTMLElement>('button[type=submit]'));
      });
  const openAll = () =>
    page.locator('details').evaluateAll((all) => all.forEach((each) => each.setAttribute('open', '')));

  it('sign-up and confirmation', async () => {
    await visit();
    await goto('sign-up', '/');
    await page.locator('#email').fill('maya@@example');
    await page.locator('#first_name').fill('M'.repeat(90));
    await press('change');
    await page.locator('#zone').fill('Mars');
    await sendUnchecked('form');
    await says('Nearly there');
    await look('sign-up with errors');
    await web.house.signUp('page@example.com', { first_name: 'Maya' });
    await goto('check your inbox', '/courses/strong-glutes/check-inbox');
    const confirm = web.linkTo('page@example.com', 'confirm');
    await goto('confirm', confirm);
    await press('change');
    await page.locator('#zone').fill('Mars');
    await press('Yes, start my course');
    await says('Nearly there');
    await look('confirm with errors');
    await page.goto(confirm);
    await press('Yes, start my course');
    await says('You are in');
    await look('confirmed');
    await goto('confirmed already', confirm);
    expect(faults).toEqual([]);
  });

  it('lessons', async () => {
    const manage = await web.house.join('lessons@example.com');
    const lesson = web.linkTo('lessons@example.com', 'lessons');
    await visit();
    await goto('lesson', lesson);
    await goto('did you do it', `${lesson}/done`);
    await press('I did it');
    await says('Well done');
    await look('done');
    await page.goto(manage);
    await press('Send it now');
    await says('on its way');
    await look('manage, a lesson on its way');
    expect(faults).toEqual([]);
  });

  it('the reader’s own page', async () => {
    const manage = await web.house.join('own@example.com', {
      first_name: 'Maximiliane-Alexandrina',
      zone: 'America/Argentina/ComodRivadavia',
    });
    await visit();
    await goto('manage', manage);
    await openAll();
    await look('manage, all open');
    await page
      .locator('.days input')
      .evaluateAll((all) => all.forEach((each) => ((each as HTMLInputElement).checked = false)));
    await sendUnchecked('form.calendar');
    await says('at least one day');
    await look('manage, days wrong');
    await page.locator('[name=until]').fill('2026-11-01');
    await page
      .locator('form', { has: page.locator('[name=until]') })
      .evaluate((form: HTMLFormElement) => (form.noValidate = true));
    await press('Pause');
    await says('a day after today');
    await look('manage, break wrong');
    await page.goto(manage);
    await page.locator('summary', { hasText: 'Use another address' }).click();
    await page.locator('#new-address').fill('nobody@nowhere');
    await press('Send the letter');
    await says('after the @');
    await look('manage, address wrong');
    await page.goto(manage);
    await press('Pause');
    await says('Enjoy your break');
    await look('manage, paused');
    expect(faults).toEqual([]);
  });

  it('leaving, and coming back', async () => {
    const manage = await web.house.join('leave@example.com');
    const unsubscribe = web.linkTo('leave@example.com', 'unsubscribe');
    await visit();
    await goto('unsubscribe', unsubscribe);
    await press('Yes, stop the lessons');
    await says('You are unsubscribed');
    await look('unsubscribed');
    await goto('manage, left', manage);
    await press('Start again with lesson 1');
    await says('You start again');
    await look('manage, two walks');
    await page.goto(unsubscribe);
    await press('Leave everything');
    await says('You are unsubscribed');
    await look('unsubscribed from everything');
    web.house.clock.move({ days: 100 });
    await goto('link asleep', manage);
    await press('Send me a new link');
    await says('on its way');
    await look('new link sent');
    await web.house.beat();
    await page.goto(web.linkTo('leave@example.com', 'manage'));
    await page.getByRole('heading', { name: 'Your page' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('data, address and oblivion', async () => {
    const mail = 'rights@example.com';
    const manage = await web.house.join(mail);
    await visit();
    for (const what of ['Download my data', 'Forget me']) {
      await page.goto(manage);
      await page.locator('summary', { hasText: what }).click();
      await page.locator('details', { hasText: what }).getByRole('button').click();
      await says('A letter with a link');
      await web.house.beat();
      await goto(what, web.house.pathIn(web.house.lastTo(mail), '/manage/'));
    }
    await page.goto(manage);
    await page.locator('summary', { hasText: 'Use another address' }).click();
    await page.locator('#new-address').fill('rights.new@example.com');
    await press('Send the letter');
    await says('on its way to your present address');
    const forget = web.house.pathIn(web.house.lastTo(mail), '/manage/');
    await web.house.beat();
    await goto('change of address', web.house.pathIn(web.house.lastTo(mail), '/manage/'));
    await page.getByRole('main').getByRole('button').click();
    await page.locator('main form').waitFor({ state: 'detached' });
    await look('change of address, first yes');
    await web.house.beat();
    await goto('new address', web.house.pathIn(web.house.lastTo('rights.new@example.com'), '/manage/'));
    await page.getByRole('main').getByRole('button').click();
    await says('Your new address is set');
    await look('address changed');
    await page.goto(forget);
    await press('Yes, forget me');
    await says('You are forgotten');
    await look('forgotten');
    await goto('after that', manage);
    expect(faults).toEqual([]);
  });

  it('the end of the course', async () => {
    const manage = await web.house.join('end@example.com');
    for (let days = 0; days < 15; days++) {
      web.house.clock.move({ days: 1 });
      await web.house.beat();
      await web.house.beat();
    }
    await visit();
    await goto('manage, finished', manage);
    await says('You have done the whole course');
    expect(faults).toEqual([]);
  });

  it('what leads nowhere', async () => {
    await visit();
    const links = web.house.app.get(LinkService);
    await goto('not found', '/nope');
    await goto('no such course', '/courses/nope');
    await goto('forged', '/manage/a.b');
    await goto('expired', links.confirm('1', new Date('2026-01-01')));
    await goto('admin', '/admin');
    await says('npx coursepost course push DIR');
    expect(faults).toEqual([]);
  });

  it('more than one course, and one that takes nobody in just now', async () => {
    const files = await readCourseFolder(contentFolder('strong-glutes'));
    const settings = Buffer.from(files.get('course.yaml') ?? []).toString();
    const second = settings
      .replace(/^slug: .*/m, 'slug: better-sleep')
      .replace(/^name: .*/m, 'name: "Better sleep in ten nights"')
      .replace(/^signups: .*/m, 'signups: closed');
    await web.house.publish(new Map(files).set('course.yaml', Buffer.from(second)));
    await visit();
    await goto('what is on offer', '/');
    await page.getByRole('link', { name: 'Better sleep in ten nights' }).click();
    await says('Not open just now');
    await look('closed');
    expect(faults).toEqual([]);
  });
});
