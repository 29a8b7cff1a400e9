import type { Page } from 'playwright-core';
import type { GalleryHouse } from './gallery-house.js';

/** One stop on the way: what is done to get there, and what the picture shows. */
export interface Stop {
  name: string;
  says: string;
  go(walker: Walker): Promise<unknown>;
}

/** Somebody who walks through the house in one browser window, with an address of their own. */
export class Walker {
  constructor(
    public page: Page,
    readonly house: GalleryHouse,
    readonly email: string,
  ) {}

  goto(path: string) {
    return this.page.goto(this.house.site + path);
  }

  press(button: string) {
    return this.page.getByRole('button', { name: button, exact: true }).first().click();
  }

  follow(link: string) {
    return this.page.getByRole('link', { name: link, exact: true }).first().click();
  }

  /** Opens a letter where it can be read: in the inbox on a desk; alone on a phone, for which the inbox is not made. */
  async openLetter(subject: RegExp): Promise<void> {
    const { page, html } = await this.house.letter(this.email, subject);
    await this.page.goto(this.phone ? 'about:blank' : page);
    if (this.phone) await this.page.setContent(html);
    await this.letter().getByRole('heading').first().waitFor();
  }

  /** Presses a button of the open letter; the page it opens is where the walk goes on. */
  async pressInLetter(button: string): Promise<void> {
    const opened = this.page.context().waitForEvent('page');
    await this.letter().getByRole('link', { name: button }).click();
    const before = this.page;
    this.page = await opened;
    await before.close();
  }

  /** The first link of a kind in a letter, as a path. */
  async linkIn(subject: RegExp, kind: string): Promise<string> {
    const { html } = await this.house.letter(this.email, subject);
    const found = html.match(new RegExp(`${this.house.site}(/${kind}/[\\w.-]+)`))?.[1];
    if (!found) throw new Error(`no link ${kind} in the letter ${subject}`);
    return found;
  }

  private get phone(): boolean {
    return (this.page.viewportSize()?.width ?? 0) < 800;
  }

  private letter() {
    return this.phone ? this.page : this.page.frameLocator('iframe');
  }
}

const confirmation = /your course begins/;

/** The whole walk, in order. */
export const stops: Stop[] = [
  {
    name: 'signup',
    says: 'The sign-up page: what one gets, how long it takes, who writes it.',
    go: (walker) => walker.goto('/'),
  },
  {
    name: 'signup-error',
    says: 'A slip in the address: what was typed is still there, and what is expected stands beside it.',
    go: async (walker) => {
      await walker.page.getByLabel('Your email address').fill('maya@example');
      await walker.page.getByLabel('First name').fill('Maya');
      await walker.page.getByLabel('Send it at').selectOption('06:30');
      await walker.press('Sign me up');
    },
  },
  {
    name: 'check-inbox',
    says: 'The same words for every address, known or not.',
    go: async (walker) => {
      await walker.page.getByLabel('Your email address').fill(walker.email);
      await walker.press('Sign me up');
      await walker.page.waitForURL('**/check-inbox');
    },
  },
  {
    name: 'letter',
    says: 'The letter, in the inbox that opens beside the site.',
    go: (walker) => walker.openLetter(confirmation),
  },
  {
    name: 'confirm',
    says: 'Its button leads here. Everything can be put right before the one press.',
    go: (walker) => walker.pressInLetter('Yes, start the course'),
  },
  {
    name: 'confirmed',
    says: 'When the lessons come, in the reader’s own time.',
    go: (walker) => walker.press('Yes, start my course'),
  },
  {
    name: 'lesson',
    says: 'Lesson 1, in the browser.',
    go: async (walker) => walker.goto(await walker.linkIn(/Day 1 of/, 'lessons')),
  },
  {
    name: 'lesson-done',
    says: '“I did it”, pressed.',
    go: async (walker) => {
      await walker.goto(`${await walker.linkIn(/Day 1 of/, 'lessons')}/done`);
      await walker.press('I did it');
      await walker.page.getByText('Well done').waitFor();
    },
  },
  {
    name: 'manage',
    says: 'The reader’s own page, linked from every letter, without an account.',
    go: (walker) => walker.follow('Your own page'),
  },
  {
    name: 'paused',
    says: 'A break until a date.',
    go: async (walker) => {
      await walker.page.locator('[name=until]').fill(inDays(9));
      await walker.press('Pause');
    },
  },
  { name: 'resumed', says: 'Back again.', go: (walker) => walker.press('Go on with the course') },
  { name: 'next-now', says: 'The next lesson, now.', go: (walker) => walker.press('Send it now') },
  {
    name: 'streak',
    says: 'Two lessons done, one after the other.',
    go: async (walker) => {
      await walker.goto(`${await walker.linkIn(/Day 2 of/, 'lessons')}/done`);
      await walker.press('I did it');
    },
  },
  {
    name: 'left',
    says: 'The course left, and the way back in.',
    go: async (walker) => {
      await walker.follow('Your own page');
      await walker.page.locator('summary', { hasText: 'Leave this course' }).click();
      await walker.press('Leave this course');
    },
  },
  {
    name: 'unsubscribe',
    says: 'The unsubscribe link of a letter: it asks first, because scanners follow every link.',
    go: async (walker) => walker.goto(await walker.linkIn(/Day 1 of/, 'unsubscribe')),
  },
  {
    name: 'unsubscribed',
    says: 'Pressed; once or twice is the same.',
    go: (walker) => walker.press('Yes, stop the lessons'),
  },
  {
    name: 'expired',
    says: 'A confirmation link after its seven days.',
    go: (walker) => walker.goto(walker.house.links.confirm('1', new Date(1_000))),
  },
  { name: 'not-found', says: 'An address that leads nowhere.', go: (walker) => walker.goto('/courses/strong-gluts') },
];

/** Local date some days from today, as a date field takes it. */
function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
