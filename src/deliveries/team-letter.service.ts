import { randomInt } from 'node:crypto';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { OneTimeLinks } from '../accounts/one-time-links.service.js';
import {
  invitationLetter,
  passwordLetter,
  type PasswordLetterJob,
  type InvitationLetterJob,
  resetLetter,
  type ResetLetterJob,
} from '../accounts/team-letter.js';
import { JobQueue } from '../database/job-queue.js';
import { MailTransport } from '../mail/mail-transport.js';
import { urlValue } from '../rendering/letter-template.js';
import { noticeTemplate, type TeamNoticeKind } from '../rendering/templates.js';
import { Clock } from '../schedule/clock.js';
import { LetterWriter } from './letter-writer.service.js';

/** Message-IDs are made from a number: these are of no row in the ledger, whose ids never come this far. */
const noRow = 2n ** 62n;

/**
 * Letters to the team: by the job queue, logged and not ledgered (rule 11). Each one's link is made here, right before it
 * leaves, so no queue and no log holds one; a second try carries another link, and the first one ends.
 */
@Injectable()
export class TeamLetters implements OnModuleInit {
  private readonly logger = new Logger('team letters');

  constructor(
    private readonly queue: JobQueue,
    private readonly links: OneTimeLinks,
    private readonly writer: LetterWriter,
    private readonly transport: MailTransport,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.queue.work<InvitationLetterJob>(invitationLetter, async ({ linkId }) => {
      const link = await this.links.again(linkId, this.clock.now());
      if (link) await this.send('team-invitation', link);
    });
    this.queue.work<ResetLetterJob>(resetLetter, async ({ email }) => {
      const link = await this.links.resetFor(email, this.clock.now());
      if (link) await this.send('team-reset', link);
    });
    this.queue.work<PasswordLetterJob>(passwordLetter, async ({ adminId }) => {
      const page = await this.links.pageOfResets(adminId);
      if (page) await this.send('team-password-changed', page);
    });
  }

  /** Throws where another try may help, and the queue makes it; a refusal for good is logged. */
  private async send(kind: TeamNoticeKind, { email, url }: { email: string; url: string }): Promise<void> {
    const compiled = await this.writer.compile(kind, () => noticeTemplate(kind, this.writer.look));
    const { envelope, message } = this.writer.write({
      deliveryId: String(noRow + BigInt(randomInt(2 ** 47))),
      revisionId: null,
      composed: this.writer.compose({}, this.clock.now()),
      compiled,
      values: { action_url: urlValue(url) },
      to: { name: null, email },
      replyTo: null,
      list: null,
      automatic: true,
      kind: `notice-${kind}`,
    });
    const sent = await this.transport.send({ envelope, message });
    // Neither address nor link: the log is for many eyes.
    this.logger.log(`${kind}: ${sent.verdict}`);
    if (sent.verdict !== 'accepted' && sent.verdict !== 'refused')
      throw new Error(`a letter to the team has not left: ${sent.text}`);
  }
}
