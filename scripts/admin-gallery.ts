/**
 * Photographs every screen of the admin, on a phone and on a desk, light and dark, into docs/gallery/admin:
 * `npm run admin:gallery [-- --out FOLDER] [--only 1280-light] [--screen sequence]`. Run in the project's folder; takes about two minutes.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { openChromium } from './chromium.js';
import { adminReadme, adminStops, GalleryOwner } from './gallery-admin.js';
import { GalleryHouse } from './gallery-house.js';
import { PictureShrinker } from './picture-shrinker.js';

const { values: flags } = parseArgs({
  options: {
    out: { type: 'string', default: 'docs/gallery/admin' },
    only: { type: 'string', default: '' },
    screen: { type: 'string', default: '' },
  },
});
const views = [390, 1280]
  .flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme, name: `${width}-${scheme}` })))
  .filter(({ name }) => name.startsWith(flags.only));

await mkdir(flags.out, { recursive: true });
const house = await GalleryHouse.open();
try {
  await house.command('seed', '--subscribers', '400');
  const owner = new GalleryOwner(house);
  await owner.comeIn();
  await owner.edit();
  const browser = await openChromium();
  try {
    for (const view of views) await photograph(browser, owner, view);
  } finally {
    await browser.close();
  }
} finally {
  await house.close();
}
if (flags.out === 'docs/gallery/admin') await writeFile(join(flags.out, 'README.md'), adminReadme());

async function photograph(browser: Browser, owner: GalleryOwner, { width, scheme, name }: (typeof views)[number]) {
  const height = width < 800 ? 844 : 860;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    timezoneId: 'Europe/Madrid',
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`${page.url()}: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && console.error(`${page.url()}: ${message.text()}`));
  const shrinker = await PictureShrinker.open(browser);
  for (const stop of adminStops.filter((each) => each.name.startsWith(flags.screen))) {
    await context.clearCookies();
    await page.setViewportSize({ width, height });
    if (!stop.stranger) await context.addCookies(owner.cookies);
    await page.goto(`${house.site}/admin${stop.path === '/' ? '' : stop.path}`);
    await page.waitForLoadState('networkidle');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await stop.ready?.(page);
    // A frame with a letter may never be called idle, though nothing of it is missing.
    await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined);
    await page.getByRole('status', { name: 'Loading' }).waitFor({ state: 'detached' });
    // As tall as the page: a fixed navigation would else end in the middle of it.
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height: Math.min(Math.max(tall, height), 4000) });
    await writeFile(
      join(flags.out, `${stop.name}-${name}.png`),
      await shrinker.shrink(await page.screenshot({ fullPage: true })),
    );
  }
  await shrinker.close();
  await context.close();
  console.log(`${name}: taken`);
}
