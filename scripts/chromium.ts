import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as browsers } from 'playwright-core';

/** `--single-process` dies with its first closed page; the others take away what a real browser protects. */
const unlikeReaders = new Set(['--single-process', '--disable-web-security', '--allow-running-insecure-content']);

/**
 * A browser from npm alone (Linux on x64), for screenshots and browser tests; run in the project's folder. CHROMIUM names another
 * one, for machines it does not run on. Libraries and fonts come along: nothing else needs to be installed.
 */
export async function openChromium(): Promise<Browser> {
  const home = await unpacked();
  return browsers.launch({
    args: chromium.args.filter((argument) => !unlikeReaders.has(argument)),
    executablePath: process.env.CHROMIUM ?? join(home, 'chromium'),
    env: { ...process.env, FONTCONFIG_FILE: join(home, 'fonts.conf'), LD_LIBRARY_PATH: join(home, 'al2023', 'lib') },
  });
}

/** Unpacked once, in two seconds, into 200 MB. Several processes at once: each makes its own, the first to be ready is kept. */
async function unpacked(): Promise<string> {
  const caches = join(process.cwd(), 'node_modules', '.cache');
  const home = join(caches, 'chromium-141');
  if (existsSync(home)) return home;
  await mkdir(caches, { recursive: true });
  const fresh = await mkdtemp(`${home}-`);
  // In a process of its own: the package unpacks into the temp folder, and takes whatever lies there for whole. It brings its
  // libraries (NSS, expat) to the one kind of machine that is known to lack them, so we say we are one.
  const unpack = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpack], {
    env: { ...process.env, TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
  });
  await writeFile(join(fresh, 'fonts.conf'), fontsIn(home));
  await rename(fresh, home).catch(async (error: unknown) => {
    await rm(fresh, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  });
  return home;
}

/** What stands in for the fonts that readers have and this machine lacks. */
function fontsIn(home: string): string {
  const alias = (family: string, instead: string) =>
    `<alias binding="same"><family>${family}</family><prefer><family>${instead}</family></prefer></alias>`;
  return [
    '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>',
    `<dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir><dir>${join(home, 'fonts')}</dir>`,
    `<cachedir>${join(home, 'font-cache')}</cachedir>`,
    ...['Segoe UI', 'Arial', 'Helvetica', 'sans-serif'].map((family) => alias(family, 'Open Sans')),
    ...['Menlo', 'monospace'].map((family) => alias(family, 'DejaVu Sans Mono')),
    ...['Georgia', 'Times New Roman', 'serif'].map((family) => alias(family, 'DejaVu Serif Condensed')),
    '</fontconfig>\n',
  ].join('\n');
}
