/**
 * Photographs every letter of the course: `node dist/scripts/letter-gallery.js [FOLDER] [--all] [--only NAME]`.
 * Without --all only the handful that is committed: one lesson, confirmation and completion, on a phone, light and dark.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import chromium from '@sparticuz/chromium';
import { chromium as browsers, type Browser } from 'playwright-core';
import { readCourseFiles } from '../src/courses/course-files.js';
import { readCourseFolder } from '../src/courses/course-folder.js';
import { sampleLetters, type SampleLetter } from '../src/rendering/sample-letters.js';

interface View {
  width: number;
  scheme: 'light' | 'dark';
  images: boolean;
}

const publicUrl = 'http://letters.test';
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean', default: false }, only: { type: 'string' }, course: { type: 'string' } },
});
const folder = positionals[0] ?? 'docs/gallery/letters';
const shown = ['lesson-04', 'confirmation', 'completion'];

const reading = readCourseFiles(await readCourseFolder(flags.course ?? 'content/strong-glutes'));
if ('faults' in reading) {
  console.error(reading.faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
  process.exit(1);
}
const { course } = reading;
const pictures = new Map([...course.pictures.values()].map((picture) => [picture.hash, picture]));
const look = { publicUrl, postalAddress: '12 Harbour Street, Leeds, LS1 4AB, United Kingdom' };
const letters = (await sampleLetters(course, look)).filter(({ name }) =>
  flags.only === undefined ? flags.all || shown.includes(name) : name.startsWith(flags.only),
);
const views: View[] = [360, 640].flatMap((width) =>
  (['light', 'dark'] as const).flatMap((scheme) => [true, false].map((images) => ({ width, scheme, images }))),
);

mkdirSync(folder, { recursive: true });
process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'letters-'));
const browser = await browsers.launch({
  // In one process it dies with its first closed page.
  args: chromium.args.filter((argument) => argument !== '--single-process'),
  executablePath: await chromium.executablePath(),
});
try {
  for (const letter of letters) {
    for (const view of flags.all ? views : views.filter(({ width, images }) => width === 360 && images)) {
      await photograph(browser, letter, view);
    }
  }
} finally {
  await browser.close();
  rmSync(process.env.TMPDIR, { recursive: true, force: true });
}
console.log(`${letters.length} letters photographed into ${folder}`);

async function photograph(browser: Browser, letter: SampleLetter, { width, scheme, images }: View): Promise<void> {
  const page = await browser.newPage({
    viewport: { width, height: 800 },
    colorScheme: scheme,
    deviceScaleFactor: flags.all ? 1.5 : 1,
  });
  await page.route('**/*', async (route) => {
    const url = route.request().url();
    const picture = pictures.get(url.split('/pictures/')[1] ?? '');
    if (url === `${publicUrl}/letter`)
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body: letter.html });
    if (images && picture) return route.fulfill({ contentType: picture.mediaType, body: Buffer.from(picture.bytes) });
    return route.abort();
  });
  await page.goto(`${publicUrl}/letter`, { waitUntil: 'load' });
  const path = join(folder, `${letter.name}-${width}-${scheme}${images ? '' : '-no-images'}.jpeg`);
  await page.screenshot({ path, type: 'jpeg', quality: 60, fullPage: true });
  await page.close();
}
