import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Role } from '../../src/accounts/permissions.js';
import { DraftReader } from '../../src/courses/draft.reader.js';
import { codeOf } from '../accounts/totp.js';
import { AdminHouse, type AdminVisitor, soon } from './admin-house.js';
import { Tour } from './inspection.js';

const at = (key: string) => `/admin/courses/strong-glutes/lessons/${key}`;
/** Ten red pixels. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP8z4APMOGVHbHSAEEsAROxCnMTAAAAAElFTkSuQmCC',
  'base64',
);

describe('The lesson editor', () => {
  let admin: AdminHouse;
  beforeAll(async () => {
    admin = await AdminHouse.open();
  });
  afterEach(async () => expect(await admin.leave()).toEqual([]));
  afterAll(() => admin.close());

  const draft = () => admin.house.app.get(DraftReader, { strict: false }).read('strong-glutes');
  const bodyOf = async (key: string) => (await draft()).lessons.find((lesson) => lesson.key === key)?.body ?? '';
  const saved = (page: Page) => page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
  const bodyBecomes = (key: string, ...expected: RegExp[]) =>
    soon(
      () => bodyOf(key),
      (body) => expected.forEach((each) => expect(body).toMatch(each)),
    );
  /** In front of everything, at once: no key can come too late. */
  const write = async (page: Page, words: string) => {
    await page.locator('.lesson-words p').first().click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.insertText(words);
  };
  const signInAgain = (page: Page) => page.getByRole('dialog', { name: 'Please sign in again' });
  const open = async (key: string, visitor: AdminVisitor = {}, role: Role = 'owner') => {
    const page = await admin.page(role, at(key), visitor);
    await page.locator('.lesson-words').waitFor();
    return page;
  };

  it('opens a lesson and changes no byte of it', async () => {
    const before = await bodyOf('wake-them-up');
    const page = await open('wake-them-up');
    await page.locator('.lesson-words p').first().click();
    await page.keyboard.type('x');
    await page.keyboard.press('Backspace');
    await page.getByText('Source', { exact: true }).click();
    expect(await page.getByLabel('Source of the letter').inputValue()).toBe(before);
  });

  it('is found in order by axe and at every width: words, letter, checklist', async () => {
    const page = await open('meet-the-three', { width: 390 });
    const tour = new Tour(page);
    await tour.look('words');
    await page.getByRole('tab', { name: 'Letter' }).click();
    await page.frameLocator('iframe').getByText('Day 2 of 14').waitFor();
    await tour.look('letter');
    await page.getByRole('tab', { name: 'Checklist' }).click();
    await tour.look('checklist');
    expect(tour.faults).toEqual([]);
  });

  it('saves what is typed, shows it in the letter, and leaves every other line alone', async () => {
    const page = await open('the-clam');
    const before = (await bodyOf('the-clam')).split('\n');
    await page.locator('.lesson-words p').first().click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('Typed & kept. ');
    await page.getByLabel('Dose').first().fill('3 × 8 each side');
    await page.frameLocator('iframe').getByText('Typed & kept.').waitFor();
    await page.frameLocator('iframe').getByText('3 × 8 each side').waitFor();
    await bodyBecomes('the-clam', /^Typed & kept\. /m, /^dose: 3 × 8 each side$/m);
    await saved(page);
    const changed = (await bodyOf('the-clam')).split('\n').filter((line, place) => line !== before[place]);
    expect(changed).toEqual([expect.stringMatching(/^Typed & kept\. /), 'dose: 3 × 8 each side']);
  });

  it('takes a picture from this computer, asks what it shows, and a button', async () => {
    const page = await open('the-lunge');
    await page.locator('.lesson-words p').first().click();
    await page.getByRole('button', { name: 'Picture', exact: true }).click();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('menuitem', { name: /From this computer/ }).click(),
    ]);
    await chooser.setFiles({ name: 'Rote Fläche.png', mimeType: 'image/png', buffer: png });
    await page.getByText('Please say what it shows.').waitFor();
    await page.getByRole('tab', { name: 'Checklist' }).click();
    await page.getByText('Say what pictures/rote-flache.png shows', { exact: false }).waitFor();
    await page.getByRole('group', { name: 'Picture' }).getByLabel('What the picture shows').fill('A red square.');
    await page.locator('.lesson-words p').first().click();
    await page.getByRole('button', { name: 'Insert a button' }).click();
    await page.getByLabel('Words on it').fill('Watch it');
    await page.getByLabel('Leads to').fill('https://example.com/film');
    await page.getByText('all with words for readers').waitFor();
    await bodyBecomes(
      'the-lunge',
      /\n\n!\[A red square\.\]\(pictures\/rote-flache\.png\)\n\n/,
      /\n\n\*\*\[Watch it\]\(https:\/\/example\.com\/film\)\*\*\n\n/,
    );
    await saved(page);
  });

  it.each(['paste', 'drop'])('takes a picture by %s', async (way) => {
    const page = await open('glutes-are-core');
    const first = page.locator('.lesson-words > p').first();
    await first.click();
    await first.evaluate(
      (place, [type, base64]) => {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], `by ${type}.png`, { type: 'image/png' }));
        const options = { bubbles: true, cancelable: true };
        const event =
          type === 'paste'
            ? new ClipboardEvent('paste', { ...options, clipboardData: data })
            : new DragEvent('drop', { ...options, dataTransfer: data });
        place.dispatchEvent(event);
      },
      [way, png.toString('base64')] as const,
    );
    const words = page.getByRole('group', { name: 'Picture' }).getByLabel('What the picture shows').first();
    await words.fill(`A square, by ${way}.`);
    await bodyBecomes(
      'glutes-are-core',
      // The same bytes keep the name they came by first.
      new RegExp(`^!\\[A square, by ${way}\\.\\]\\(pictures/[\\w-]+\\.png\\)$`, 'm'),
    );
  });

  it('says beside the field what is wrong, and saves the rest', async () => {
    const page = await open('the-squat');
    await page.getByLabel('Subject').fill('');
    await page.getByLabel('Preheader').fill('A preheader that is long enough for every inbox there is.');
    await page
      .getByText(/^Expected a subject/)
      .first()
      .waitFor();
    await page.getByText('Not all of it is saved').waitFor();
    await soon(draft, ({ lessons }) =>
      expect(lessons.find(({ key }) => key === 'the-squat')).toMatchObject({
        subject: expect.stringMatching(/./),
        preheader: 'A preheader that is long enough for every inbox there is.',
      }),
    );
    await page.getByLabel('Subject').fill('The squat, again');
    await saved(page);
  });

  it('shows in the source what it cannot show as it looks, and where', async () => {
    const page = await open('the-easy-day');
    await page.getByText('Source', { exact: true }).click();
    await page.getByLabel('Source of the letter').fill('One.\n\n<blink>Two.</blink>\n');
    await page.getByText('The letter cannot be shown yet').first().waitFor();
    await page.getByText('As they look', { exact: true }).click();
    await page.getByRole('button', { name: 'Line 3:' }).first().click();
    expect(await page.getByLabel('Source of the letter').inputValue()).toBe('One.\n\n<blink>Two.</blink>\n');
  });

  it('sends a test letter to whoever is signed in', async () => {
    const page = await open('on-one-leg');
    await page.getByRole('button', { name: 'Send me a test' }).click();
    await page.getByText('Your test is on its way').waitFor();
    await admin.house.runJobs();
    expect(admin.house.lastTo('owner@team.example').mail.subject).toMatch(/^\[Test\] Day 12 of 14 · /);
  });

  it('lets one type on when a beat finds the session over, asks for it at the save, and the save goes on', async () => {
    const page = await open('test-again', {}, 'editor');
    const who = { email: 'editor@team.example', password: 'a long password of the editor' };
    const elsewhere = await admin.house.signedIn('editor');
    const begun = await elsewhere.post('/api/auth/two-factor/enable').send({ password: who.password }).expect(200);
    const code = (at: number) => codeOf((begun.body as { totpURI: string }).totpURI, at);
    // Whoever switches the second factor on gets another session; the one of this window ends.
    await elsewhere
      .post('/api/auth/two-factor/verify-totp')
      .send({ code: code(Date.now()) })
      .expect(200);
    await Promise.all([
      page.waitForResponse((answer) => answer.url().endsWith('/presence') && answer.status() === 401),
      page.evaluate(() => window.dispatchEvent(new Event('visibilitychange'))),
    ]);
    await write(page, 'Typed on. ');
    await signInAgain(page).waitFor();
    expect(await page.locator('.lesson-words').innerText()).toMatch(/^Typed on\. /);
    await page.getByLabel('Email').fill(who.email);
    await page.locator('input[name=password]').fill(who.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.locator('input[name=code]').fill(code(Date.now() + 30_000));
    await page.keyboard.press('Enter');
    await signInAgain(page).waitFor({ state: 'detached' });
    await bodyBecomes('test-again', /^\nTyped on\. /);
    await saved(page);
  });

  it('keeps words typed after the session has ended, and saves them when one is back', async () => {
    const page = await open('up-the-hill');
    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    await write(page, 'Not lost. ');
    await signInAgain(page).waitFor();
    expect(await bodyOf('up-the-hill')).not.toContain('Not lost.');
    await page.context().addCookies(cookies);
    await page.reload();
    await page.getByText('which were not saved then').waitFor();
    await bodyBecomes('up-the-hill', /Not lost\. /);
    await saved(page);
  });

  it('asks whose words stand when two have changed the same', async () => {
    const [mine, theirs] = [await open('small-monster', { hearsNobody: true }), await open('small-monster')];
    for (const [page, words] of [
      [theirs, 'Theirs. '],
      [mine, 'Mine. '],
    ] as const) {
      await write(page, words);
      if (page === theirs) await bodyBecomes('small-monster', /Theirs\./);
    }
    await mine.getByRole('dialog', { name: 'Somebody else has changed this, too' }).waitFor();
    const tour = new Tour(mine);
    await tour.look('two changed the same words');
    expect(tour.faults).toEqual([]);
    expect(await bodyOf('small-monster')).toContain('Theirs.');
    await mine.getByRole('button', { name: 'Keep mine' }).click();
    await bodyBecomes('small-monster', /Mine\./);
    await saved(mine);
  });
});
