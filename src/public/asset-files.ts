import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file of src/public/assets, held in memory: there are three, and they are small. */
export interface AssetFile {
  type: string;
  bytes: Buffer;
  /** First 12 characters of its SHA-256: part of the address, so that caches may keep it for ever. */
  version: string;
}

const types = {
  'site.css': 'text/css; charset=utf-8',
  'site.js': 'text/javascript; charset=utf-8',
  'favicon.svg': 'image/svg+xml',
};
export type AssetName = keyof typeof types;

const files = new Map<string, AssetFile>(
  Object.entries(types).map(([name, type]) => {
    const bytes = readFileSync(new URL(`./assets/${name}`, import.meta.url));
    return [name, { type, bytes, version: createHash('sha256').update(bytes).digest('hex').slice(0, 12) }];
  }),
);

/** Null for every name that is not one of ours; nothing is looked up on disk. */
export function assetFile(name: string): AssetFile | null {
  return files.get(name) ?? null;
}

/** '/assets/site.css?v=…' */
export function assetPath(name: AssetName): string {
  return `/assets/${name}?v=${files.get(name)?.version ?? ''}`;
}
