import { mkdir, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { HouseError } from '../house-error.js';
import { pictureFile } from './course-pictures.js';

const mostFiles = 2_000;
const mostBytes = 16 * 1024 * 1024;
const mostBytesInAll = 64 * 1024 * 1024;

/**
 * The files of a course's folder, as readCourseFiles takes them: course.yaml, the Markdown files beside it and everything
 * in pictures/. Other files, hidden files and README.md are left alone: a folder may hold notes and sources too.
 * Throws HouseError 'not-found' without such a folder, 'invalid' when a link leads out of it or it is absurdly large.
 */
export async function readCourseFolder(folder: string): Promise<Map<string, Uint8Array>> {
  const root = await realpath(resolve(folder)).catch(() => null);
  if (root === null || !(await stat(root)).isDirectory())
    throw new HouseError('not-found', `There is no folder ${folder}.`);
  const files = new Map<string, Uint8Array>();
  let total = 0;
  for (const path of await pathsIn(root)) {
    const bytes = await readInside(root, path);
    total += bytes.length;
    if (total > mostBytesInAll) throw new HouseError('too-large', `${folder} has more than 64 MB of course files.`);
    files.set(path, bytes);
  }
  return files;
}

async function pathsIn(root: string): Promise<string[]> {
  const beside = await readdir(root);
  const texts = beside.filter((name) => {
    return (
      name === 'course.yaml' || (name.endsWith('.md') && !name.startsWith('.') && name.toLowerCase() !== 'readme.md')
    );
  });
  const pictures = beside.includes('pictures') ? await filesUnder(root, 'pictures') : [];
  return [...texts, ...pictures].sort();
}

async function filesUnder(root: string, folder: string): Promise<string[]> {
  const found: string[] = [];
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for (const entry of await readdir(join(root, next), { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const path = `${next}/${entry.name}`;
      // A link to a folder is not followed: readInside then says that it is not a file.
      if (entry.isDirectory()) folders.push(path);
      else found.push(path);
      if (found.length > mostFiles) throw new HouseError('too-large', `${folder} has more than ${mostFiles} files.`);
    }
  }
  return found;
}

async function readInside(root: string, path: string): Promise<Uint8Array> {
  const real = await realpath(join(root, path)).catch(() => null);
  if (real === null || !real.startsWith(root + sep)) {
    throw new HouseError(
      'invalid',
      `${path} is a link that leads out of the folder, or to nothing: expected the file itself.`,
    );
  }
  const { size, ...what } = await stat(real).then((found) => ({ size: found.size, isFile: found.isFile() }));
  if (!what.isFile) throw new HouseError('invalid', `${path} is not a file.`);
  if (size > mostBytes)
    throw new HouseError('too-large', `${path} has ${Math.ceil(size / 1024 / 1024)} MB: expected at most 5.`);
  return readFile(real);
}

/**
 * Writes a pulled course into a folder, byte for byte, and makes the folder if need be. Nothing is deleted: gives the
 * lessons and pictures that lie there and are not of the pulled course (moved, unpublished, or not pushed yet).
 * Throws HouseError 'invalid' for a path that would leave the folder.
 */
export async function writeCourseFolder(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const root = await realpath(resolve(folder));
  for (const path of files.keys()) {
    const inside = /^[^/\\]+$/.test(path) || pictureFile.test(path);
    if (!inside || path === '.' || path === '..')
      throw new HouseError('invalid', `${path} is not a path inside a course.`);
  }
  for (const [path, bytes] of files) {
    const target = join(root, path);
    await mkdir(dirname(target), { recursive: true });
    const real = await realpath(dirname(target));
    if (real !== root && !real.startsWith(root + sep)) {
      throw new HouseError('invalid', `${dirname(path)} is a link that leads out of the folder.`);
    }
    await rm(target, { force: true }); // never writes through a link
    await writeFile(target, bytes);
  }
  return (await pathsIn(root)).filter((path) => !files.has(path));
}
