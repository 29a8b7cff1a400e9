import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SinkReport } from './sink.js';

/** The sink in its own process, seen from the bench. */
export class SinkProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  static async start(): Promise<SinkProcess> {
    const child = fork(fileURLToPath(new URL('./sink.js', import.meta.url)));
    const [{ port }] = (await once(child, 'message')) as [{ port: number }];
    return new SinkProcess(child, port);
  }

  report(): Promise<SinkReport> {
    return this.ask('report');
  }

  kept(): Promise<SinkReport> {
    return this.ask('kept');
  }

  reset(): Promise<SinkReport> {
    return this.ask('reset');
  }

  stop(): void {
    this.child.disconnect();
  }

  private async ask(wish: 'report' | 'kept' | 'reset'): Promise<SinkReport> {
    this.child.send(wish);
    const [report] = (await once(this.child, 'message')) as [SinkReport];
    return report;
  }
}
