import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openChromium } from '../../scripts/chromium.js';
import { hostile, judged, letterNames, sam, type Judged } from './judged.js';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const showTheName = ['01-where-you-start', '04-the-clam', '07-the-lunge', '14-test-again', 'completion'];
const cases = [
  ...letterNames.flatMap((name) => [[name, 'light', 'to Sam'] as const, [name, 'dark', 'to Sam'] as const]),
  ...showTheName.map((name) => [name, 'light', 'to a hostile name'] as const),
];

describe('in a browser, without its pictures,', () => {
  let browser: Browser;
  let page: Page;
  let letters: Record<(typeof cases)[number][2], Map<string, Judged>>;

  beforeAll(async () => {
    letters = { 'to Sam': await judged(sam), 'to a hostile name': await judged(hostile) };
    browser = await openChromium();
    page = await browser.newPage({ viewport: { width: 360, height: 800 } });
    await page.route('**/*', (route) => route.abort());
  });
  afterAll(async () => {
    await browser?.close();
  });

  test.each(cases)(
    '%s, %s, %s: nothing for axe to find, nothing wider than a phone',
    async (name, colorScheme, reader) => {
      await page.emulateMedia({ colorScheme });
      await page.setContent(letters[reader].get(name)?.html ?? '', { waitUntil: 'load' });
      await page.evaluate(axeSource);
      const { violations, wide, dialogs } = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: { run: () => Promise<AxeResults> } };
        const { violations } = await axe.run();
        return {
          violations: violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
          wide: document.documentElement.scrollWidth,
          dialogs: document.querySelectorAll('script, iframe, img[onerror], form').length,
        };
      });
      expect(violations).toEqual([]);
      expect(dialogs).toBe(0);
      expect(wide).toBeLessThanOrEqual(360);
    },
  );
});
