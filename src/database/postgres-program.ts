import { spawn } from 'node:child_process';

/** Another user to run a program as; null in its place means the user we are. */
export interface RunAs {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export interface Finished {
  /** Exit code; null if it could not be started or was killed. */
  readonly code: number | null;
  /** What it wrote to stdout and stderr, or why it could not be started. */
  readonly output: string;
}

/** Whether a path holds what a shell interprets between double quotes: pg_ctl puts its paths there. */
export function breaksShell(path: string): boolean {
  return process.platform === 'win32' ? path.includes('"') : /["$`\\\n]/.test(path);
}

/**
 * Runs a program to its end, in a session of its own: Ctrl-C at our terminal does not reach it or what it leaves running.
 * It sees a bare English environment, since PGDATA, PGPORT and the like of the caller would change what PostgreSQL's tools do.
 * Never rejects.
 */
export function runProgram(
  file: string,
  args: string[],
  options: { as?: RunAs | null; input?: string } = {},
): Promise<Finished> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(file, args, {
      cwd: process.platform === 'win32' ? undefined : '/', // our own folder may be closed to the other user
      env: bareEnvironment(),
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      ...(options.as ? { uid: options.as.uid, gid: options.as.gid } : {}),
    });
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('close', (code) => resolve({ code, output: output.trim() }));
    child.stdin?.on('error', () => {}); // it ended before reading; its exit code tells
    child.stdin?.end(options.input);
  });
}

function bareEnvironment(): NodeJS.ProcessEnv {
  const kept = process.platform === 'win32' ? ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'USERNAME'] : ['PATH'];
  const environment: NodeJS.ProcessEnv = { LC_ALL: 'C', LANG: 'C', TZ: 'UTC' };
  for (const name of kept) if (process.env[name] !== undefined) environment[name] = process.env[name];
  if (!environment.PATH && process.platform !== 'win32') environment.PATH = '/usr/sbin:/usr/bin:/sbin:/bin';
  return environment;
}
