import { chown, lchown, open, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Whether this process may give files away and become another user. Never true on Windows. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** As root, a thing made in somebody's DATA_DIR becomes theirs, so that they can start without root next time. */
export async function giveToOwnerOf(folder: string, thing: string): Promise<void> {
  if (!isRoot()) return;
  const owner = await stat(folder);
  await chown(thing, owner.uid, owner.gid);
}

/** Writes a file that only its owner reads (0600), whole or not at all. */
export async function writePrivateFile(file: string, content: string): Promise<void> {
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, content, { mode: 0o600 });
  await giveToOwnerOf(dirname(file), draft);
  await rename(draft, file);
}

/** The file's text, or null if there is none. Other errors (no permission) are thrown. */
export async function readFileIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Gives a folder and all in it to a user; symlinks themselves, never what they point at. */
export async function chownTree(folder: string, uid: number, gid: number): Promise<void> {
  await lchown(folder, uid, gid);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await chownTree(path, uid, gid);
    else await lchown(path, uid, gid);
  }
}

/** Makes a rename inside the folder survive a power cut. Windows cannot open folders and does not need it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The end of a text file from a byte on, at most `lines` lines; [] if it is not there. */
export async function lastLines(file: string, lines: number, fromByte = 0): Promise<string[]> {
  const content = await readFile(file).catch(() => Buffer.alloc(0));
  const text = content.subarray(Math.min(fromByte, content.length)).toString('utf8').trimEnd();
  return text === '' ? [] : text.split('\n').slice(-lines);
}
