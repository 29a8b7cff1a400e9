import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sampleIssue } from '../../scripts/sample-issue.js';
import { anyPicture, sendIssues } from '../archive/sent-issues.js';
import { BrowserHouse, monday } from './browser-house.js';
import { Tour } from './inspection.js';

describe('Every page, on phone and desk, by day and night, at 320 pixels and with large letters, has no fault:', () => {
  let web: BrowserHouse;
  beforeAll(async () => {
    web = await BrowserHouse.open();
  });
  afterEach(async () => {
    web.house.clock.moveTo(monday);
    expect(await web.leave()).toEqual([]);
  });
  afterAll(() => web.close());

  it('sign-up and confirmation', async () => {
    const tour = new Tour(await web.visitor());
    const { page } = tour;
    await tour.goto('sign-up', '/');
    await page.locator('#email').fill('maya@@example');
    await page.locator('#first_name').fill('M'.repeat(90));
    await tour.press('change');
    await page.locator('#zone').fill('Mars');
    await tour.sendUnchecked('form');
    await tour.says('Nearly there');
    await tour.look('sign-up with errors');
    await web.house.signUp('page@example.com', { first_name: 'Maya' });
    await tour.goto('check your inbox', '/courses/strong-glutes/check-inbox');
    const confirm = web.linkTo('page@example.com', 'confirm');
    await tour.goto('confirm', confirm);
    await tour.press('change');
    await page.locator('#zone').fill('Mars');
    await tour.press('Yes, start my course');
    await tour.says('Nearly there');
    await tour.look('confirm with errors');
    await page.goto(confirm);
    await tour.press('Yes, start my course');
    await tour.says('You are in');
    await tour.look('confirmed');
    await tour.goto('confirmed already', confirm);
    expect(tour.faults).toEqual([]);
  });

  it('the archive, and the way into the newsletter', async () => {
    const { subject, preheader, body } = sampleIssue({ pictures: new Map() });
    const picture = await anyPicture(web.house);
    await sendIssues(web.house, [
      { slug: 'first', startedAt: '2026-11-01T08:00:00Z' },
      { slug: 'hill', startedAt: monday, subject, preheader, body, pictures: { 'pictures/step-up.png': picture } },
      { slug: 'ours', startedAt: '2026-11-20T08:00:00Z', visibility: 'subscribers' },
    ]);
    const tour = new Tour(await web.visitor());
    const { page } = tour;
    await tour.goto('all issues', '/issues');
    await page.getByRole('link', { name: subject }).click();
    await page.getByRole('heading', { name: subject }).waitFor();
    await tour.look('an issue');
    await tour.goto('the newsletter', '/newsletter');
    await page.locator('#email').fill('maya@@example');
    await tour.sendUnchecked('form');
    await tour.says('Nearly there');
    await tour.look('the newsletter with an error');
    await page.locator('#email').fill('issues@example.com');
    await tour.press('Send it to me');
    await tour.says('Now look into your inbox');
    await web.house.beat();
    await tour.goto('confirm the newsletter', web.linkTo('issues@example.com', 'confirm'));
    await tour.press('Yes, send me the newsletter');
    await tour.says('The newsletter is yours');
    await tour.look('newsletter confirmed');
    await page.getByRole('link', { name: 'your own page' }).click();
    await tour.says('You are in no course just now');
    await tour.look('manage, the newsletter alone');
    await page.getByRole('link', { name: 'All issues, to read here' }).click();
    await page.getByRole('link', { name: 'About ours' }).click();
    await page.getByRole('heading', { name: 'About ours' }).waitFor();
    await tour.look('an issue for readers');
    expect(tour.faults).toEqual([]);
  });

  it('lessons', async () => {
    const manage = await web.house.join('lessons@example.com');
    const lesson = web.linkTo('lessons@example.com', 'lessons');
    const tour = new Tour(await web.visitor());
    const { page } = tour;
    await tour.goto('lesson', lesson);
    await tour.goto('did you do it', `${lesson}/done`);
    await tour.press('I did it');
    await tour.says('Well done');
    await tour.look('done');
    await page.goto(manage);
    await tour.press('Send it now');
    await tour.says('on its way');
    await tour.look('manage, a lesson on its way');
    expect(tour.faults).toEqual([]);
  });

  it('the reader’s own page', async () => {
    const manage = await web.house.join('own@example.com', {
      first_name: 'Maximiliane-Alexandrina',
      zone: 'America/Argentina/ComodRivadavia',
    });
    const tour = new Tour(await web.visitor());
    const { page } = tour;
    await tour.goto('manage', manage);
    await page.locator('details').evaluateAll((all) => all.forEach((each) => each.setAttribute('open', '')));
    await tour.look('manage, all open');
    await page
      .locator('.days input')
      .evaluateAll((all) => all.forEach((each) => ((each as HTMLInputElement).checked = false)));
    await tour.sendUnchecked('form.calendar');
    await tour.says('at least one day');
    await tour.look('manage, days wrong');
    await page.locator('[name=until]').fill('2026-11-01');
    await page
      .locator('form', { has: page.locator('[name=until]') })
      .evaluate((form: HTMLFormElement) => (form.noValidate = true));
    await tour.press('Pause');
    await tour.says('a day after today');
    await tour.look('manage, break wrong');
    await page.goto(manage);
    await tour.unfold('Use another address');
    await page.locator('#new-address').fill('nobody@nowhere');
    await tour.press('Send the letter');
    await tour.says('after the @');
    await tour.look('manage, address wrong');
    await page.goto(manage);
    await tour.press('Pause');
    await tour.says('Enjoy your break');
    await tour.look('manage, paused');
    expect(tour.faults).toEqual([]);
  });
});
