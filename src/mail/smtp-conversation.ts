import type { OutgoingLetter } from './mail-transport.js';
import type { HandOver, Stage } from './reply-verdict.js';
import { answerTo, lostLetter } from './smtp-failure.js';
import { type Offers, whyUnsuited } from './smtp-offers.js';
import type { OpenSmtp } from './smtp-opening.js';
import { readReply, ReplyReader } from './smtp-reply.js';
import { dataBlock, envelopeCommands } from './smtp-text.js';

/** What came of a letter. `unheard`: the server was gone, or going, before it answered anything to it. */
export interface Said {
  outcome: HandOver;
  unheard: boolean;
}

/** A letter in this conversation, and how far it has come. */
interface InTalk {
  letter: OutgoingLetter;
  commands: ReturnType<typeof envelopeCommands>;
  answered: boolean;
  dataBegan: boolean;
  /** The final dot was given to the connection, so the server may have the whole letter. */
  dotGiven: boolean;
  /** The first bad answer; the ones after it only follow from it. */
  failure: HandOver | null;
  done: (said: Said) => void;
}

/** Milliseconds of real time. */
export interface ConversationTimes {
  /** Silence of the server in mid-conversation; the 10 minutes of RFC 5321 4.5.3.2.6 are for the answer to the final dot. */
  answer: number;
  /** For the good-bye. */
  leaving: number;
}

type Command = 'RSET' | 'MAIL' | 'RCPT' | 'DATA' | 'MESSAGE' | 'NOTHING' | 'QUIT';

const stages: Readonly<Record<'MAIL' | 'RCPT' | 'DATA', Stage>> = { MAIL: 'mail-from', RCPT: 'rcpt', DATA: 'data' };
/** Up to here a message is written together with what follows, and counts as given at once: sockets take it whole or nearly so. */
const oneBreath = 65_536;

/**
 * Letters over one open connection. Where the server offers PIPELINING (RFC 2920) an envelope is one write, and the next
 * letter's goes out in the same write as the message before it: one round trip a letter. Elsewhere each command waits
 * for its answer. One letter's answers are never taken for another's: they come in the order of the commands.
 *
 * Never says a letter twice; who does, must know that nothing was answered to it (`unheard`).
 */
export class SmtpConversation {
  /** Letters taken so far. */
  count = 0;
  private readonly replies = new ReplyReader();
  /** Commands whose answers are still to come. */
  private readonly expected: Array<{ command: Command; talk: InTalk | null }> = [];
  /** In hand, oldest first; those from `unsaid` on have not been begun. */
  private readonly talks: InTalk[] = [];
  private unsaid = 0;
  /** An envelope was said and its message was not yet: the next one must wait. */
  private envelopeOpen = false;
  /** A refused envelope is still open on the server, which would answer the next MAIL FROM with 503. */
  private owesReset = false;
  private leaving = false;
  private over = false;
  private readonly patience: NodeJS.Timeout;

  /** Resolves when the connection is gone. */
  readonly gone: Promise<void>;

