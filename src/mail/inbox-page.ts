import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import type { APIServer } from '@maildev/api';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * Serves MailDev's page at / with its script and style; nothing of it comes from the internet. Call before the server listens.
 *
 * Not MailDev's own registerUI: it needs @fastify/static, which Jest cannot load on Node 20 (it requires an ES module), and all there
 * is to serve is three files.
 */
export async function serveInboxPage(api: APIServer): Promise<void> {
  const folder = await findPage();
  const assets = await readdir(join(folder, 'assets'));
  const files = ['index.html', ...assets.filter((name) => !name.endsWith('.map')).map((name) => `assets/${name}`)];
  for (const file of files) {
    const content = lettersMayOpenPages(await readFile(join(folder, file)));
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    api.server.get(file === 'index.html' ? '/' : `/${file}`, (_request, reply) => reply.type(type).send(content));
  }
}

/**
 * MailDev shows a letter in a frame that may open nothing: its button, the one thing a newcomer comes for, would be dead. Pages opened
 * by a letter are ordinary ones; scripts in the letter itself stay off.
 */
function lettersMayOpenPages(content: Buffer): Buffer {
  const shut = Buffer.from('sandbox:"allow-same-origin"');
  const at = content.indexOf(shut);
  if (at < 0) return content;
  const open = Buffer.from('sandbox:"allow-same-origin allow-popups allow-popups-to-escape-sandbox"');
  return Buffer.concat([content.subarray(0, at), open, content.subarray(at + shut.length)]);
}

/** The package exports no file that leads to its page, so it is looked for where Node would look for the package. */
async function findPage(): Promise<string> {
  for (const modules of createRequire(import.meta.url).resolve.paths('@maildev/ui') ?? []) {
    const folder = join(modules, '@maildev', 'ui', 'dist');
    if (await readFile(join(folder, 'index.html')).catch(() => null)) return folder;
  }
  throw new Error('The package @maildev/ui is not installed; run `npm ci`');
}
