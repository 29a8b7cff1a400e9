import { z } from 'zod';
import type { LetterPlace } from '../deliveries/letter-place.js';
import type { CompiledLetter, LetterWriter } from '../deliveries/letter-writer.service.js';
import type { LinkService } from '../links/link.service.js';
import { type LetterValues, mergeValues, urlValue } from '../rendering/letter-template.js';
import { broadcastTemplate, type LetterBroadcast } from '../rendering/templates.js';
import type { Letterhead } from '../settings/house-settings.js';

/** What a broadcast's letter keeps of its reader. */
export const broadcastFacts = z.object({ name: z.string().nullable() });
export type BroadcastFacts = z.infer<typeof broadcastFacts>;

/** Words that do not change any more, with what letters need beside them. */
export interface SentBroadcast extends LetterBroadcast {
  id: string;
  sender: string | null;
  /** What its letters belong to (RFC 2919): null: the newsletter. */
  list: { slug: string; name: string } | null;
}

export function compiledBroadcast(
  writer: LetterWriter,
  broadcast: SentBroadcast,
  letterhead?: Letterhead,
): Promise<CompiledLetter> {
  return writer.compile(`broadcast ${broadcast.id}`, (look) => broadcastTemplate(broadcast, look), letterhead);
}

export function broadcastValues(
  compiled: CompiledLetter,
  facts: BroadcastFacts,
  { subscriberId, deliveryId, origin, unsubscribeUrl }: LetterPlace,
  links: LinkService,
): LetterValues {
  return {
    ...mergeValues(compiled.fields, { first_name: facts.name }),
    view_url: urlValue(origin + links.lesson(subscriberId, deliveryId)),
    manage_url: urlValue(origin + links.manage(subscriberId)),
    unsubscribe_url: urlValue(unsubscribeUrl),
  };
}
