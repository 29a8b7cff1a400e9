import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { embedCode, type EmbedCode } from '../../src/public/embed-code.js';
import { CourseReader } from '../../src/courses/course.reader.js';
import { BrowserHouse } from './browser-house.js';
import { Tour } from './inspection.js';

/** Somebody's blog, at an address of its own. */
class Blog {
  html = '';
  private readonly server: Server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': this.policy });
    response.end(this.html);
  });

  private constructor(private readonly policy: string) {}

  static async open(house: string): Promise<Blog> {
    const blog = new Blog(
      `default-src 'none'; script-src ${house}; connect-src ${house}; style-src 'nonce-blog'; img-src data:`,
    );
    await new Promise<void>((resolve) => blog.server.listen(0, '127.0.0.1', resolve));
    return blog;
  }

  page(embed: string, style = ''): void {
    this.html = `<!doctype html><html lang="en"><head><title>A blog</title><link rel="icon" href="data:,">
      <style nonce="blog">${style}</style></head><body><main><h1>A blog</h1>${embed}</main></body></html>`;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe('A course’s form on somebody’s blog', () => {
  let web: BrowserHouse;
  let blog: Blog;
  let code: EmbedCode;
  beforeAll(async () => {
    web = await BrowserHouse.open();
    blog = await Blog.open(web.url);
    const course = await web.house.app.get(CourseReader).bySlug('strong-glutes');
    if (!course) throw new Error('no course');
    code = embedCode(course, web.url);
  });
  afterEach(async () => {
    expect((await web.leave()).filter((fault) => !/^422 /.test(fault))).toEqual([]);
  });
  afterAll(async () => {
    await blog.close();
    await web.close();
  });

  const email = (page: Page) => page.getByLabel('Your email address');
  const send = (page: Page) => page.getByRole('button', { name: 'Sign me up' }).click();

  it('takes a sign-up in place, with the zone of the device, and says thanks there', async () => {
    blog.page(code.script);
    const page = await web.visitor({ zone: 'America/New_York' });
    await page.goto(blog.url);
    await email(page).fill('nora@example.com');
    await page.getByLabel('First name').fill('Nora');
    await page.getByLabel('Send it at').selectOption('06:30');
    await send(page);
    await page.getByRole('status').filter({ hasText: 'Look into your inbox' }).waitFor();
    expect(page.url()).toBe(blog.url);
    expect(await page.context().cookies()).toEqual([]);
    await web.house.beat();
    await page.goto(web.linkTo('nora@example.com', 'confirm'));
    await page.getByText('Your time zone: America/New_York').waitFor();
    expect(await page.getByLabel('A lesson a day, at').inputValue()).toBe('06:30');
    await page.getByText('With this you say: “Send me the fourteen lessons').waitFor();
  });

  it('says beside the field what is wrong, begins there, and loses nothing', async () => {
    blog.page(code.script);
    const page = await web.visitor();
    await page.goto(blog.url);
    await page.getByLabel('First name').fill('Maya');
    await email(page).fill('maya@example');
    await email(page).press('Enter');
    await page.getByText('Please look at what is marked.').waitFor();
    expect(await email(page).getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('#email-note').innerText()).toContain('after the @');
    expect(await email(page).evaluate((field) => (field.getRootNode() as ShadowRoot).activeElement === field)).toBe(
      true,
    );
    expect(await page.getByLabel('First name').inputValue()).toBe('Maya');
    const wrong = new Tour(page);
    await wrong.look('with an error');
    expect(wrong.faults).toEqual([]);
    await page.context().setOffline(true);
    await email(page).fill('maya@example.com');
    await send(page);
    await page.getByText('Nothing is lost: please press once more.').waitFor();
    expect(await email(page).inputValue()).toBe('maya@example.com');
    await page.context().setOffline(false);
    await send(page);
    await page.getByRole('status').filter({ hasText: 'Thank you!' }).waitFor();
    web.faults.splice(0, web.faults.length, ...web.faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED/.test(fault)));
  });

  it.each([
    ['light', 'body { background: #fff; color: #222 }', 'rgb(255, 255, 255)'],
    ['dark', 'body { background: #14191c; color: #eee }', 'rgb(18, 18, 18)'],
  ])('is %s where the page is, and anybody can use it', async (_look, style, background) => {
    blog.page(code.script, `${style} body { font-family: sans-serif }`);
    const page = await web.visitor();
    const tour = new Tour(page);
    await tour.goto('the blog', blog.url);
    expect(tour.faults).toEqual([]);
    expect(await page.locator('form').evaluate((form) => getComputedStyle(form).backgroundColor)).toBe(background);
  });

  it('is a link to our page where no script runs', async () => {
    blog.page(code.script);
    const page = await web.visitor({ script: false });
    await page.goto(blog.url);
    await page.getByRole('link', { name: 'Strong Glutes' }).click();
    await page.getByRole('heading', { level: 1, name: 'Five minutes a day' }).waitFor();
  });

  it('works as plain HTML too, and leads to our page', async () => {
    blog.page(code.form);
    const page = await web.visitor({ script: false });
    await page.goto(blog.url);
    await email(page).fill('plain@example.com');
    await send(page);
    await page.waitForURL('**/courses/strong-glutes/check-inbox');
    await web.house.beat();
    expect(web.house.subjects('plain@example.com')).toHaveLength(1);
  });
});
