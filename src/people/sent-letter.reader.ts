import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Admin, seesAddresses } from '../accounts/admin.js';
import type { ClaimedDelivery } from '../deliveries/letter-composer.js';
import { LetterComposers } from '../deliveries/letter-composers.js';
import { HouseError } from '../house-error.js';
import { addressesIn, maskAddress } from '../mail/address.js';
import { type MessageParts, partsOf } from '../mail/message-parts.js';
import { Clock } from '../schedule/clock.js';
import type { SentLetter } from './person.schema.js';

const gone = () =>
  new HouseError('gone', 'This letter cannot be shown any more: it has not left, or what it was made of is gone.');

/**
 * A letter as it left: composed once more from the revision and the facts its row keeps (rule 15), by the same composer.
 * The links of the person are taken out of what is shown (rule 32).
 */
@Injectable()
export class SentLetterReader {
  constructor(
    private readonly db: DataSource,
    private readonly composers: LetterComposers,
    private readonly clock: Clock,
  ) {}

  /** The address it went to is masked for those who may not see it. */
  async letter(subscriberId: string, id: string, admin: Pick<Admin, 'permissions'>): Promise<SentLetter> {
    const { headers, text } = await this.parts(subscriberId, id, admin);
    return {
      id,
      subject: headers.get('subject') ?? '',
      to: headers.get('to') ?? '',
      from: headers.get('from') ?? '',
      date: headers.get('date') ?? '',
      text: withoutTokens(text),
      page: `/api/admin/subscribers/${subscriberId}/letters/${id}/page`,
    };
  }

  /** The letter's HTML with links that lead nowhere. */
  async page(subscriberId: string, id: string, admin: Pick<Admin, 'permissions'>): Promise<string> {
    return inert((await this.parts(subscriberId, id, admin)).html);
  }

  private async parts(subscriberId: string, id: string, admin: Pick<Admin, 'permissions'>): Promise<MessageParts> {
    const [row] = await this.db.query<ClaimedDelivery[]>(
      `select d.id, d.subscriber_id as "subscriberId", d.kind, s.email, s.first_name as "firstName", d.course_id as "courseId",
              d.enrollment_id as "enrollmentId", d.lesson_id as "lessonId", d.signup_id as "signupId", d.broadcast_id as "broadcastId",
              d.notice, d.notice_facts as "noticeFacts", d.repeat_of as "repeatOf", d.revision_id as "revisionId", d.composed
       from deliveries d join subscribers s on s.id = d.subscriber_id
       where d.subscriber_id = $1 and d.id = $2 and d.composed is not null`,
      [subscriberId, id],
    );
    if (!row) throw gone();
    const [letter] = await this.composers.compose([row], this.clock.now());
    if (letter?.outcome !== 'letter') throw gone();
    const parts = partsOf(letter.message);
    return seesAddresses(admin) ? parts : masked(parts);
  }
}

/** The same letter without addresses in it, but for the sender's: the person's, however spelled, and one they asked to change to. */
function masked({ headers, text, html }: MessageParts): MessageParts {
  const ofTheHouse = ['from', 'reply-to'].flatMap((name) => addressesIn(headers.get(name) ?? ''));
  const found = addressesIn([...headers.values(), text].join('\n')).filter((one) => !ofTheHouse.includes(one));
  const mask = (words: string) =>
    found.reduce(
      (masking, one) => masking.replaceAll(one, maskAddress(one)).replaceAll(escaped(one), maskAddress(one)),
      words,
    );
  return {
    headers: new Map([...headers].map(([name, value]) => [name, mask(value)])),
    text: mask(text),
    html: mask(html),
  };
}

/** As it stands in HTML. */
const escaped = (address: string) => address.replaceAll('&', '&amp;').replaceAll("'", '&#x27;');

/** Links keep their look and lose their target; forms and buttons do nothing. Pure. */
export function inert(html: string): string {
  return html
    .replace(/(<a\b[^>]*?)\shref="[^"]*"/gi, '$1 href="#" aria-disabled="true"')
    .replace(/(<form\b[^>]*?)\saction="[^"]*"/gi, '$1')
    .replace(/<button\b/gi, '<button disabled')
    .replace(/<head\b[^>]*>/i, '$&<base target="_self">');
}

/** Tokens open a person's page: in the plain text they are cut short. */
export function withoutTokens(text: string): string {
  return text.replace(/(https?:\/\/[^\s/]+\/(?:confirm|manage|unsubscribe|lessons)\/)\S+/g, '$1…');
}
