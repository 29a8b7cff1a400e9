import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sink } from './scene.js';
import type { SinkReport, Taken } from './sink-wishes.js';

const program = ['/usr/sbin/smtp-sink', '/usr/local/sbin/smtp-sink'].find((path) => existsSync(path));

/**
 * Postfix's smtp-sink as a program of somebody else's, with the faults it has built in; what it takes is read from its dump files.
 * It is started anew for each behaviour, on the same port, and thereby cuts whatever is open.
 */
export class PostfixSink implements Sink {
  private child: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    private readonly folder: string,
  ) {}

  static async start(): Promise<PostfixSink> {
    if (!program)
      throw new Error('smtp-sink is not installed: expected it in /usr/sbin (Debian: apt-get install postfix)');
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as AddressInfo;
    free.close();
    const sink = new PostfixSink(port, await mkdtemp(join(tmpdir(), 'coursepost-sink-')));
    await sink.forget();
    return sink;
  }

  /** From now on with these words of its command line. Resolves when it answers. */
  async behave(words: readonly string[]): Promise<void> {
    await this.end();
    const asRoot = process.getuid?.() === 0 ? ['-u', 'root'] : [];
    this.child = spawn(
      program ?? '',
      [...words, ...asRoot, '-d', join(this.taken, 'letter.'), `127.0.0.1:${this.port}`, '256'],
      { stdio: 'ignore' },
    );
    for (let tries = 0; !(await this.listens()); tries++) {
      if (tries > 100) throw new Error(`smtp-sink ${words.join(' ')} does not listen`);
      await pause(50);
    }
  }

  /** What it took. It does not tell whom it cut off after the dot. */
  async report(): Promise<SinkReport> {
    const letters = new Map<string, Taken & { bytes: string }>();
    for (const file of await readdir(this.taken)) {
      const dump = await readFile(join(this.taken, file), 'latin1');
      const messageId = /^Message-ID: (.+)$/m.exec(dump)?.[1];
      // A letter that was cut off in the middle has no end, and was not taken.
      if (!messageId || !/--=_[0-9a-f]{32}--\s*$/.test(dump)) continue;
      const bytes = dump.slice(dump.indexOf('\nFrom: '));
      const known = letters.get(messageId);
      letters.set(messageId, {
        messageId,
        arrived: (known?.arrived ?? 0) + 1,
        doubtful: null,
        differs: known !== undefined && (known.differs || known.bytes !== bytes),
        bytes,
      });
    }
    return { letters: [...letters.values()], misdeeds: 0, connections: 0, mostConnections: 0 };
  }

  async forget(): Promise<void> {
    await this.end();
    await rm(this.taken, { recursive: true, force: true });
    await mkdir(this.taken);
    await this.behave([]);
  }

  async stop(): Promise<void> {
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }

  private get taken(): string {
    return join(this.folder, 'taken');
  }

  private async end(): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  private async listens(): Promise<boolean> {
    const socket = connect(this.port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return true;
    } catch {
      return false;
    } finally {
      socket.destroy();
    }
  }
}
