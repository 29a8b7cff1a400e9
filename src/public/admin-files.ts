import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  webp: 'image/webp',
  woff2: 'font/woff2',
};

/** Where Vite put the app: beside the built house, or, for tests that run the sources, in their dist. */
const above = new URL('../../', import.meta.url);
const folder = fileURLToPath(new URL(above.pathname.endsWith('/dist/') ? 'admin/' : 'dist/admin/', above));
const kept = new Map<string, { type: string; bytes: Buffer }>();

/** A file of the app by its name, held in memory from then on; null for every name that the build did not make. */
export function adminAsset(name: string): { type: string; bytes: Buffer } | null {
  const type = types[/\.([a-z0-9]+)$/.exec(name)?.[1] ?? ''];
  if (!type || !/^[\w.-]+$/.test(name)) return null;
  const known = kept.get(name);
  if (known) return known;
  try {
    const file = { type, bytes: readFileSync(`${folder}assets/${name}`) };
    kept.set(name, file);
    return file;
  } catch {
    return null;
  }
}

/** The page with its nonce (base64), which the app hands to the style elements it makes. */
export function adminPage(nonce: string): string {
  return readFileSync(`${folder}index.html`, 'utf8').replaceAll('__NONCE__', nonce);
}
