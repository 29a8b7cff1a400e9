import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root, from dist/src/cli or src/cli alike. */
export const projectRoot = projectRootOf(dirname(fileURLToPath(import.meta.url)));

/** Where courses lie as files: content/SLUG. */
export function contentFolder(slug: string): string {
  return join(projectRoot, 'content', slug);
}

function projectRootOf(folder: string): string {
  const root = join(folder, '..', '..');
  return root.endsWith('dist') ? dirname(root) : root;
}
