import { createHash } from 'node:crypto';
import { readPicture } from '../pictures/picture-header.js';
import type { DocumentPicture } from './course-document.js';
import type { FileFault } from './file-text.js';

/** Plain names only: they stand in Markdown, in addresses and in other people's folders. */
export const pictureFile = /^pictures(?:\/[\w-][\w.-]*)+$/;

/** Every picture of a course's files, those that no letter shows too. */
export function readPictures(files: ReadonlyMap<string, Uint8Array>): {
  pictures: Map<string, DocumentPicture>;
  faults: FileFault[];
} {
  const pictures = new Map<string, DocumentPicture>();
  const faults: FileFault[] = [];
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!path.startsWith('pictures/')) continue;
    if (!pictureFile.test(path) || path.length > 200) {
      const message = 'expected a name of letters, digits, dots, - and _, such as pictures/clam.png';
      faults.push({ file: path, line: 1, message });
      continue;
    }
    const reading = readPicture(bytes);
    if (reading.outcome === 'refused') {
      faults.push({ file: path, line: 1, message: reading.because });
      continue;
    }
    const { mediaType, width, height } = reading;
    const hash = createHash('sha256').update(bytes).digest('hex');
    pictures.set(path, { bytes, hash, mediaType, width, height });
  }
  return { pictures, faults };
}

/** What to say where a letter or page names a picture that is not there; null when it is. */
export function missingPicture(files: ReadonlyMap<string, Uint8Array>, path: string): string | null {
  if (files.has(path) && path.startsWith('pictures/')) return null;
  const plain = path.replace(/^\.?\//, '').toLowerCase();
  const near = [...files.keys()].find((known) => known.startsWith('pictures/') && known.toLowerCase() === plain);
  const hint = near ? `did you mean ${near}?` : 'expected a file of the folder pictures, such as pictures/clam.png';
  return `there is no picture "${path.slice(0, 80)}": ${hint}`;
}
