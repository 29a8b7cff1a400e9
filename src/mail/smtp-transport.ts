import { MailTransport, type OutgoingLetter, type Sent } from './mail-transport.js';
import { judge, type HandOver } from './reply-verdict.js';
import { SmtpLane, usualTimes, type LaneTimes } from './smtp-lane.js';
import { describe, type SmtpServer } from './smtp-url.js';

export interface SmtpTransportOptions {
  server: SmtpServer;
  /** SEND_CONNECTIONS: how many connections at most. */
  connections: number;
  /** Letters per connection; 100 unless told. */
  perConnection?: number;
  /** How long close() lets letters under way end in peace, in ms; 30 s (rule 20) unless told. */
  drain?: number;
  times?: Partial<LaneTimes>;
}

/**
 * Letters over SMTP, on a few kept connections. Never sends a letter twice by itself (nodemailer's own pool does, which is why it is not
 * used). A sender that pipelines whole letters can take this one's place behind MailTransport, with the same judge().
 */
export class SmtpTransport extends MailTransport {
  readonly width: number;
  private readonly lanes = new Set<SmtpLane>();
  /** The one used last on top, so that under little load the others may end. */
  private readonly free: SmtpLane[] = [];
  private readonly waiting: Array<(lane: SmtpLane | null) => void> = [];
  private closing: Promise<void> | null = null;
  private checking: Promise<string | null> | null = null;
  private onAllFree: () => void = () => {};

  constructor(private readonly options: SmtpTransportOptions) {
    super();
    this.width = Math.max(1, Math.floor(options.connections));
  }

  async send(letter: OutgoingLetter): Promise<Sent> {
    const lane = await this.take();
    if (lane === null) return { ...closed, ...judge(closed) };
    try {
      const outcome = await lane.send(letter);
      return { ...outcome, ...judge(outcome) };
    } finally {
      this.giveBack(lane);
    }
  }

  check(): Promise<string | null> {
    if (this.closing === null && [...this.lanes].some((lane) => lane.isOpen)) return Promise.resolve(null);
    // Asked every few seconds, perhaps by several: one knock at the door is enough for all of them.
    this.checking ??= this.knock().finally(() => (this.checking = null));
    return this.checking;
  }

  close(): Promise<void> {
    this.closing ??= this.shut();
    return this.closing;
  }

  private async knock(): Promise<string | null> {
    const lane = await this.take();
    if (lane === null) return closed.text;
    try {
      const failure = await lane.open();
      if (failure === null) return null;
      return `${describe(this.options.server)}, ${failure.stage}: ${failure.code === null ? '' : `${failure.code} `}${failure.text}`;
    } finally {
      this.giveBack(lane);
    }
  }

  private async shut(): Promise<void> {
    for (const goOn of this.waiting.splice(0)) goOn(null);
    if (this.free.length < this.lanes.size) {
      const allFree = new Promise<void>((resolve) => (this.onAllFree = resolve));
      const patience = setTimeout(() => this.lanes.forEach((lane) => lane.cut()), this.options.drain ?? 30_000);
      await allFree;
      clearTimeout(patience);
    }
    await Promise.all([...this.lanes].map((lane) => lane.leave()));
  }

  private take(): Promise<SmtpLane | null> {
    if (this.closing !== null) return Promise.resolve(null);
    const lane = this.free.pop();
    if (lane !== undefined) return Promise.resolve(lane);
    if (this.lanes.size < this.width) {
      const { server, perConnection = 100, times } = this.options;
      const fresh = new SmtpLane(server, Math.max(1, perConnection), { ...usualTimes, ...times });
      this.lanes.add(fresh);
      return Promise.resolve(fresh);
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private giveBack(lane: SmtpLane): void {
    const next = this.waiting.shift();
    if (next !== undefined) return next(lane);
    this.free.push(lane);
    if (this.closing !== null && this.free.length === this.lanes.size) this.onAllFree();
  }
}

/** Nothing was said, and there is nobody to say it to. */
const closed: HandOver = {
  stage: 'connect',
  code: null,
  enhanced: null,
  text: 'The mail transport is closed.',
  cause: 'cut',
};
