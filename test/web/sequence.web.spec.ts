import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { DraftReader } from '../../src/courses/draft.reader.js';
import { DraftService } from '../../src/courses/draft.service.js';
import { AdminHouse } from './admin-house.js';
import { Tour } from './inspection.js';
import { nextTurn } from './keyboard.js';

const path = '/admin/courses/strong-glutes';

describe('The lessons of a course in their order', () => {
  let admin: AdminHouse;
  beforeAll(async () => {
    admin = await AdminHouse.open();
  });
  afterAll(() => admin.close());
  afterEach(async () => expect(await admin.leave()).toEqual([]));

  const saved = async () => {
    const view = await admin.house.app.get(DraftReader).read('strong-glutes');
    return { ...view, order: view.lessons.slice(0, 4).map(({ key }) => key) };
  };
  const until = (page: Page, words: string) => page.getByText(words).first().waitFor();

  it('are found, moved, taken back and timed by keyboard alone, and somebody who cannot see is told', async () => {
    const page = await admin.page('editor', '/admin/courses');
    await page.getByRole('link', { name: /Strong Glutes/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Move “Wake them up”' }).focus();
    await page.keyboard.press('Space');
    await until(page, 'Holding “Wake them up”, lesson 3 of 14.');
    await nextTurn(page); // it listens to the arrows from then on
    await page.keyboard.press('ArrowUp');
    await until(page, '“Wake them up” would be lesson 2 of 14.');
    await page.keyboard.press('ArrowUp');
    await until(page, '“Wake them up” would be lesson 1 of 14.');
    await page.keyboard.press('Space');
    await until(page, 'Publish 1 change');
    expect((await saved()).order).toEqual(['wake-them-up', 'where-you-start', 'meet-the-three', 'the-clam']);

    await page.keyboard.press('Control+z');
    await until(page, 'Nothing to publish');
    expect(await saved()).toMatchObject({ hasDraft: false, canRedo: true });

    const wait = page.getByRole('textbox', { name: 'Days from the lesson before to “Meet the three muscles”' });
    await wait.focus();
    await nextTurn(page); // the field puts the caret before its unit
    await page.keyboard.press('Control+a');
    await page.keyboard.type('0');
    await page.keyboard.press('Enter');
    await until(page, 'expected a whole number of days from 1 to 90');
    expect((await saved()).lessons[1]?.waitDays).toBe(1);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('3');
    await page.keyboard.press('Enter');
    await until(page, 'Publish 1 change');
    expect((await saved()).lessons[1]?.waitDays).toBe(3);
  });

  it('are carried by the mouse, and the calendar follows while they are held', async () => {
    const page = await admin.page('editor', path);
    await page.getByLabel('First morning').fill('2027-03-27');
    await until(page, 'Sat 27 Mar');
    await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: 'Move “A dog and a donkey”' }).hover(); // once nothing moves any more
    await page.mouse.down();
    const first = await page.getByRole('button', { name: 'Move “Where you start”' }).boundingBox();
    if (!first) throw new Error('there is no grip');
    await page.mouse.move(first.x + 10, first.y + 30, { steps: 12 });
    await page.mouse.move(first.x + 10, first.y + 5, { steps: 4 });
    await page.locator('[data-lesson=on-all-fours]').getByText('Sat 27 Mar').waitFor();
    expect((await saved()).order[0]).toBe('where-you-start');
    await page.mouse.up();
    await until(page, 'Publish 2 changes');
    expect((await saved()).order[0]).toBe('on-all-fours');
  });

  it('are carried by a finger on a tablet, while a colleague is here; each sees the other', async () => {
    const tablet = await admin.page('editor', path, { tablet: true });
    await tablet.locator('[data-lesson]').nth(3).waitFor();
    const desk = await admin.page('owner', path);
    // Each says that it is here once more, as when one comes back to the window.
    for (const page of [tablet, desk, tablet])
      await Promise.all([
        page.waitForResponse((answer) => answer.url().endsWith('/presence')),
        page.evaluate(() => window.dispatchEvent(new Event('visibilitychange'))),
      ]);
    await until(desk, 'Edgar Editor is here too');
    await until(tablet, 'Olivia Owner is here too');
    const keys = (await saved()).lessons.map(({ key }) => key);
    const [held, other] = [keys[3] ?? '', keys[1] ?? ''];
    const place = async (key: string) => {
      const box = await tablet.locator(`[data-lesson=${key}] button`).first().boundingBox();
      if (!box) throw new Error('there is no grip');
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    const [from, to] = [await place(held), await place(other)];
    const finger = await tablet.context().newCDPSession(tablet);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: Array<{ x: number; y: number }>) =>
      finger.send('Input.dispatchTouchEvent', { type, touchPoints });
    await touch('touchStart', from);
    await until(tablet, ', lesson 4 of');
    for (let part = 1; part <= 8; part++)
      await touch('touchMove', { x: from.x, y: from.y + ((to.y - 6 - from.y) * part) / 8 });
    await until(tablet, 'would be lesson 2 of');
    await touch('touchEnd');
    await until(tablet, 'is now lesson 2 of');
    await tablet.getByRole('status').getByText('Saved by Edgar Editor').waitFor();
    expect((await saved()).lessons[1]?.key).toBe(held);
  });

  it('are added, copied, taken out and put back', async () => {
    const page = await admin.page('editor', path);
    await page.getByRole('button', { name: 'More for “The easy day”' }).click();
    await page.getByRole('menuitem', { name: 'New lesson before it' }).click();
    await page.getByRole('button', { name: 'Add the lesson' }).click();
    await until(page, 'expected a subject in one line');
    await page.getByLabel('Subject').fill('Breathe {{ first_name | friend }}');
    await page.getByRole('button', { name: 'Add the lesson' }).click();
    await page.getByRole('link', { name: 'Breathe friend' }).waitFor();
    await until(page, 'to do before it can be published');
    await page.getByRole('button', { name: 'More for “Breathe friend”' }).click();
    await page.getByRole('menuitem', { name: 'Take out of the course' }).click();
    await page.getByRole('button', { name: 'Put “Breathe friend” back' }).click();
    await page.getByRole('link', { name: 'Breathe friend' }).waitFor();
    expect((await saved()).lessons.at(-1)?.key).toBe('breathe-friend');
  });

  it('are never overwritten: who saves second is told what changed, and may do theirs on top', async () => {
    const page = await admin.page('editor', path, { hearsNobody: true });
    await until(page, 'Saved by');
    const { version, lessons } = await saved();
    const [first, , third] = lessons;
    await admin.house.app
      .get(DraftService)
      .edit(
        'strong-glutes',
        version,
        [{ kind: 'lesson.write', lesson: third?.key ?? '', waitDays: 5 }],
        { actor: 'admin:77', name: 'Ana' },
        admin.house.clock.now(),
      );
    await page
      .getByRole('button', { name: /^More for “/ })
      .nth(1)
      .click();
    await page.getByRole('menuitem', { name: 'Move up' }).click();
    await until(page, 'Somebody else changed this course');
    await until(page, 'changed the wait before');
    await page.getByRole('button', { name: 'Keep theirs and do mine, too' }).click();
    await page.getByText('Somebody else changed this course').waitFor({ state: 'detached' });
    await until(page, 'Saved by Edgar Editor');
    const after = await saved();
    expect(after.lessons[1]?.key).toBe(first?.key);
    expect(after.lessons.find(({ key }) => key === third?.key)?.waitDays).toBe(5);
  });

  it('a new course begins with an address made of its name, and says beside the field what cannot be', async () => {
    const page = await admin.page('owner', '/admin/new-course');
    await page.getByLabel('Name').fill('Zehn ruhige Übungen');
    expect(await page.getByLabel('Address').inputValue()).toBe('zehn-ruhige-ubungen');
    await page.getByLabel('Address').fill('strong-glutes');
    await page.getByRole('button', { name: 'Begin the course' }).click();
    await until(page, 'there is a course at /courses/strong-glutes already');
    await page.getByLabel('Address').fill('ten-calm-days');
    await page.getByRole('button', { name: 'Begin the course' }).click();
    await page.getByRole('heading', { name: 'Zehn ruhige Übungen' }).waitFor();
    await until(page, 'Not published yet');
  });

  it('look right to everybody, at every width, by day and by night', async () => {
    const tour = new Tour(await admin.page('owner', '/admin/courses'));
    await until(tour.page, 'on their way');
    await tour.look('courses');
    await tour.page.goto('/admin/new-course');
    await tour.page.getByLabel('Address').waitFor();
    await tour.look('new course');
    await tour.page.goto(path);
    await until(tour.page, 'As a reader would get it');
    await until(tour.page, 'Mon');
    await tour.look('sequence');
    expect(tour.faults).toEqual([]);
  });
});
