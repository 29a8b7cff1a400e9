import type { PictureType } from '../pictures/picture-header.js';

const endings: Record<PictureType, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
};

/**
 * The path under which an uploaded picture joins a course: its file's name made plain ("Föto 1.JPG" → pictures/foto-1.jpg), with the
 * ending its bytes deserve. `taken` is path → hash of those the course has: the same picture keeps its path, another gets a number.
 */
export function picturePath(
  fileName: string,
  { hash, mediaType }: { hash: string; mediaType: PictureType },
  taken: ReadonlyMap<string, { hash: string }>,
): string {
  for (const [path, known] of taken) if (known.hash === hash) return path;
  const plain = fileName
    .replace(/^.*[/\\]/, '')
    .replace(/\.[^.]*$/, '')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .toLowerCase();
  for (let number = 1; ; number++) {
    const path = `pictures/${plain || 'picture'}${number === 1 ? '' : `-${number}`}.${endings[mediaType]}`;
    if (!taken.has(path)) return path;
  }
}
