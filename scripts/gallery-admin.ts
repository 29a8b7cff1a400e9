import type { Page } from 'playwright-core';
import type { GalleryHouse } from './gallery-house.js';

const course = '/courses/strong-glutes';

/** One screen of the admin: where it is, what the picture shows, and what is done on it before it is taken. */
export interface AdminStop {
  name: string;
  says: string;
  path: string;
  /** Somebody who has not signed in sees it. */
  stranger?: true;
  ready?(page: Page): Promise<unknown>;
}

/** The first person of the list. */
const firstRow = (page: Page) => page.getByRole('main').locator('a[href^="/admin/subscribers/"]').first();

export const adminStops: AdminStop[] = [
  { name: 'sign-in', says: 'Signing in.', path: '/', stranger: true },
  {
    name: 'today',
    says: 'Today: what leaves, what comes, and what wants a person.',
    path: '/',
    // A worker reckons it once somebody looks.
    ready: (page) => page.getByText('Being reckoned').last().waitFor({ state: 'detached', timeout: 90_000 }),
  },
  { name: 'courses', says: 'The courses.', path: '/courses' },
  {
    name: 'sequence',
    says: 'The sequence: lessons in their order, the days a reader would get them, what is not published yet.',
    path: course,
  },
  {
    name: 'lesson',
    says: 'A lesson, with the letter beside it as it would arrive.',
    path: `${course}/lessons/wake-them-up`,
  },
  {
    name: 'publish',
    says: 'Before publishing: what changes, whom it touches, and how.',
    path: `${course}/publish`,
    // A worker reckons it where the course has many people.
    ready: (page) => page.getByText('Exact as of').waitFor({ timeout: 90_000 }),
  },
  { name: 'history', says: 'Every revision of the course.', path: `${course}/history` },
  {
    name: 'revision',
    says: 'One revision: its lessons in their order, each with its letter, and its settings.',
    path: `${course}/history/1`,
    ready: async (page) => {
      await page.getByRole('button', { name: /^Lesson 2/ }).click();
      await page.frameLocator('iframe').getByText('Day 2 of 14').first().waitFor();
    },
  },
  {
    name: 'compare',
    says: 'Two revisions beside each other, in words.',
    path: `${course}/compare/1/2`,
    ready: (page) => page.getByRole('heading', { name: 'From revision 1 to revision 2' }).waitFor(),
  },
  { name: 'course-settings', says: 'Settings of a course.', path: `${course}/settings` },
  { name: 'subscribers', says: 'The subscribers.', path: '/subscribers' },
  {
    name: 'tags',
    says: 'Tags: how many people have each, and which segments name it.',
    path: '/subscribers?search=priya.39',
    ready: async (page) => {
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Tags' }).click();
      await page.getByRole('columnheader', { name: 'In segments' }).waitFor();
    },
  },
  {
    name: 'subscriber',
    says: 'One person: where they stand, every letter, and why.',
    path: '/subscribers',
    ready: (page) => firstRow(page).click(),
  },
  { name: 'deliveries', says: 'Every letter of the ledger.', path: '/deliveries' },
  { name: 'suppressions', says: 'Addresses never to be written to.', path: '/suppressions' },
  { name: 'team', says: 'The team, and keys for programs.', path: '/team' },
  { name: 'audit', says: 'Who changed what.', path: '/audit' },
  { name: 'settings', says: 'Settings of the house.', path: '/settings' },
  {
    name: 'senders',
    says: 'Who letters come from: a list, one of them for everything that names no other.',
    path: '/settings',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Add a sender' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'account', says: 'One’s own account.', path: '/account' },
];

/** The owner of a house in the gallery: comes in by a link from the command line, and edits a little, so that there is something to see. */
export class GalleryOwner {
  private cookie = '';

  constructor(private readonly house: GalleryHouse) {}

  async comeIn(): Promise<void> {
    const said = await this.house.command('admin', 'invite', 'maren@example.com', '--role', 'owner');
    const token = /\/admin\/invite\/([\w-]+)/.exec(said)?.[1];
    if (!token) throw new Error(`no link in: ${said}`);
    const password = 'hills before breakfast';
    await this.post(`/api/entry/links/${token}`, { name: 'Maren Holt', email: 'maren@example.com', password });
    const entered = await this.post('/api/auth/sign-in/email', { email: 'maren@example.com', password });
    this.cookie = entered.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
  }

  /** For a browser. */
  get cookies() {
    return this.cookie.split('; ').map((each) => {
      const at = each.indexOf('=');
      return { name: each.slice(0, at), value: each.slice(at + 1), url: this.house.site };
    });
  }

  /** A second revision, in which a lesson stands elsewhere; then, in the draft, lesson 9 before lesson 3, and a longer wait. */
  async edit(): Promise<void> {
    const moved = await this.save(0, [
      { kind: 'lesson.move', lesson: 'up-the-hill', before: 'on-one-leg' },
      { kind: 'lesson.write', lesson: 'up-the-hill', preheader: 'Short, steep, and over soon.' },
    ]);
    const note = 'The hill a day earlier.';
    await this.post(`/api/admin${course}/publish`, { version: moved, note, answers: {} });
    const draft = await this.get(`/api/admin${course}/draft`);
    await this.save(draft.version, [
      { kind: 'lesson.move', lesson: 'three-in-a-row', before: 'wake-them-up' },
      { kind: 'lesson.write', lesson: 'the-lunge', waitDays: 2 },
    ]);
  }

  /** Gives the draft's version then. */
  private async save(version: number, edits: object[]): Promise<number> {
    const saved = await this.post(`/api/admin${course}/draft/edits`, { version, edits });
    return ((await saved.json()) as { version: number }).version;
  }

  private async get(path: string): Promise<{ version: number }> {
    const response = await fetch(this.house.site + path, { headers: { Cookie: this.cookie } });
    return (await response.json()) as { version: number };
  }

  private async post(path: string, body: object): Promise<Response> {
    const response = await fetch(this.house.site + path, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Origin: this.house.site,
        ...(this.cookie ? { Cookie: this.cookie } : {}),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}

/** docs/gallery/admin/README.md. */
export function adminReadme(): string {
  const sections = adminStops.map(({ name, says }) => {
    const picture = (width: number, scheme: string) =>
      `<img src="${name}-${width}-${scheme}.png" width="${width === 390 ? 195 : 480}" alt="${name}, ${width} pixels wide, ${scheme}">`;
    const rows = ['light', 'dark'].map((scheme) => `| ${picture(390, scheme)} | ${picture(1280, scheme)} |`);
    return [`## ${says.replace(/\.$/, '')}`, ['| phone | desk |', '| --- | --- |', ...rows].join('\n')].join('\n\n');
  });
  const head = 'Every screen at 390 and 1280 pixels, light and dark: `npm run admin:gallery` takes them.';
  return `${['# The admin, in pictures', head, ...sections].join('\n\n')}\n`;
}
