/**
 * Photographs every letter of the course, and an issue in both templates, in its eight looks (phone and wide, light and dark, pictures on and off):
 * `npm run letters:gallery [-- --only NAME] [--course FOLDER] [--out FOLDER]`.
 * Full size into data/letters (not committed), and small into docs/gallery/letters: a sheet per letter, a few on a phone.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import chromium from '@sparticuz/chromium';
import { chromium as browsers, type Browser } from 'playwright-core';
import { readCourseFiles } from '../src/courses/course-files.js';
import { readCourseFolder } from '../src/courses/course-folder.js';
import { sampleBroadcast, sampleLetters, type SampleLetter } from '../src/rendering/sample-letters.js';
import { contactSheet } from './contact-sheet.js';
import { sampleIssue } from './sample-issue.js';

interface View {
  width: number;
  scheme: 'light' | 'dark';
  images: boolean;
}

const publicUrl = 'https://letters.example.com';
const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    course: { type: 'string', default: 'content/strong-glutes' },
    out: { type: 'string', default: 'data/letters' },
    small: { type: 'string', default: 'docs/gallery/letters' },
  },
});
/** Shown full size in the README and beside it. */
const onAPhone = ['lesson-04', 'confirmation'];

const reading = readCourseFiles(await readCourseFolder(flags.course));
if ('faults' in reading) {
  console.error(reading.faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
  process.exit(1);
}
const { course } = reading;
const pictures = new Map([...course.pictures.values()].map((picture) => [picture.hash, picture]));
const look = { sender: 'Coursepost', publicUrl, postalAddress: '12 Harbour Street, Leeds, LS1 4AB, United Kingdom' };
const issues = (['masthead', 'plain'] as const).map((template) =>
  sampleBroadcast({ ...sampleIssue(course), template }, { ...look, sender: course.settings.author.name }),
);
const letters = [...(await sampleLetters(course, look)), ...(await Promise.all(issues))].filter(({ name }) =>
  name.startsWith(flags.only),
);
const views: View[] = ([360, 640] as const).flatMap((width) =>
  [true, false].flatMap((images) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme, images }))),
);

for (const folder of [flags.out, flags.small]) mkdirSync(folder, { recursive: true });
process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'letters-'));
const browser = await browsers.launch({
  // In one process it dies with its first closed page.
  args: chromium.args.filter((argument) => argument !== '--single-process'),
  executablePath: await chromium.executablePath(),
});
try {
  for (const letter of letters) {
    const shots = [];
    for (const view of views) {
      const shot = await photograph(browser, letter, view);
      writeFileSync(join(flags.out, `${nameOf(letter, view)}.png`), shot);
      shots.push({ shot, width: view.width });
      if (onAPhone.includes(letter.name) && view.width === 360 && view.images) {
        const whole = await contactSheet(browser, shots.slice(-1), { scale: 1, gap: 0, quality: 0.55 });
        writeFileSync(join(flags.small, `${nameOf(letter, view)}.webp`), whole);
      }
    }
    const sheet = await contactSheet(browser, shots, { scale: 0.26, gap: 10, quality: 0.4 });
    writeFileSync(join(flags.small, `${letter.name}.webp`), sheet);
  }
} finally {
  await browser.close();
  rmSync(process.env.TMPDIR, { recursive: true, force: true });
}
console.log(`${letters.length} letters in ${views.length} looks: full size in ${flags.out}, small in ${flags.small}`);

function nameOf({ name }: SampleLetter, { width, scheme, images }: View): string {
  return `${name}-${width}-${scheme}${images ? '' : '-no-images'}`;
}

async function photograph(browser: Browser, letter: SampleLetter, { width, scheme, images }: View): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width, height: 400 }, colorScheme: scheme });
  await page.route('**/*', async (route) => {
    const url = route.request().url();
    const picture = pictures.get(url.split('/pictures/')[1] ?? '');
    if (url === `${publicUrl}/letter`)
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body: letter.html });
    if (images && picture) return route.fulfill({ contentType: picture.mediaType, body: Buffer.from(picture.bytes) });
    return route.abort();
  });
  await page.goto(`${publicUrl}/letter`, { waitUntil: 'load' });
  const shot = await page.screenshot({ fullPage: true });
  await page.close();
  return shot;
}
