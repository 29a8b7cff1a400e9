import type { LinkService } from '../links/link.service.js';

/** Whose letter, and where its links lead. */
export interface LetterPlace {
  subscriberId: string;
  deliveryId: string;
  origin: string;
  /** In the letter's headers too, so it is signed by whoever writes them. */
  unsubscribeUrl: string;
}

export function letterPlace(subscriberId: string, deliveryId: string, origin: string, links: LinkService): LetterPlace {
  return { subscriberId, deliveryId, origin, unsubscribeUrl: origin + links.unsubscribe(subscriberId, deliveryId) };
}
