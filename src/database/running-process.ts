import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/** Alive, but the system does not let us see since when. */
export const UNKNOWN_START = 'unknown';

/**
 * When a process started, as an opaque token of letters and digits, or null if it is dead (a zombie is dead).
 * Pid and start together name a process for good: a pid alone is given to another program sooner or later.
 */
export function processStart(pid: number): string | null {
  if (!isThere(pid)) return null;
  if (process.platform === 'linux') {
    try {
      // "pid (name) state ppid …": the name may hold spaces and brackets, so count from its last bracket.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z' || fields[0] === 'X') return null;
      return fields[19] ?? UNKNOWN_START;
    } catch {
      return isThere(pid) ? UNKNOWN_START : null; // /proc mounted with hidepid
    }
  }
  if (process.platform === 'win32') return UNKNOWN_START;
  const [state, ...started] = ps(pid, 'state=,lstart=').split(/\s+/);
  if (state?.startsWith('Z')) return null;
  return started.join('').replace(/[^a-zA-Z0-9]/g, '') || UNKNOWN_START;
}

/** Whether the process with this pid is alive and is the one that started then. */
export function isSameProcess(pid: number, start: string): boolean {
  const actual = processStart(pid);
  return actual !== null && (actual === start || actual === UNKNOWN_START || start === UNKNOWN_START);
}

/**
 * Whether a living process is the PostgreSQL of this data folder (absolute, without symlinks), as far as the system shows:
 * true when it cannot be seen, so that the answer "no" is certain.
 */
export function servesDataFolder(pid: number, pgdata: string): boolean {
  if (process.platform === 'linux') {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(pgdata)) return true;
      return readlinkSync(`/proc/${pid}/cwd`) === pgdata; // started by hand; PostgreSQL works inside its data folder
    } catch (error) {
      // Somebody else's program: its command line was readable and did not name the folder.
      return (error as NodeJS.ErrnoException).syscall !== 'readlink';
    }
  }
  if (process.platform === 'win32') return true;
  const command = ps(pid, 'command=');
  return command === '' || command.includes(pgdata);
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // there, and another user's
  }
}

function ps(pid: number, columns: string): string {
  try {
    return execFileSync('ps', ['-o', columns, '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    }).trim();
  } catch {
    return '';
  }
}
