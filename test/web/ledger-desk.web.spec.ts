import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { HouseSettings } from '../../src/settings/house-settings.js';
import { letElapse } from '../journeys/elapsed.js';
import { AdminHouse } from './admin-house.js';
import { Tour } from './inspection.js';

describe('Today, the desk, suppressions and settings', () => {
  let admin: AdminHouse;
  beforeAll(async () => {
    admin = await AdminHouse.open();
  });
  afterEach(async () => expect(await admin.leave()).toEqual([]));
  afterAll(() => admin.close());

  it('welcomes on the first day with the address of the sign-up page', async () => {
    const tour = new Tour(await admin.page('owner', '/admin'));
    await tour.says('Welcome. Invite your first readers.');
    await tour.says('/courses/strong-glutes');
    await tour.says('One worker is at work');
    await tour.look('Today, first day');
    expect(tour.faults).toEqual([]);
  });

  it('changes the send rate, says what is wrong beside the field, and loses nothing that was typed', async () => {
    const tour = new Tour(await admin.page('owner', '/admin/settings'));
    const rate = tour.page.getByLabel('Letters per second, at most');
    await rate.fill('lots');
    await tour.page.getByLabel('Postal address').fill('New Street 2, Leeds');
    await tour.press('Save');
    await tour.says('Please give a whole number from 1 to 100,000.');
    await tour.look('Settings, with an error');
    expect(await rate.inputValue()).toBe('lots');
    await rate.fill('1,000');
    await tour.page.getByLabel('Hold it for one of the team').check();
    await tour.press('Save');
    await tour.says('Saved. It holds within seconds.');
    expect(admin.house.app.get(HouseSettings).now).toMatchObject({
      sendRate: 1000,
      inDoubt: 'hold',
      letterhead: { postalAddress: 'New Street 2, Leeds' },
    });
    expect(tour.faults).toEqual([]);
  });

  it('keeps senders: adds two, says what an inbox shows and what is wrong, makes one the default, takes one out and back', async () => {
    const tour = new Tour(await admin.page('owner', '/admin/settings'));
    await tour.says('An example that came with Coursepost.');
    const dialog = tour.page.getByRole('dialog');
    const add = async (name: string, email: string) => {
      await tour.press('Add a sender');
      await dialog.getByLabel('Name').fill(name);
      await dialog.getByLabel('Address').fill(email);
    };
    await add('Anna from Coursepost', 'anna@');
    await dialog.getByRole('button', { name: 'Add it' }).click();
    await dialog.getByText('it should look like name@example.com').waitFor();
    await dialog.getByLabel('Address').fill('anna@post.example.com');
    await dialog.getByText('Anna from Coursepost <anna@post.example.com>').waitFor();
    await tour.look('a sender');
    await dialog.getByRole('button', { name: 'Add it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await add('Ben', 'ben@post.example.com');
    await dialog.getByRole('button', { name: 'Add it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await tour.press('Make default: ben@post.example.com');
    await tour.page.getByRole('button', { name: 'Remove ben@post.example.com' }).waitFor({ state: 'detached' });
    expect(admin.house.app.get(HouseSettings).now.letterhead.email).toBe('ben@post.example.com');
    await tour.press('Remove anna@post.example.com');
    await tour.says('anna@post.example.com is removed.');
    await tour.press('Put it back');
    await tour.page.getByRole('button', { name: 'Remove anna@post.example.com' }).waitFor();
    await tour.look('Settings, with senders');
    expect(tour.faults).toEqual([]);
  });

  it('sends a letter in doubt once more from the desk, by the keyboard alone', async () => {
    const { house } = admin;
    await house.join('runner@example.com', { zone: 'Europe/London', hour: '07:00' });
    house.mail.judge = (_to, _raw, session) => {
      house.mail.judge = null;
      house.mail.cut(session);
    };
    await house.liveUntil('2026-11-24T07:00Z', 120);
    const tour = new Tour(await admin.page('support', '/admin'));
    const { keyboard } = tour.page;
    await house.runJobs();
    await tour.says('The last seven days');
    await tour.says('New');
    await tour.look('Today');
    await tour.page.getByRole('link', { name: 'One letter is in doubt and may want your decision' }).focus();
    await keyboard.press('Enter');
    await tour.page.getByLabel('Choose all of these').focus();
    await keyboard.press('Space');
    await tour.look('the desk');
    await tour.page.getByRole('button', { name: 'Send once more' }).focus();
    await keyboard.press('Enter');
    await tour.page.getByRole('dialog').getByText('with the same Message-ID').waitFor();
    await keyboard.press('Enter');
    await tour.says('One letter is decided.');
    await tour.says('No letter is in doubt');
    letElapse(600); // the breaker knocks at the cut relay again
    await house.beat();
    const [first, second] = house.mail.to('runner@example.com').slice(-2);
    expect(second?.mail.messageId).toBe(first?.mail.messageId);
    expect(tour.faults).toEqual([]);
  });

  it('lists letters, and shows one of them as it left', async () => {
    const tour = new Tour(await admin.page('viewer', '/admin/deliveries'));
    await tour.page
      .getByRole('button', { name: /Where you start/ })
      .first()
      .click();
    await tour.says('Handed over to the mail server');
    const letter = tour.page.frameLocator('iframe');
    await letter.getByText('Day 1 of 14').first().waitFor();
    await tour.look('a letter');
    expect(await tour.page.getByText('runner@example.com').count()).toBe(0);
    expect(tour.faults).toEqual([]);
  });

  it('suppresses an address, finds it again, and lifts it with a reason', async () => {
    const tour = new Tour(await admin.page('support', '/admin/suppressions'));
    await tour.press('Add an address');
    const dialog = tour.page.getByRole('dialog');
    await dialog.getByLabel('Address').fill('nobody');
    await dialog.getByRole('button', { name: 'Suppress it' }).click();
    await dialog.getByText('it should look like name@example.com').waitFor();
    await dialog.getByLabel('Address').fill('runner@example.com');
    await dialog.getByRole('button', { name: 'Suppress it' }).click();
    await tour.says('From the next letter on, nothing goes to this address.');
    await tour.page.getByLabel('Look up an address').fill('Runner@Example.com');
    await tour.press('Look it up');
    const found = tour.page.getByRole('status').filter({ hasText: 'Set by the team' });
    await found.getByRole('button', { name: /^Lift/ }).click();
    await tour.page.getByLabel('Why is it lifted?').fill('asked to come back');
    await tour.press('Lift it');
    await tour.says('This address is not suppressed: it may get letters.');
    await tour.look('suppressions');
    expect(tour.faults).toEqual([]);
  });
});
