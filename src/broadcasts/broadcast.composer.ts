import { Injectable } from '@nestjs/common';
import { type ClaimedDelivery, type Letter, LetterComposer, type NoLetter } from '../deliveries/letter-composer.js';
import { LetterComposers } from '../deliveries/letter-composers.js';
import { letterPlace } from '../deliveries/letter-place.js';
import { LetterWriter } from '../deliveries/letter-writer.service.js';
import { newsletterList } from '../deliveries/newsletter-list.js';
import { LinkService } from '../links/link.service.js';
import { broadcastFacts, broadcastValues, compiledBroadcast } from './broadcast-letter.js';
import { SentBroadcastReader } from './sent-broadcast.reader.js';

/** Composes broadcasts: the same words for everybody, a name and links filled in. */
@Injectable()
export class BroadcastComposer extends LetterComposer {
  readonly kinds = ['broadcast'] as const;

  constructor(
    private readonly sent: SentBroadcastReader,
    private readonly writer: LetterWriter,
    private readonly links: LinkService,
    composers: LetterComposers,
  ) {
    super();
    composers.add(this);
  }

  compose(rows: readonly ClaimedDelivery[], now: Date): Promise<Array<Letter | NoLetter>> {
    return this.oneByOne(rows, (row) => this.letterFor(row, now));
  }

  private async letterFor(row: ClaimedDelivery, now: Date): Promise<Letter | NoLetter> {
    const one = row.broadcastId === null ? null : await this.sent.byId(row.broadcastId);
    if (!one) return { outcome: 'withdraw', id: row.id, because: 'its issue is gone' };
    const letterhead = await this.writer.letterheadFor(row.composed, one.sender);
    const composed = row.composed ?? this.writer.compose({ name: row.firstName }, now, letterhead);
    const facts = broadcastFacts.parse(composed.facts);
    const compiled = await compiledBroadcast(this.writer, one, letterhead);
    const place = letterPlace(row.subscriberId, row.id, composed.origin, this.links);
    return this.writer.write({
      ...{ deliveryId: row.id, revisionId: null, composed, letterhead, compiled },
      values: broadcastValues(compiled, facts, place, this.links),
      to: { name: facts.name, email: row.email },
      replyTo: null,
      list: { ...(one.list ?? newsletterList(letterhead.name)), unsubscribeUrl: place.unsubscribeUrl },
      automatic: false,
      kind: row.kind,
    });
  }
}
