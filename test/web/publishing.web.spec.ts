import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImpactView } from '../../src/impact/impact.schema.js';
import { dueReaders } from '../journeys/due-readers.js';
import { AdminHouse } from './admin-house.js';
import { Tour } from './inspection.js';

describe('Publishing while people are in mid-course', () => {
  let admin: AdminHouse;
  beforeAll(async () => {
    admin = await AdminHouse.open();
    const { house } = admin;
    await dueReaders(house, 6);
    await house.beat(); // lesson 1, at once
    await house.liveUntil('2026-11-25T08:00:00Z'); // and two more mornings
  });
  afterAll(() => admin.close());

  it('tells what will happen, asks, publishes, and the next mornings are what it said', async () => {
    const { house } = admin;
    const editor = await house.signedIn('editor');
    const api = '/api/admin/courses/strong-glutes';
    const lessons = ((await editor.get(`${api}/draft`).expect(200)).body as { lessons: Array<{ key: string }> })
      .lessons;
    const [, second, , fourth] = lessons.map(({ key }) => key);
    const edits = [
      {
        kind: 'lesson.insert',
        lesson: { key: 'warm-up', subject: 'Warm up first', body: 'Two minutes of easy walking.\n' },
        before: second,
      },
      { kind: 'lesson.move', lesson: lessons[8]?.key, before: fourth },
    ];
    await editor.post(`${api}/draft/edits`).send({ version: 0, edits }).expect(200);

    const page = await admin.page('owner', '/admin/courses/strong-glutes/publish');
    const tour = new Tour(page);
    await page.getByText('6 people in mid-course').waitFor();
    await page.getByText('What happens to them hangs on what you decide below.').waitFor();
    const real = page.getByRole('heading', { name: 'What it means for real people' });
    expect(await real.count()).toBe(0); // nobody can say before the question is answered
    await tour.look('publish, a question open');
    const button = page.getByRole('button', { name: 'Publish for 6 people' });
    expect(await button.isDisabled()).toBe(true);

    await page.getByRole('radio', { name: 'Only those who have not come that far' }).check();
    await page.getByText('6 people will never get a lesson that is new here.').waitFor();
    await real.waitFor();
    expect(await page.getByRole('columnheader', { name: 'As it is' }).count()).toBe(5 + 1); // five people, and the days
    await tour.look('publish, answered');
    await page.getByLabel('Note').fill('Lesson nine earlier, and a warm-up.');
    const told = (await editor.get(`${api}/draft/impact?inserted=newcomers`).expect(200)).body as ImpactView;
    await button.click();
    await page.getByRole('heading', { name: 'Revision 2 is published' }).waitFor();
    await tour.look('published');

    await house.liveUntil('2026-11-28T08:00:00Z');
    const left = await house.database.dataSource.query<Array<{ date: string; count: number }>>(
      `select local_date::text as date, count(*)::int as count from deliveries
       where kind = 'lesson' and state = 'accepted' and local_date between '2026-11-26' and '2026-11-28' group by 1 order by 1`,
    );
    expect(left).toEqual(
      told.outcome?.days
        .filter(({ date }) => date > '2026-11-25' && date < '2026-11-29')
        .map(({ date, after }) => ({ date, count: after })),
    );
    const person = told.outcome?.people[0];
    const letters = await house.database.dataSource.query<Array<{ lesson: string; localDate: string }>>(
      `select l.key as lesson, d.local_date::text as "localDate" from deliveries d join lessons l on l.id = d.lesson_id
       where d.subscriber_id = $1 and d.state = 'accepted' and d.local_date > '2026-11-25' order by d.local_date`,
      [person?.subscriberId],
    );
    expect(letters).toHaveLength(3);
    expect(letters).toEqual(person?.after.slice(0, 3).map(({ lesson, localDate }) => ({ lesson, localDate })));

    await page.getByRole('link', { name: 'See history' }).waitFor();
    expect(tour.faults).toEqual([]);
    expect(await admin.leave()).toEqual([]);
  });

  it('keeps what was published: to look at, to compare with any other, and to publish again', async () => {
    const page = await admin.page('owner', '/admin/courses/strong-glutes/history');
    const tour = new Tour(page);
    await page.getByText('Lesson nine earlier, and a warm-up.').waitFor();
    await page.getByRole('button', { name: 'Give it to 6 people after all' }).waitFor();
    await tour.look('history');
    await page.getByRole('link', { name: 'Compare revision 2 with' }).click();
    await page.getByText('+ Two minutes of easy walking.').waitFor();
    await tour.look('two revisions compared');
    await page.getByLabel('From', { exact: true }).selectOption('2');
    await page.getByText('This is the same revision twice.').waitFor();
    await page.getByLabel('To', { exact: true }).selectOption('1');
    await page.getByText('− Two minutes of easy walking.').waitFor();
    await page.getByRole('link', { name: 'History' }).click();

    await page.getByRole('link', { name: 'Look at it: revision 1' }).click();
    await page.getByRole('heading', { name: 'Revision 1', level: 1 }).waitFor();
    await page.getByRole('button', { name: /^Lesson 2/ }).press('Enter');
    await page.frameLocator('iframe').getByText('Day 2 of 14').first().waitFor();
    await tour.look('a revision');
    await page.getByRole('button', { name: 'Publish again: revision 1' }).click();
    await page.getByRole('heading', { name: 'What changes' }).waitFor();
    await page.getByText('Taken out').first().waitFor();
    expect(tour.faults).toEqual([]);
    expect(await admin.leave()).toEqual([]);
  });

  it('need not wait for the numbers of a large course: after a minute it can be published without them', async () => {
    const { house } = admin;
    await house.database.dataSource.query(
      `with added as (insert into subscribers (email, email_key, address_hash, state, created_at, confirmed_at)
         select m, m, m, 'confirmed', $1, $1 from generate_series(1, 500) n, concat('many', n, '@example.net') m returning id)
       insert into enrollments (subscriber_id, course_id, state, zone, hour, weekdays, next_slot_at, started_at)
       select a.id, c.id, 'active', 'UTC', 420, 127, '2027-01-01T07:00Z', $1 from added a, courses c where c.slug = 'strong-glutes'`,
      [house.clock.now()],
    );
    const page = await admin.page('owner', '/admin/courses/strong-glutes/publish');
    const tour = new Tour(page);
    await page.getByText('You can publish once it is reckoned whom this touches, or in a minute').waitFor();
    house.clock.moveTo(new Date(house.clock.now().getTime() + 61_000));
    const button = page.getByRole('button', { name: 'Publish without the numbers' });
    await button.waitFor();
    expect(await button.isDisabled()).toBe(true);
    await tour.look('publish without the numbers');
    await page.getByRole('radio', { name: 'Let them wait' }).check();
    await button.click();
    await page.getByRole('heading', { name: 'Revision 3 is published' }).waitFor();
    expect(tour.faults).toEqual([]);
    expect(await admin.leave()).toEqual([]);
  });
});
