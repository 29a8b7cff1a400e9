import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Role } from '../../src/accounts/permissions.js';
import { BrowserHouse, type Visitor } from './browser-house.js';

export interface AdminVisitor extends Visitor {
  /** No beat tells this window what colleagues save: it finds out when it saves itself, however slow the machine is. */
  hearsNobody?: boolean;
}

/**
 * Until what is looked at is as expected: what was typed is on its way for a moment, and a "Saved" may still speak of what was typed
 * before. Four minutes at most.
 */
export async function soon<T>(look: () => T | Promise<T>, isSo: (seen: T) => void): Promise<void> {
  for (const began = performance.now(); ; await pause(50)) {
    const seen = await look();
    try {
      return isSo(seen);
    } catch (error) {
      if (performance.now() - began > 240_000) throw error;
    }
  }
}

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
  async page(role: Role, path: string, visitor: AdminVisitor = {}): Promise<Page> {
    const page = await this.doors.visitor({ width: 1280, ...visitor });
    if (visitor.hearsNobody)
      await page.route('**/draft/presence', (route) => route.fulfill({ json: { version: 0, others: [] } }));
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
