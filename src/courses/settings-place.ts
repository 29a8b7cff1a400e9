import { settingsFile } from './course-files.js';
import type { FileFault } from './file-text.js';
import { readYaml } from './yaml-text.js';

/** Where a setting stands in course.yaml, for a fault that only the house can find. */
export function placeInSettings(courseYaml: Uint8Array | undefined, path: string[]): Omit<FileFault, 'message'> {
  const text = new TextDecoder().decode(courseYaml).replace(/^\ufeff/, '');
  return { file: settingsFile, line: readYaml(text, 1).lineOf(path) };
}
