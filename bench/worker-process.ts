import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/coursepost.js', import.meta.url));

/** `npm run worker` as a process: the product itself, with nothing of the bench in it. */
export class WorkerProcess {
  private constructor(private readonly child: ChildProcess) {}

  static start(environment: Record<string, string>, execArgv: readonly string[] = []): WorkerProcess {
    const child = spawn(process.execPath, [...execArgv, program, 'work'], {
      env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', LOG_LEVEL: 'error', ...environment },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return new WorkerProcess(child);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Highest and present resident memory in MB, as Linux counts them; null elsewhere. */
  memory(): { peak: number; now: number } | null {
    try {
      const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
      const kb = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
      return { peak: kb('VmHWM'), now: kb('VmRSS') };
    } catch {
      return null;
    }
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill(signal);
    await once(this.child, 'exit');
  }
}
