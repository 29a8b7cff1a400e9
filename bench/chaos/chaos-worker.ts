import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./worker-entry.js', import.meta.url));

/** `npm run worker` as a process whose wall clock can be stepped, and that can be killed and frozen. */
export class ChaosWorker {
  readonly ended: Promise<number | null>;

  private constructor(
    private readonly child: ChildProcess,
    /** What it logged. */
    readonly logFile: string,
  ) {
    this.ended = once(child, 'exit').then(([code]) => code as number | null);
  }

  static start(environment: Record<string, string>, logFile: string, aheadMs: number): ChaosWorker {
    const child = spawn(process.execPath, [program], {
      env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', LOG_LEVEL: 'info', ...environment },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    child.stderr?.pipe(createWriteStream(logFile));
    const worker = new ChaosWorker(child, logFile);
    void worker.stepTo(aheadMs);
    return worker;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get lives(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Its wall clock is so far ahead of this machine's from now on. */
  async stepTo(aheadMs: number): Promise<void> {
    if (this.lives && this.child.connected) this.child.send({ aheadMs });
  }

  signal(signal: NodeJS.Signals): void {
    if (this.lives) this.child.kill(signal);
  }

  /** Gives the exit code, null when the signal ended it. */
  async stop(signal: NodeJS.Signals): Promise<number | null> {
    this.signal(signal);
    return this.ended;
  }
}
