import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { addMadeUpReaders } from '../../src/cli/made-up-readers.js';
import { CourseReader } from '../../src/courses/course.reader.js';
import { AdminHouse } from './admin-house.js';
import { Tour } from './inspection.js';

describe('Subscribers in the admin', () => {
  let admin: AdminHouse;
  beforeAll(async () => {
    admin = await AdminHouse.open();
    const { house } = admin;
    const course = await house.app.get(CourseReader).bySlug('strong-glutes');
    if (!course) throw new Error('the course is not published');
    const people = { count: 30, enrolled: 20, course, places: 'anywhere' as const };
    await addMadeUpReaders(house.app, people, house.clock.now(), () => undefined);
  });
  afterEach(async () => expect(await admin.leave()).toEqual([]));
  afterAll(() => admin.close());

  it('are found, filtered, and tagged together, with an undo', async () => {
    const tour = new Tour(await admin.page('support', '/admin/subscribers'));
    const { page } = tour;
    await tour.says('30 people');
    await page.getByRole('searchbox').fill('chlo');
    await tour.says('2 people');
    await page.getByRole('searchbox').fill('');
    await tour.press('Add a filter');
    await tour.look('a filter');
    await page.getByRole('dialog').getByLabel('What is asked').click();
    await page.getByRole('option', { name: 'Tag', exact: true }).click();
    await page.getByRole('dialog').getByRole('combobox', { name: 'Tag' }).click();
    await page.getByRole('option', { name: 'trail' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
    await tour.says('3 people');
    // What is asked stands in the address: a reload keeps it, and the way back goes through it.
    await page.reload();
    await tour.says('3 people');
    await page.goBack();
    await tour.says('30 people');
    await page.goForward();
    await tour.says('3 people');
    await page.getByRole('link', { name: /@/ }).first().click();
    await page.getByRole('link', { name: 'Subscribers', exact: true }).last().waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Subscribers' }).click();
    await tour.says('3 people');
    await page.getByLabel('Choose everybody shown').check();
    await tour.press('Do something with them');
    await page.getByRole('menuitem', { name: 'Tag', exact: true }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Tag' }).fill('autumn');
    await page.getByRole('dialog').getByRole('button', { name: 'Tag · 3' }).click();
    await tour.says('Under way');
    await admin.house.runJobs();
    await tour.says('Tag “autumn”: 3 looked at, 3 changed');
    await tour.look('subscribers, after work on many');
    await tour.press('Undo');
    await tour.says('Take a tag off “autumn”');
    await admin.house.runJobs();
    await tour.says('Take a tag off “autumn”: 3 looked at, 3 changed');
    await admin.house.database.dataSource.query(
      `update enrollments set state = 'left', ended_at = started_at, next_slot_at = null
       where id = (select min(e.id) from enrollments e join subscriber_tags t using (subscriber_id) where t.tag = 'trail')`,
    );
    await page.getByLabel('Choose everybody shown').check();
    await tour.press('Do something with them');
    await page.getByRole('menuitem', { name: 'Enroll in a course' }).click();
    await page.getByRole('dialog').getByRole('combobox', { name: 'Course' }).click();
    await page.getByRole('option', { name: 'Strong Glutes' }).click();
    await page.getByRole('dialog').getByLabel('How they agreed').fill('told me so after the run');
    await page.getByRole('dialog').getByRole('button', { name: 'Enroll in a course · 3' }).click();
    await tour.press('Stop');
    await tour.says('Stopped.');
    await tour.press('Go on');
    await page.getByRole('dialog').getByLabel('How they agreed').fill('told me so after the run');
    await page.getByRole('dialog').getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await admin.house.runJobs();
    await tour.says('1 set aside');
    await tour.says('This person has left this course.');
    await tour.look('subscribers, one set aside');
    expect(tour.faults).toEqual([]);
  });

  it('are kept as a segment, which is changed, renamed, deleted and brought back', async () => {
    const filter = encodeURIComponent('[[{"is":"tagged","tag":"trail"}]]');
    const tour = new Tour(await admin.page('support', `/admin/subscribers?filter=${filter}`));
    const { page } = tour;
    const menu = async (item: string) => {
      await page.getByRole('button', { name: /^Segment/ }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await page.getByRole('menu').waitFor({ state: 'detached' });
    };
    await tour.says('3 people');
    await menu('Keep these filters as a segment');
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('On trails');
    await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
    await page.getByRole('button', { name: 'Segment: On trails' }).waitFor();
    await page.getByRole('button', { name: 'Remove the filter “tagged “trail””' }).click();
    await tour.says('30 people');
    await tour.look('a segment, changed');
    await page.goBack();
    await tour.says('3 people');
    await menu('Change its name');
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Off road');
    await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
    await page.getByRole('button', { name: 'Segment: Off road' }).waitFor();
    await menu('Delete “Off road”');
    await tour.says('“Off road” is deleted.');
    await tour.press('Bring it back');
    await page.getByRole('button', { name: 'Segment: Off road' }).waitFor();
    await page.goto('/admin/subscribers?segment=999');
    await tour.says('The segment in this address is no longer there.');
    await page.goto(`/admin/subscribers?filter=${encodeURIComponent('[[{"is":"tagged","tag":"gone"}]]')}`);
    await tour.says('The tag “gone” is gone: nobody is found by it any more.');
    await tour.look('a filter that names what is gone');
    expect(tour.faults).toEqual([]);
  });

  it('have a page each: how they stand, why, the letter as it left, a pause and its end', async () => {
    const tour = new Tour(await admin.page('support', '/admin/subscribers'));
    const { page } = tour;
    const [someone] = await admin.house.database.dataSource.query<Array<{ email: string }>>(
      `select s.email from subscribers s join enrollments e on e.subscriber_id = s.id
       where e.state = 'active' and e.lessons_had >= 5 limit 1`,
    );
    await page.getByRole('searchbox').fill(String(someone?.email));
    await page.getByRole('link', { name: String(someone?.email) }).click();
    await page.getByRole('heading', { level: 1, name: String(someone?.email) }).waitFor();
    await tour.says(' of 14 had.');
    await page.getByRole('button', { name: /^4\. / }).click();
    await tour.says('Yes: the next mail server took it.');
    await tour.look('a person, and why');
    await tour.press('See the letter');
    await page.frameLocator('iframe').getByText('Day').first().waitFor();
    await page.keyboard.press('Escape');
    await tour.press('Pause');
    await tour.says('Paused until somebody resumes it');
    await tour.press('Resume');
    await tour.says('Next: “');
    await tour.press('Do something');
    await page.getByRole('menuitem', { name: 'Suppress the address' }).click();
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await tour.look('suppressing');
    await page.getByRole('textbox', { name: 'Why' }).fill('no');
    await page.getByRole('dialog').getByRole('button', { name: 'Suppress' }).click();
    await tour.says('Please say why, in a few words.');
    await page.getByRole('textbox', { name: 'Why' }).fill('the address is shared, they say');
    await page.getByRole('dialog').getByRole('button', { name: 'Suppress' }).click();
    await tour.says('Nothing is sent to this address since');
    expect(tour.faults).toEqual([]);
  });
});
