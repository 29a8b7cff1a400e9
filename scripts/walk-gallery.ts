/**
 * Makes the whole walk of a reader in a real browser, on a phone and on a desk, light and dark, and photographs every stop into
 * docs/gallery/walk: `npm run gallery [-- --out FOLDER] [--only 390-light]`. Run in the project's folder; takes about two minutes.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { openChromium } from './chromium.js';
import { GalleryHouse } from './gallery-house.js';
import { galleryReadme } from './gallery-readme.js';
import { stops, Walker } from './gallery-walk.js';
import { PictureShrinker } from './picture-shrinker.js';

const { values: flags } = parseArgs({
  options: { out: { type: 'string', default: 'docs/gallery/walk' }, only: { type: 'string', default: '' } },
});
const views = [390, 1280]
  .flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme, name: `${width}-${scheme}` })))
  .filter(({ name }) => name.startsWith(flags.only));

await rm(flags.out, { recursive: true, force: true });
await mkdir(flags.out, { recursive: true });
const house = await GalleryHouse.open();
try {
  const browser = await openChromium();
  try {
    for (const view of views) await walk(browser, view);
  } finally {
    await browser.close();
  }
} finally {
  await house.close();
}
if (flags.out === 'docs/gallery/walk') await writeFile('docs/gallery/README.md', galleryReadme(stops));

async function walk(browser: Browser, { width, scheme, name }: (typeof views)[number]): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height: width < 800 ? 844 : 860 },
    colorScheme: scheme,
    timezoneId: 'Europe/Madrid',
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  await house.emptyInbox();
  const walker = new Walker(await context.newPage(), house, `maya.${name}@example.com`);
  const shrinker = await PictureShrinker.open(browser);
  let bytes = 0;
  for (const stop of stops) {
    await stop.go(walker);
    await walker.page.waitForLoadState('load');
    const picture = await shrinker.shrink(await walker.page.screenshot({ fullPage: true }));
    await writeFile(join(flags.out, `${stop.name}-${name}.png`), picture);
    bytes += picture.length;
  }
  await shrinker.close();
  await context.close();
  console.log(`${name}: ${stops.length} pictures, ${(bytes / 1024).toFixed(0)} KB`);
}
