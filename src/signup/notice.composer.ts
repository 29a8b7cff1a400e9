import { Injectable } from '@nestjs/common';
import { type ClaimedDelivery, type Letter, LetterComposer, type NoLetter } from '../deliveries/letter-composer.js';
import { LetterComposers } from '../deliveries/letter-composers.js';
import { LetterWriter } from '../deliveries/letter-writer.service.js';
import { linkUsefulMs } from '../enrollments/rights.service.js';
import { LinkService } from '../links/link.service.js';
import { urlValue } from '../rendering/letter-template.js';
import { type LetterLook, type NoticeKind, noticeTemplate } from '../rendering/templates.js';
import { type Signup, SignupStore } from './signup.store.js';

/** Composes the short letters that carry one link: to the present address, or, to change it, to the new one. */
@Injectable()
export class NoticeComposer extends LetterComposer {
  readonly kinds = ['notice'] as const;

  constructor(
    private readonly signups: SignupStore,
    private readonly writer: LetterWriter,
    private readonly links: LinkService,
    composers: LetterComposers,
  ) {
    super();
    composers.add(this);
  }

  async compose(rows: readonly ClaimedDelivery[], now: Date): Promise<Array<Letter | NoLetter>> {
    const newAddresses = await this.signups.byIds(rows.flatMap((row) => row.signupId ?? []));
    return Promise.all(rows.map((row) => this.letterFor(row, newAddresses.get(row.signupId ?? ''), now)));
  }

  private async letterFor(row: ClaimedDelivery, newAddress: Signup | undefined, now: Date): Promise<Letter | NoLetter> {
    const kind = row.notice as NoticeKind;
    const asksNewAddress = kind === 'new-address';
    if ((asksNewAddress || kind === 'change-address') && !newAddress)
      return { outcome: 'withdraw', id: row.id, because: 'the link has expired' };
    const letterhead = await this.writer.letterheadFor(row.composed, null);
    const composed = row.composed ?? this.writer.compose({}, now, letterhead);
    const render = (look: LetterLook) => noticeTemplate(kind, look);
    const compiled = await this.writer.compile(`notice ${kind}`, render, letterhead);
    const expiresAt = new Date(new Date(composed.date).getTime() + linkUsefulMs);
    const path =
      kind === 'manage-link'
        ? this.links.freshManage(row.subscriberId, expiresAt)
        : this.links.proven(kind, row.subscriberId, row.id, expiresAt);
    return this.writer.write({
      deliveryId: row.id,
      revisionId: null,
      composed,
      letterhead,
      compiled,
      values: { action_url: urlValue(composed.origin + path) },
      to: { name: null, email: asksNewAddress && newAddress ? newAddress.email : row.email },
      replyTo: null,
      list: null,
      automatic: true,
      kind: `notice-${kind}`,
    });
  }
}
