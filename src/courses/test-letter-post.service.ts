import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { JobQueue } from '../database/job-queue.js';
import type { ComposedFacts } from '../deliveries/letter-composer.js';
import { LetterWriter } from '../deliveries/letter-writer.service.js';
import { MailTransport } from '../mail/mail-transport.js';
import { compileFrame } from '../mail/message-frame.js';
import type { SampleLetter } from '../rendering/sample-letters.js';

const job = 'test-letter';

/** The letter as it was when somebody asked, so that a later keystroke changes nothing. JSON. */
export interface TestLetterJob {
  /** For the Message-ID; no number of the ledger. */
  id: string;
  askedAt: string;
  to: { name: string; email: string };
  replyTo: string | null;
  letter: SampleLetter;
  /** Absent in jobs of the release before. */
  composed?: ComposedFacts;
}

/** The way a test letter takes out of the house: not by the ledger but by the job queue, and logged (rule 11). */
@Injectable()
export class TestLetterPost implements OnModuleInit {
  private readonly log = new Logger('letters');

  constructor(
    private readonly queue: JobQueue,
    private readonly writer: LetterWriter,
    private readonly transport: MailTransport,
  ) {}

  onModuleInit(): void {
    this.queue.work<TestLetterJob>(job, (data) => this.deliver(data));
  }

  /** What is fixed when it is asked for: among it the sender that it names, null being the default one. */
  async compose(sender: string | null, now: Date): Promise<ComposedFacts> {
    return this.writer.compose({}, now, await this.writer.letterheadFor(null, sender));
  }

  /** It is posted if and only if the transaction is committed. */
  async post(data: TestLetterJob, db: EntityManager): Promise<void> {
    await this.queue.send(job, data, { db });
  }

  /** Sent again after a crash it has the same Message-ID and the same bytes; what is refused or in doubt is logged and left. */
  private async deliver({ id, askedAt, to, replyTo, letter, ...job }: TestLetterJob): Promise<void> {
    const composed = job.composed ?? this.writer.compose({}, new Date(askedAt));
    const template = { subject: [letter.subject], html: [letter.html], text: [letter.text] };
    const { envelope, message } = this.writer.write({
      deliveryId: id,
      revisionId: null,
      composed,
      letterhead: await this.writer.letterheadOf(composed),
      compiled: { template, frame: compileFrame(template), fields: [] },
      values: {},
      to,
      replyTo,
      list: null,
      automatic: false,
      kind: 'test',
    });
    const sent = await this.transport.send({ envelope, message });
    if (sent.verdict === 'again' || sent.verdict === 'relay-trouble')
      throw new Error(`a test letter waits: ${sent.text}`);
    if (sent.verdict === 'accepted') this.log.log(`test letter ${id} accepted`);
    else this.log.warn(`test letter ${id} ${sent.verdict}: ${sent.text}`);
  }
}
