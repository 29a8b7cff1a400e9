import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** A walk through pages, each looked at on the way. */
export class Tour {
  /** What was wrong, one line a fault. */
  readonly faults: string[] = [];

  constructor(readonly page: Page) {}

  async goto(name: string, path: string): Promise<void> {
    await this.page.goto(path);
    await this.look(name);
  }

  async look(name: string): Promise<void> {
    this.faults.push(...(await inspect(this.page, name)));
  }

  press(button: string): Promise<void> {
    return this.page.getByRole('button', { name: button, exact: true }).first().click();
  }

  says(words: string): Promise<void> {
    return this.page.getByText(words).first().waitFor();
  }

  unfold(summary: string): Promise<void> {
    return this.page.locator('summary', { hasText: summary }).click();
  }

  /** As a browser that checks nothing would send it. */
  sendUnchecked(form: string): Promise<void> {
    return this.page
      .locator(form)
      .first()
      .evaluate((each: HTMLFormElement) => {
        each.noValidate = true;
        each.requestSubmit(each.querySelector<HTMLElement>('button[type=submit]'));
      });
  }
}

/**
 * Looks at a page as everybody may see it, on a phone and on a desk, by day and by night, in a window of 320 pixels and with
 * letters twice as large; gives what is wrong, with `name` before it. Afterwards the window is as before.
 */
async function inspect(page: Page, name: string): Promise<string[]> {
  const faults: string[] = [];
  const before = page.viewportSize() ?? { width: 390, height: 844 };
  const script = await page.evaluate('typeof axe');
  if (script === 'undefined') await page.evaluate(axe.source);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: before.height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      faults.push(
        ...(await violations(page, colorScheme)).map((fault) => `${name} at ${width}, ${colorScheme}: ${fault}`),
      );
    }
    faults.push(
      ...(await broken(page, '200%')).map((fault) => `${name} at ${width}, letters twice as large: ${fault}`),
    );
  }
  await page.setViewportSize({ width: 320, height: before.height });
  faults.push(...(await broken(page, '')).map((fault) => `${name} at 320: ${fault}`));
  await page.setViewportSize(before);
  return faults;
}

/** What axe-core has to say, one line a rule. By night the colours are others, and nothing else is: the rest was looked at by day. */
async function violations(page: Page, by: 'light' | 'dark'): Promise<string[]> {
  const rules = by === 'dark' ? `, runOnly: ['color-contrast', 'link-in-text-block']` : '';
  // Without preload it fetches nothing: the pages forbid it. The list of 400 zones is no page.
  const run = `axe.run({ exclude: ['datalist'] }, { preload: false, resultTypes: ['violations']${rules} })`;
  const { violations: found } = await page.evaluate<AxeResults>(run);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}

/** With letters of this size: what sticks out of the window, and controls that cut off their words. */
function broken(page: Page, fontSize: string): Promise<string[]> {
  return page.evaluate((size) => {
    const root = document.documentElement;
    root.style.fontSize = size;
    const wide = root.scrollWidth - innerWidth;
    const cut = [...document.querySelectorAll<HTMLElement>('button, .button, label, summary, h1, h2')].filter(
      (each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== 'inline',
    );
    const out = [...document.querySelectorAll<HTMLElement>('main input, main select, main button')].filter((each) => {
      const around = each.closest('.card, main')?.getBoundingClientRect();
      return around !== undefined && each.getBoundingClientRect().right > around.right;
    });
    root.style.fontSize = '';
    return [
      ...(wide > 0 ? [`${wide} pixels wider than the window`] : []),
      ...out.map((each) => `${each.outerHTML.slice(0, 60)} sticks out`),
      ...cut.map((each) => `“${each.innerText}” is cut off`),
    ];
  }, fontSize);
}
