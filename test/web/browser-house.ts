import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openChromium } from '../../scripts/chromium.js';
import { TestHouse } from '../house.js';

/** Monday morning, half past nine in London. */
export const monday = '2026-11-23T09:30:00Z';

export interface Visitor {
  /** Of the device; the house knows it only from the form. */
  zone?: string;
  /** False: the browser runs no script. */
  script?: boolean;
  width?: number;
  /** A tablet that is touched, upright; `width` is the tablet's then. */
  tablet?: boolean;
}

/** A test house with its door open at a free port, and one browser in front of it. */
export class BrowserHouse {
  /** What no visit may cause: script errors, refused content (CSP), missing files. */
  readonly faults: string[] = [];
  private readonly contexts: BrowserContext[] = [];

  private constructor(
    readonly house: TestHouse,
    readonly url: string,
    private readonly browser: Browser,
    private readonly door: Server,
  ) {}

  /** The port is taken before the house is there: it stands in links, and nobody can take it in between. */
  static async open(options: { course?: null; settings?: Record<string, string> } = {}): Promise<BrowserHouse> {
    const door = createServer();
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    const url = `http://localhost:${(door.address() as AddressInfo).port}`;
    const settings = { PUBLIC_URL: url, ...options.settings };
    const opening = [TestHouse.open({ ...options, at: monday, settings }), openChromium()] as const;
    try {
      const [house, browser] = await Promise.all(opening);
      door.on('request', house.app.getHttpAdapter().getInstance());
      return new BrowserHouse(house, url, browser, door);
    } catch (error) {
      door.close();
      for (const opened of await Promise.allSettled(opening))
        if (opened.status === 'fulfilled') await opened.value.close();
      throw error;
    }
  }

  /** A window of its own, as on a phone unless `width` says otherwise. */
  async visitor({ zone = 'Europe/London', script = true, width = 390, tablet = false }: Visitor = {}): Promise<Page> {
    const context = await this.browser.newContext({
      baseURL: this.url,
      timezoneId: zone,
      javaScriptEnabled: script,
      viewport: tablet ? { width: 820, height: 1180 } : { width, height: 844 },
      hasTouch: tablet,
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(120_000); // a busy machine is no fault of the page
    this.contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.faults.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      // A page that says 404 or 422 is what was asked for; files are looked at below.
      if (message.type() === 'error' && !/the server responded with a status of 4\d\d/.test(message.text()))
        this.faults.push(`${page.url()}: ${message.text()}`);
    });
    page.on('response', (response) => {
      // What the API refuses is what the page shows in words.
      const refused = response.status() < 500 && new URL(response.url()).pathname.startsWith('/api/');
      if (response.status() >= 400 && !refused && response.request().resourceType() !== 'document')
        this.faults.push(`${response.status()} ${response.url()}`);
    });
    return page;
  }

  /** The newest letter's link of a kind, as a path; 'lessons' is the letter in the browser. */
  linkTo(email: string, kind: 'confirm' | 'lessons' | 'manage' | 'unsubscribe'): string {
    return this.house.pathIn(this.house.lastTo(email), `/${kind}/`).replace(/\/done$/, '');
  }

  /** Closes the windows, and gives what went wrong in them. */
  async leave(): Promise<string[]> {
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
    return this.faults.splice(0);
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.door.closeAllConnections();
    await new Promise((resolve) => this.door.close(resolve));
    await this.house.close();
  }
}
