import type { Locator, Page } from 'playwright-core';

/**
 * What the page put off to its next turn has been done: a hand is never so quick, but a browser takes keys first, and timers after
 * them, when it has much to do.
 */
export function nextTurn(page: Page): Promise<void> {
  return page.evaluate(() => new Promise<void>((done) => setTimeout(() => setTimeout(() => setTimeout(done)))));
}

/** Hands on the keyboard only: what Tab does not reach is out of reach. */
export class Keyboard {
  constructor(readonly page: Page) {}

  /** Goes on with Tab until the focus is there; throws after one whole round of the page. */
  async to(target: Locator): Promise<void> {
    await target.first().waitFor();
    for (let steps = 0; steps < 300; steps++) {
      if (await target.first().evaluate((each) => each === document.activeElement)) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${target.toString()}`);
  }

  async press(target: Locator, ...keys: string[]): Promise<void> {
    await this.to(target);
    for (const key of keys.length > 0 ? keys : ['Enter']) await this.page.keyboard.press(key);
  }

  /** In place of whatever stands there. */
  async type(target: Locator, words: string): Promise<void> {
    await this.press(target, 'Control+a');
    await this.page.keyboard.type(words);
  }

  /** Opens a menu and goes down to the item that says this. */
  async choose(menu: Locator, item: string | RegExp): Promise<void> {
    await this.press(menu);
    const wanted = this.page.getByRole('menuitem', { name: item }).first();
    await wanted.waitFor();
    for (let steps = 0; steps < 20; steps++) {
      if (await wanted.evaluate((each) => each === document.activeElement)) return this.page.keyboard.press('Enter');
      await this.page.keyboard.press('ArrowDown');
    }
    throw new Error(`the arrows do not reach ${String(item)}`);
  }
}