  constructor(
    private readonly opened: OpenSmtp,
    private readonly times: ConversationTimes,
  ) {
    const { socket } = opened;
    this.gone = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.hear(chunk));
    socket.on('error', (error) => this.end(error.message));
    socket.on('end', () => this.end('the server ended it'));
    socket.on('close', () => this.end('it was closed'));
    this.patience = setTimeout(() => this.expected.length > 0 && this.end('no answer', true), times.answer);
  }

  get offers(): Offers {
    return this.opened.offers;
  }

  /** Letters in hand. */
  get size(): number {
    return this.talks.length;
  }

  /** Whether it may be given letters. */
  get isOpen(): boolean {
    return !this.over && !this.leaving;
  }

  /** Hands over one letter and says what came of it. Never rejects. */
  say(letter: OutgoingLetter): Promise<Said> {
    const why = whyUnsuited(letter, this.offers);
    if (why !== null) return Promise.resolve({ outcome: why, unheard: false });
    return new Promise((done) => {
      if (this.over) return done({ outcome: lostLetter('mail-from', nobodyThere, ''), unheard: true });
      this.count += 1;
      const commands = envelopeCommands(letter);
      this.talks.push({ letter, commands, answered: false, dataBegan: false, dotGiven: false, failure: null, done });
      const words = this.nextEnvelope();
      if (words !== '') this.write(words);
    });
  }

  /** Takes no more letters, and says good-bye when those in hand have ended. Resolves when the connection is gone. */
  leave(): Promise<void> {
    if (this.isOpen) {
      this.leaving = true;
      if (this.talks.length === 0) this.quit();
    }
    return this.gone;
  }

  /** Ends it at once; letters under way are answered as cut. */
  cut(): void {
    this.end('it was cut');
  }

  /** What begins the next letter, if it may begin now; '' otherwise. */
  private nextEnvelope(): string {
    const talk = this.talks[this.unsaid];
    if (talk === undefined || this.envelopeOpen || this.over) return '';
    if (!this.offers.pipelining && this.expected.length > 0) return '';
    this.envelopeOpen = true;
    this.unsaid += 1;
    const { mail, rcpt, data } = talk.commands;
    const reset = this.owesReset;
    this.owesReset = false;
    if (reset) this.expect('RSET', this.offers.pipelining ? null : talk);
    if (!this.offers.pipelining) {
      if (reset) return 'RSET\r\n';
      this.expect('MAIL', talk);
      return mail;
    }
    this.expect('MAIL', talk);
    this.expect('RCPT', talk);
    this.expect('DATA', talk);
    return `${reset ? 'RSET\r\n' : ''}${mail}${rcpt}${data}`;
  }

  private expect(command: Command, talk: InTalk | null): void {
    if (this.expected.length === 0) this.patience.refresh();
    this.expected.push({ command, talk });
  }

  private hear(chunk: Buffer): void {
    const replies = this.replies.read(chunk);
    if (replies === null) return this.end('the server does not come to an end');
    if (replies.length > 0) this.patience.refresh();
    for (const reply of replies) if (!this.over) this.answer(reply);
  }

  private answer(reply: string): void {
    const next = this.expected.shift();
    const said = readReply(reply);
    // Nobody asked: a good-bye to an idle connection, or a server that lost count.
    if (next === undefined) return this.end(said.text);
    const { command, talk } = next;
    const good = said.code !== null && said.code >= 200 && said.code < 300;
    if (talk !== null && command !== 'RSET') talk.answered = true;
    switch (command) {
      case 'QUIT':
        return void this.opened.socket.end();
      case 'NOTHING':
        break;
      case 'RSET':
        if (!good) return this.end(said.text);
        if (talk !== null) return this.ask('MAIL', talk, talk.commands.mail);
        break;
      case 'MAIL':
      case 'RCPT':
        if (!good && talk !== null) talk.failure ??= answerTo(stages[command], said);
        if (this.offers.pipelining || talk === null) break;
        if (talk.failure !== null) return this.refused(talk);
        if (command === 'MAIL') return this.ask('RCPT', talk, talk.commands.rcpt);
        return this.ask('DATA', talk, talk.commands.data);
      case 'DATA':
        if (talk === null) break;
        if (said.code === 354) return this.goAhead(talk);
        talk.failure ??= answerTo('data', said);
        return this.refused(talk);
      case 'MESSAGE':
        if (talk === null) break;
        // Answered in mid-message: its rest would be taken for commands.
        if (!talk.dotGiven) return this.finish(talk, answerTo('data', said), true);
        return this.finish(talk, answerTo('after-dot', said), said.code === null || said.code === 421);
    }
    if ((said.code === 421 || said.code === null) && talk?.failure) this.finish(talk, talk.failure, true);
  }

  /** The next command, where the server wants to be waited for. */
  private ask(command: Command, talk: InTalk, line: string): void {
    this.expect(command, talk);
    this.write(line);
  }

  /** The server said 354: the message, and in the same breath the next letter's envelope. */
  private goAhead(talk: InTalk): void {
    this.envelopeOpen = false;
    if (talk.failure !== null) {
      // It goes on although it took nobody (RFC 2920 3.1): an empty message to nobody ends that.
      this.expect('NOTHING', null);
      this.write('.\r\n');
      return this.finish(talk, talk.failure, talk.failure.code === 421);
    }
    talk.dataBegan = true;
    this.expect('MESSAGE', talk);
    if (talk.letter.message.length <= oneBreath) {
      talk.dotGiven = true;
      return this.write(...dataBlock(talk.letter.message, this.nextEnvelope()));
    }
    this.writeLarge(Buffer.concat(dataBlock(talk.letter.message)), () => (talk.dotGiven = true));
  }

  private refused(talk: InTalk): void {
    this.envelopeOpen = false;
    this.owesReset = true;
    // 421: the server goes. 503 without a reason before it: one of us has lost the thread, and a fresh start finds it.
    const code = talk.failure?.code;
    this.finish(talk, talk.failure ?? lostLetter('data', nobodyThere, ''), code === 421 || code === 503);
  }

  private finish(talk: InTalk, outcome: HandOver, isOver: boolean): void {
    this.talks.splice(this.talks.indexOf(talk), 1);
    this.unsaid -= 1;
    talk.done({ outcome, unheard: outcome.stage === 'mail-from' && outcome.code === 421 });
    if (isOver) return this.end('the server ended it');
    const words = this.nextEnvelope();
    if (words !== '') this.write(words);
    else if (this.leaving && this.talks.length === 0) this.quit();
  }

  private quit(): void {
    const patience = setTimeout(() => this.end('no good-bye'), this.times.leaving);
    void this.gone.then(() => clearTimeout(patience));
    this.expect('QUIT', null);
    this.write('QUIT\r\n');
  }

  /** In one write, however many pieces. */
  private write(...words: Array<string | Buffer>): void {
    const { socket } = this.opened;
    socket.cork();
    for (const piece of words) socket.write(piece);
    socket.uncork();
  }

  /** A large message goes piece by piece, so that a slow link is told from a dead one. */
  private writeLarge(block: Buffer, written: () => void, from = 0): void {
    this.opened.socket.write(block.subarray(from, from + oneBreath), (error) => {
      if (error) return;
      this.patience.refresh();
      if (from + oneBreath < block.length) this.writeLarge(block, written, from + oneBreath);
      else written();
    });
  }

  private end(why: string, timedOut = false): void {
    if (this.over) return;
    this.over = true;
    clearTimeout(this.patience);
    this.opened.socket.destroy();
    for (const talk of this.talks.splice(0)) {
      const { dotGiven, dataBegan, answered } = talk;
      const stage = dotGiven ? 'after-dot' : dataBegan ? 'data' : answered ? 'rcpt' : 'mail-from';
      const lost = lostLetter(stage, { timedOut, message: why }, this.replies.unfinished);
      talk.done({ outcome: talk.failure ?? lost, unheard: !answered });
    }
  }
}

const nobodyThere = { timedOut: false, message: 'it was gone' };
