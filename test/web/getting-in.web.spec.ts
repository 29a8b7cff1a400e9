import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { OneTimeLinks } from '../../src/accounts/one-time-links.service.js';
import { codeOf } from '../accounts/totp.js';
import { AdminHouse } from './admin-house.js';
import { Tour } from './inspection.js';
import { plugInPasskeyDevice } from './passkey-device.js';

const password = 'correct horse battery';
let admin: AdminHouse;
beforeAll(async () => {
  admin = await AdminHouse.open({ course: null });
});
afterAll(() => admin.close());

const path = (link: string) => new URL(link).pathname;
const signOut = async (page: Page) => {
  await page.getByRole('button', { name: /account and sign out/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
};
const typePassword = async (page: Page, email: string, given = password) => {
  await page.getByLabel('Email').fill(email);
  await page.locator('input[name=password]').fill(given);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
};
const today = (page: Page) => page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();

describe('Getting in', () => {
  it('makes the first owner by the link of the first start, with a passkey that signs them in afterwards', async () => {
    const link = await admin.house.app.get(OneTimeLinks).forFirstOwner(admin.house.clock.now());
    const page = await admin.doors.visitor({ width: 1280 });
    await plugInPasskeyDevice(page, admin.doors.url);
    const tour = new Tour(page);
    await page.goto(path(link ?? ''));
    await page.getByRole('heading', { name: 'Welcome' }).waitFor();
    await tour.look('the first owner');
    await page.getByLabel('Your name').fill('Anna Owner');
    await page.getByLabel('Email').fill('anna@example.com');
    await page.locator('input[name=password]').fill('short');
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByText('expected at least 10 characters').waitFor();
    expect(await page.getByLabel('Your name').inputValue()).toBe('Anna Owner');
    await page.locator('input[name=password]').fill(password);
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('heading', { name: 'You are in' }).waitFor();
    await tour.look('one more lock');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await today(page);
    await signOut(page);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await today(page);
    await page.goto('/admin/account');
    await page.getByRole('button', { name: /Remove the passkey/ }).waitFor();
    await tour.look('my account');
    await page.goto(path(link ?? ''));
    await page.getByRole('heading', { name: 'This link is over' }).waitFor();
    await tour.look('a link that is over');
    expect(tour.faults).toEqual([]);
    expect(await admin.leave()).toEqual([]);
  });

  it('lets an invited colleague in, with codes from an app, and with a recovery code when the telephone is gone', async () => {
    const now = admin.house.clock.now();
    const { url } = await admin.house.app
      .get(OneTimeLinks)
      .invite(admin.house.database.dataSource.manager, { email: 'ed@example.com', role: 'editor' }, 'test', now);
    const page = await admin.doors.visitor({ width: 390 });
    const tour = new Tour(page);
    await page.goto(path(url));
    await page.getByRole('heading', { name: 'Join the team' }).waitFor();
    await tour.look('an invitation');
    await page.getByLabel('Your name').fill('Ed');
    await page.locator('input[name=password]').fill(password);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('button', { name: 'Use codes from an app' }).click();
    const secret = (await page.locator('code').innerText()).replace(/\s/g, '');
    const code = (at: number) => codeOf(`otpauth://totp/x?secret=${secret}`, at);
    await tour.look('the code to scan');
    await page.locator('input[name=code]').fill('000000');
    await page.getByRole('button', { name: 'Switch it on' }).click();
    await page.getByText('expected the six digits of your app').waitFor();
    await page.locator('input[name=code]').fill(code(Date.now()));
    await page.getByRole('button', { name: 'Switch it on' }).click();
    await page.getByLabel('I have kept them').waitFor();
    await tour.look('recovery codes');
    const kept = await page.locator('main ul li').allInnerTexts();
    expect(kept).toHaveLength(10);
    await page.getByLabel('I have kept them').check();
    await page.getByRole('button', { name: 'Done' }).click();
    await today(page);
    await signOut(page);
    await typePassword(page, 'ed@example.com');
    await page.locator('input[name=code]').waitFor();
    await tour.look('the code');
    await page.locator('input[name=code]').fill(code(Date.now() + 30_000));
    await page.keyboard.press('Enter');
    await today(page);
    await signOut(page);
    await typePassword(page, 'ed@example.com');
    await page.getByRole('button', { name: /use a recovery code/ }).click();
    await page.getByText('It works once').waitFor();
    await page.locator('input[name=code]').fill(kept[0] ?? '');
    await page.keyboard.press('Enter');
    await today(page);
    expect(tour.faults).toEqual([]);
    expect(await admin.leave()).toEqual([]);
  });

  it('brings a forgotten password back by letter', async () => {
    await admin.house.sessionOf('viewer');
    const page = await admin.doors.visitor({ width: 390 });
    const tour = new Tour(page);
    await page.goto('/admin');
    await page.getByRole('link', { name: 'I forgot my password' }).click();
    await page.getByRole('heading', { name: 'A new password' }).waitFor();
    await tour.look('forgotten');
    await page.getByLabel('Email').fill('viewer@team.example');
    await page.getByRole('button', { name: 'Send me the link' }).click();
    await page.getByText('a letter with a link is on its way').waitFor();
    await admin.house.runJobs();
    await page.goto(admin.house.pathIn(admin.house.lastTo('viewer@team.example'), '/admin/reset/'));
    await page.locator('input[name=password]').fill(password);
    await tour.look('choosing a new one');
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await typePassword(page, 'viewer@team.example', 'a long password of the viewer');
    await page.getByRole('alert').getByText('do not belong together').waitFor();
    await typePassword(page, 'viewer@team.example');
    await today(page);
    expect(tour.faults).toEqual([]);
    expect(await admin.leave()).toEqual([]);
  });

  it('shows a viewer neither team nor audit log, and says so to whoever types the address', async () => {
    const page = await admin.page('support', '/admin/team');
    await page.getByText('Your role does not allow this').first().waitFor();
    expect(await page.getByRole('link', { name: 'Team and keys' }).count()).toBe(0);
    expect(await admin.leave()).toEqual([]);
  });
});

describe('Team, keys and audit', () => {
  it('invites, changes a role, makes and revokes a key, and finds it all in the log', async () => {
    await admin.house.sessionOf('editor');
    const page = await admin.page('owner', '/admin/team');
    const tour = new Tour(page);
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByRole('dialog').getByLabel('Email').fill('nora@example');
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    await page.getByText('expected an address like you@example.com').waitFor();
    await page.getByRole('dialog').getByLabel('Email').fill('nora@example.com');
    await tour.look('inviting');
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    await page.getByRole('button', { name: 'What to do about nora@example.com' }).waitFor();
    await page.getByRole('combobox', { name: 'Role of Edgar Editor' }).click();
    await page.getByRole('option', { name: /support/ }).click();
    await page.getByText('Saved').waitFor();
    // What was saved is still being said, in a corner where no button is.
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByLabel('What it is for').fill('Our shop');
    await page.getByLabel('Change subscribers and their enrollments').check();
    await tour.look('making a key');
    await page.getByRole('button', { name: 'Make the key' }).click();
    const key = await page.locator('pre').innerText();
    expect(key).toMatch(/^cpk_[\w-]{43}$/);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Our shop').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await tour.look('the team');
    expect(await page.content()).not.toContain(key);
    await page.getByRole('button', { name: 'Revoke the key Our shop' }).click();
    await page.getByRole('button', { name: 'Revoke', exact: true }).last().click();
    await page.getByText('There are none.').waitFor();
    await page.getByRole('link', { name: 'Audit' }).click();
    await page.locator('summary', { hasText: 'revoked the key Our shop' }).waitFor();
    await page.locator('summary', { hasText: 'changed the role of Edgar Editor' }).click();
    await page.getByRole('row', { name: 'role editor support' }).waitFor();
    await page.getByRole('combobox', { name: 'What' }).click();
    await page.getByRole('option', { name: 'invitation' }).click();
    await page.locator('summary', { hasText: 'invited nora@example.com' }).waitFor();
    await page.locator('summary', { hasText: 'Our shop' }).first().waitFor({ state: 'detached' });
    await tour.look('the audit log');
    expect(tour.faults).toEqual([]);
    expect(await admin.leave()).toEqual([]);
  });
});
