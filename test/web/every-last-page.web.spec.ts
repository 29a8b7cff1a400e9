import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { contentFolder } from '../../src/cli/content-folder.js';
import { readCourseFolder } from '../../src/courses/course-folder.js';
import { LinkService } from '../../src/links/link.service.js';
import { BrowserHouse, monday } from './browser-house.js';
import { Tour } from './inspection.js';

describe('Every page at the end of a walk, on phone and desk, by day and night, at 320 pixels and with large letters, has no fault:', () => {
  let web: BrowserHouse;
  beforeAll(async () => {
    web = await BrowserHouse.open();
  });
  afterEach(async () => {
    web.house.clock.moveTo(monday);
    expect(await web.leave()).toEqual([]);
  });
  afterAll(() => web.close());

  it('leaving, and coming back', async () => {
    const manage = await web.house.join('leave@example.com');
    const unsubscribe = web.linkTo('leave@example.com', 'unsubscribe');
    const tour = new Tour(await web.visitor());
    const { page } = tour;
    await tour.goto('unsubscribe', unsubscribe);
    await tour.press('Yes, stop the lessons');
    await tour.says('You are unsubscribed');
    await tour.look('unsubscribed');
    await tour.goto('manage, left', manage);
    await tour.press('Start again with lesson 1');
    await tour.says('You start again');
    await tour.look('manage, two walks');
    await page.goto(unsubscribe);
    await tour.press('Leave everything');
    await tour.says('You are unsubscribed');
    await tour.look('unsubscribed from everything');
    web.house.clock.move({ days: 100 });
    await tour.goto('link asleep', manage);
    await tour.press('Send me a new link');
    await tour.says('on its way');
    await tour.look('new link sent');
    await web.house.beat();
    await page.goto(web.linkTo('leave@example.com', 'manage'));
    await page.getByRole('heading', { name: 'Your page' }).waitFor();
    expect(tour.faults).toEqual([]);
  });

  it('data, address and oblivion', async () => {
    const mail = 'rights@example.com';
    const manage = await web.house.join(mail);
    const tour = new Tour(await web.visitor());
    const { page } = tour;
    for (const what of ['Download my data', 'Forget me']) {
      await page.goto(manage);
      await tour.unfold(what);
      await page.locator('details', { hasText: what }).getByRole('button').click();
      await tour.says('A letter with a link');
      await web.house.beat();
      await tour.goto(what, web.house.pathIn(web.house.lastTo(mail), '/manage/'));
    }
    await page.goto(manage);
    await tour.unfold('Use another address');
    await page.locator('#new-address').fill('rights.new@example.com');
    await tour.press('Send the letter');
    await tour.says('on its way to your present address');
    const forget = web.house.pathIn(web.house.lastTo(mail), '/manage/');
    await web.house.beat();
    await tour.goto('change of address', web.house.pathIn(web.house.lastTo(mail), '/manage/'));
    await page.getByRole('main').getByRole('button').click();
    await page.locator('main form').waitFor({ state: 'detached' });
    await tour.look('change of address, first yes');
    await web.house.beat();
    await tour.goto('new address', web.house.pathIn(web.house.lastTo('rights.new@example.com'), '/manage/'));
    await page.getByRole('main').getByRole('button').click();
    await tour.says('Your new address is set');
    await tour.look('address changed');
    await page.goto(forget);
    await tour.press('Yes, forget me');
    await tour.says('You are forgotten');
    await tour.look('forgotten');
    await tour.goto('after that', manage);
    expect(tour.faults).toEqual([]);
  });

  it('the end of the course', async () => {
    const manage = await web.house.join('end@example.com');
    for (let days = 0; days < 15; days++) {
      web.house.clock.move({ days: 1 });
      await web.house.beat();
      await web.house.beat();
    }
    const tour = new Tour(await web.visitor());
    await tour.goto('manage, finished', manage);
    await tour.says('You have done the whole course');
    expect(tour.faults).toEqual([]);
  });

  it('what leads nowhere', async () => {
    const tour = new Tour(await web.visitor());
    const links = web.house.app.get(LinkService);
    await tour.goto('not found', '/nope');
    await tour.goto('no such course', '/courses/nope');
    await tour.goto('forged', '/manage/a.b');
    await tour.goto('expired', links.confirm('1', new Date('2026-01-01')));
    expect(tour.faults).toEqual([]);
  });

  it('more than one course, and one that takes nobody in just now', async () => {
    const files = await readCourseFolder(contentFolder('strong-glutes'));
    const settings = Buffer.from(files.get('course.yaml') ?? []).toString();
    const second = settings
      .replace(/^slug: .*/m, 'slug: better-sleep')
      .replace(/^name: .*/m, 'name: "Better sleep in ten nights"')
      .replace(/^signups: .*/m, 'signups: closed');
    await web.house.publish(new Map(files).set('course.yaml', Buffer.from(second)));
    const tour = new Tour(await web.visitor());
    const { page } = tour;
    await tour.goto('what is on offer', '/');
    await page.getByRole('link', { name: 'Better sleep in ten nights' }).click();
    await tour.says('Not open just now');
    await tour.look('closed');
    expect(tour.faults).toEqual([]);
  });
});
