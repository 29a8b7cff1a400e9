import type { Page } from 'playwright-core';
import type { Role } from '../../src/accounts/permissions.js';
import { BrowserHouse, type Visitor } from './browser-house.js';

/** A browser house with somebody of the team signed in. */
export class AdminHouse {
  private constructor(readonly doors: BrowserHouse) {}

  static async open(options: Parameters<typeof BrowserHouse.open>[0] = {}): Promise<AdminHouse> {
    return new AdminHouse(await BrowserHouse.open(options));
  }

  get house() {
    return this.doors.house;
  }

  /** A window of its own at `path`, with this role signed in; as wide as a desk unless `width` says otherwise. */
  async page(role: Role, path: string, visitor: Visitor = {}): Promise<Page> {
    const page = await this.doors.visitor({ width: 1280, ...visitor });
    const [name = '', value = ''] = (await this.house.sessionOf(role)).split(/=(.*)/s);
    await page.context().addCookies([{ name, value, url: this.doors.url, httpOnly: true, sameSite: 'Lax' }]);
    await page.goto(path);
    return page;
  }

  /** Closes the windows, and gives what went wrong in them. */
  leave(): Promise<string[]> {
    return this.doors.leave();
  }

  close(): Promise<void> {
    return this.doors.close();
  }
}
