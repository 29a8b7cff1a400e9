import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { polite, type SinkReport, type Wishes } from './sink-wishes.js';

/** The sink in its own process, seen from the run. */
export class ChaosSink {
  /** One question after the other: answers carry no name. */
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  static async start(): Promise<ChaosSink> {
    const child = fork(fileURLToPath(new URL('./sink.js', import.meta.url)));
    const [{ port }] = (await once(child, 'message')) as [{ port: number }];
    return new ChaosSink(child, port);
  }

  /** Polite but for what is given. */
  behave(wishes: Partial<Wishes>): Promise<SinkReport> {
    return this.ask({ wishes: { ...polite, ...wishes } });
  }

  report(): Promise<SinkReport> {
    return this.ask('report');
  }

  forget(): Promise<SinkReport> {
    return this.ask('forget');
  }

  stop(): void {
    if (this.child.connected) this.child.disconnect();
  }

  private ask(wish: { wishes: Wishes } | 'report' | 'forget'): Promise<SinkReport> {
    const answer = this.last.then(async () => {
      this.child.send(wish);
      const [report] = (await once(this.child, 'message')) as [SinkReport];
      return report;
    });
    this.last = answer.catch(() => undefined);
    return answer;
  }
}
