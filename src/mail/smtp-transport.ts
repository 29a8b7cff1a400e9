import { performance } from 'node:perf_hooks';
import { MailTransport, type OutgoingLetter, type Sent } from './mail-transport.js';
import { judge, type HandOver } from './reply-verdict.js';
import { SmtpLane, usualTimes, type LaneTimes } from './smtp-lane.js';
import { describe, type SmtpServer } from './smtp-url.js';

export interface SmtpTransportOptions {
  server: SmtpServer;
  /** SEND_CONNECTIONS: how many letters are under way at most; a connection each, or half as many where the server pipelines. */
  connections: number;
  /** Letters per connection; 100 unless told. Less when the server ends connections earlier. */
  perConnection?: number;
  /** How long close() lets letters under way end in peace, in ms; 30 s (rule 20) unless told. */
  drain?: number;
  times?: Partial<LaneTimes>;
}

/** After a server refused one more connection, so long no other is tried. */
const fewerLanesMs = 60_000;

interface Waiting {
  letter: OutgoingLetter;
  answer: (outcome: HandOver) => void;
}

/**
 * Letters over SMTP, on a few kept connections, pipelined where the server offers it. Never sends a letter twice by itself
 * (nodemailer's own pool does, which is why it is not used). As long as it does not know the server, it knocks with one
 * connection; whoever waits meanwhile shares what came of it.
 */
export class SmtpTransport extends MailTransport {
  readonly width: number;
  private readonly lanes: SmtpLane[] = [];
  private readonly waiting: Waiting[] = [];
  private closing: Promise<void> | null = null;
  private checking: Promise<string | null> | null = null;
  private onAllFree: () => void = () => {};
  /** What the server offered last; null: it has not let us in yet. */
  private pipelines: boolean | null = null;
  /** The server's own idea of how many connections are enough, and until when it is believed (performance.now()). */
  private enough = { lanes: Infinity, until: 0 };

  constructor(private readonly options: SmtpTransportOptions) {
    super();
    this.width = Math.max(1, Math.floor(options.connections));
  }

  async send(letter: OutgoingLetter): Promise<Sent> {
    const outcome =
      this.closing !== null ? closed : await new Promise<HandOver>((answer) => this.give({ letter, answer }));
    return { ...outcome, ...judge(outcome) };
  }

  check(): Promise<string | null> {
    if (this.closing !== null) return Promise.resolve(closed.text);
    if (this.lanes.some((lane) => lane.isOpen)) return Promise.resolve(null);
    // Asked every few seconds, perhaps by several: one knock at the door is enough for all of them.
    this.checking ??= this.knock().finally(() => (this.checking = null));
    return this.checking;
  }

  close(): Promise<void> {
    this.closing ??= this.shut();
    return this.closing;
  }

  private async knock(): Promise<string | null> {
    const lane = this.lanes[0] ?? this.addLane();
    const failure = await lane.open();
    if (failure === null) return null;
    return `${describe(this.options.server)}, ${failure.stage}: ${failure.code === null ? '' : `${failure.code} `}${failure.text}`;
  }

  private async shut(): Promise<void> {
    for (const { answer } of this.waiting.splice(0)) answer(closed);
    if (this.lanes.some((lane) => lane.size > 0)) {
      const allFree = new Promise<void>((resolve) => (this.onAllFree = resolve));
      const patience = setTimeout(() => this.lanes.forEach((lane) => lane.cut()), this.options.drain ?? 30_000);
      await allFree;
      clearTimeout(patience);
    }
    await this.checking;
    await Promise.all(this.lanes.map((lane) => lane.leave()));
  }

  private give(letter: Waiting): void {
    const lane = this.laneWithRoom();
    if (lane === null) this.waiting.push(letter);
    else void this.use(lane, letter);
  }

  private async use(lane: SmtpLane, { letter, answer }: Waiting): Promise<void> {
    const outcome = await lane.send(letter);
    if (this.hasEnough(lane, outcome)) this.waiting.unshift({ letter, answer });
    else answer(outcome);
    if (isOpeningFailure(outcome) && !this.lanes.some((one) => one.isOpen || one.size > 0)) this.failWaiting(outcome);
    this.serveWaiting();
    if (this.closing !== null && this.lanes.every((one) => one.size === 0)) this.onAllFree();
  }

  private serveWaiting(): void {
    while (this.waiting.length > 0) {
      const lane = this.laneWithRoom();
      const next = lane && this.waiting.shift();
      if (!next) return;
      void this.use(lane, next);
    }
  }

  /** An idle connection that stands, an idle one that does not, or a second letter for one that pipelines; null: wait. */
  private laneWithRoom(): SmtpLane | null {
    const idle = this.lanes.filter((lane) => lane.size === 0);
    const standing = idle.find((lane) => lane.isOpen);
    if (standing) return standing;
    const inUse = this.lanes.length - idle.length;
    if (this.lanes.reduce((sum, lane) => sum + lane.size, 0) >= this.width) return null;
    if (inUse < this.mostLanes()) return idle[0] ?? this.addLane();
    return this.lanes.find((lane) => lane.hasRoom) ?? null;
  }

  private mostLanes(): number {
    if (this.pipelines === null) return 1;
    const own = this.pipelines ? Math.ceil(this.width / 2) : this.width;
    return performance.now() < this.enough.until ? Math.min(own, this.enough.lanes) : own;
  }

  private addLane(): SmtpLane {
    const { server, perConnection = 100, times } = this.options;
    const lane = new SmtpLane(server, Math.max(1, perConnection), { ...usualTimes, ...times }, ({ pipelining }) => {
      this.pipelines = pipelining;
      this.serveWaiting();
    });
    this.lanes.push(lane);
    return lane;
  }

  /** The server takes no further connection, but others stand: the letter, of which nothing was said, goes over one of those. */
  private hasEnough(refused: SmtpLane, outcome: HandOver): boolean {
    if (outcome.stage !== 'greeting' || outcome.code === null || this.closing !== null) return false;
    const standing = this.lanes.filter((lane) => lane !== refused && lane.isOpen).length;
    if (standing === 0) return false;
    this.enough = { lanes: standing, until: performance.now() + fewerLanesMs };
    return true;
  }

  /** Nobody lets us in: nothing needs to be tried for those who wait. */
  private failWaiting(outcome: HandOver): void {
    this.pipelines = null;
    for (const { answer } of this.waiting.splice(0)) answer(outcome);
  }
}

function isOpeningFailure({ stage }: HandOver): boolean {
  return stage === 'connect' || stage === 'greeting' || stage === 'ehlo' || stage === 'starttls' || stage === 'auth';
}

/** Nothing was said, and there is nobody to say it to. */
const closed: HandOver = {
  stage: 'connect',
  code: null,
  enhanced: null,
  text: 'The mail transport is closed.',
  cause: 'cut',
};
