import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmod, cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export const projectRoot = resolve(import.meta.dirname, '..', '..');
export const isRoot = process.getuid?.() === 0;

/** Said when a source was changed while the tests run: no fault of the command. */
const building = 'Building Coursepost …\n';

export interface User {
  uid: number;
  gid: number;
}

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

type Environment = Record<string, string>;

/** What the person who runs the tests has set must not reach the processes under test. */
function environment(given: Environment): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LD_LIBRARY_PATH } = process.env;
  return { PATH, HOME, TMPDIR, LD_LIBRARY_PATH, LOG_LEVEL: 'error', ...given };
}

/** `coursepost WORDS` as people run it: a process of its own, to its end. */
export async function coursepost(words: string[], given: Environment = {}, tree = projectRoot): Promise<Ran> {
  const running = new CoursepostProcess(words, given, { tree });
  const code = await running.ended;
  return { code, out: running.out, err: running.err };
}

/** A coursepost that runs until it is told to stop. */
export class CoursepostProcess {
  readonly child: ChildProcess;
  /** Exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  out = '';
  err = '';

  constructor(
    words: string[],
    readonly settings: Environment,
    /** `shell`: started as npm does it, by a shell that waits for it; then `child` is the shell. */
    options: { tree?: string; cwd?: string; as?: User; shell?: boolean } = {},
  ) {
    const command = [process.execPath, join(options.tree ?? projectRoot, 'bin', 'coursepost.js'), ...words];
    const [file = '', ...rest] = options.shell ? ['/bin/sh', '-c', '"$@"; exit $?', 'sh', ...command] : command;
    this.child = spawn(file, rest, {
      cwd: options.cwd ?? tmpdir(), // not the project: a .env of the person who runs the tests may lie there
      env: environment(settings),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.as ? { uid: options.as.uid, gid: options.as.gid } : {}),
    });
    this.child.stdout?.on('data', (text: Buffer) => (this.out += text.toString()));
    this.child.stderr?.on('data', (text: Buffer) => (this.err += text.toString().replace(building, '')));
    this.ended = new Promise((done) => this.child.once('close', (code) => done(code)));
  }

  get site(): string {
    return `http://127.0.0.1:${this.settings.PORT}`;
  }

  /** Until /readyz says 200. */
  async ready(): Promise<this> {
    await until('the house is ready', async () => {
      if (this.child.exitCode !== null) throw new Error(`it ended with ${this.child.exitCode}: ${this.err}`);
      return (await this.readiness()).status === 200;
    });
    return this;
  }

  /** What /readyz answers; status 0 while nobody listens. */
  async readiness(): Promise<{ status: number; text: string }> {
    const response = await fetch(`${this.site}/readyz`).catch(() => null);
    return { status: response?.status ?? 0, text: (await response?.text()) ?? '' };
  }

  /** Gives the exit code. */
  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }

  /** For afterAll, whatever a test that failed has left. */
  async away(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), 60_000);
    await this.ended;
    clearTimeout(late);
  }
}

/** Waits for a condition, not for a time; four minutes at most, for machines that have much else to do. */
export async function until(what: string, is: () => Promise<boolean> | boolean): Promise<void> {
  for (const began = performance.now(); performance.now() - began < 240_000;) {
    if (await is()) return;
    await pause(50);
  }
  throw new Error(`waited four minutes in vain until ${what}`);
}

export async function freePorts(count: number): Promise<number[]> {
  const probes = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    probes.map(
      (probe) =>
        new Promise<number>((done) =>
          probe.listen(0, '127.0.0.1', () => {
            const address = probe.address();
            done(typeof address === 'object' && address ? address.port : 0);
          }),
        ),
    ),
  );
  await Promise.all(probes.map((probe) => new Promise((done) => probe.close(done))));
  return ports;
}

/** A folder of this test's own, entered by everybody, and how it goes away again. */
export async function workFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'coursepost-cli-'));
  await chmod(path, 0o755);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** What git would clone from here, changes included, with the build of it: a tree of its own in `folder`. */
export async function copyTree(folder: string, as: User | null): Promise<void> {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: projectRoot });
  for (const name of new Set(
    listed
      .toString()
      .split('\0')
      .map((path) => path.split('/')[0] ?? ''),
  )) {
    if (name !== '') await cp(join(projectRoot, name), join(folder, name), { recursive: true }).catch(ifGone);
  }
  await cp(join(projectRoot, 'dist'), join(folder, 'dist'), { recursive: true, preserveTimestamps: true });
  if (as) execFileSync('chown', ['-R', `${as.uid}:${as.gid}`, folder]);
  const modules = join(projectRoot, 'node_modules');
  if (as === null || canRead(modules, as)) await symlink(modules, join(folder, 'node_modules'));
  else linkOrCopy(modules, join(folder, 'node_modules'));
}

/** The user nobody, to whom nothing belongs. */
export function plainUser(): User {
  const id = (what: string) => Number(execFileSync('id', [what, 'nobody']).toString());
  return { uid: id('-u'), gid: id('-g') };
}

/** The pid of the PostgreSQL of a DATA_DIR. */
export async function postmasterPid(dataDir: string): Promise<number> {
  const { dataDir: pgdata } = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8')) as { dataDir: string };
  return Number((await readFile(join(pgdata, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** Deleted while it was copied. */
function ifGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

function canRead(folder: string, as: User): boolean {
  try {
    execFileSync('ls', [folder], { stdio: 'ignore', cwd: '/', ...as });
    return true;
  } catch {
    return false;
  }
}

/** Links where the file system is the same (a second), copies where it is not. */
function linkOrCopy(from: string, to: string): void {
  try {
    execFileSync('cp', ['-al', from, to], { stdio: 'ignore' });
  } catch {
    execFileSync('cp', ['-a', from, to]);
  }
}
