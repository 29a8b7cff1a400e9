import { Injectable } from '@nestjs/common';
import { HouseError } from '../house-error.js';
import { type LinkPurpose, readToken, signToken } from './token.js';

/** The secret that links are signed with; filled at start (rule 36). */
export abstract class LinkSecret {
  abstract readonly value: string;
}

/** Paths of the reader's pages. Unsubscribe, manage and lesson links do not expire by themselves: what they open decides. */
@Injectable()
export class LinkService {
  constructor(private readonly secret: LinkSecret) {}

  confirm(signupId: string, expiresAt: Date): string {
    return `/confirm/${this.sign('confirm', [signupId], expiresAt)}`;
  }

  manage(subscriberId: string): string {
    return `/manage/${this.sign('manage', [subscriberId], null)}`;
  }

  /** A manage link asked for anew: it opens a page that has rested, until it expires (rule 30). Its second id says so. */
  freshManage(subscriberId: string, expiresAt: Date): string {
    return `/manage/${this.sign('manage', [subscriberId, '1'], expiresAt)}`;
  }

  /** The archive, with the issues that are for readers alone. */
  issues(subscriberId: string): string {
    return `/issues?reader=${this.sign('issues', [subscriberId], null)}`;
  }

  unsubscribe(subscriberId: string, deliveryId: string): string {
    return `/unsubscribe/${this.sign('unsubscribe', [subscriberId, deliveryId], null)}`;
  }

  lesson(subscriberId: string, deliveryId: string): string {
    return `/lessons/${this.sign('lesson', [subscriberId, deliveryId], null)}`;
  }

  done(subscriberId: string, deliveryId: string): string {
    return this.doneAt(this.lesson(subscriberId, deliveryId));
  }

  /** The same where the lesson's link is signed already. */
  doneAt(lesson: string): string {
    return `${lesson}/done`;
  }

  /** Links of the second letter (rule 31): /manage/download/…, /manage/forget/…, /manage/change-address/…, /manage/new-address/…; valid for an hour. */
  proven(
    what: 'download' | 'forget' | 'change-address' | 'new-address',
    subscriberId: string,
    deliveryId: string,
    expiresAt: Date,
  ): string {
    return `/manage/${what}/${this.sign(what, [subscriberId, deliveryId], expiresAt)}`;
  }

  /** Gives the ids that were signed. Throws 'not-found' for a forged or foreign token, 'gone' for an expired one. */
  read(purpose: LinkPurpose, token: string, now: Date): string[] {
    const reading = readToken(this.secret.value, purpose, token, now);
    if (reading.outcome === 'valid') return reading.ids;
    if (reading.outcome === 'expired') throw new HouseError('gone', 'This link has expired.');
    throw new HouseError('not-found', 'This link is not complete. Please open it from the letter once more.');
  }

  private sign(purpose: LinkPurpose, ids: readonly string[], expiresAt: Date | null): string {
    return signToken(this.secret.value, purpose, ids, expiresAt ? Math.ceil(expiresAt.getTime() / 1000) : 0);
  }
}
