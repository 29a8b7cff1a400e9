import { createHmac } from 'node:crypto';
import { HouseError } from '../house-error.js';

/**
 * The Message-ID of a ledger row, with its angle brackets: the same for every attempt, so that a letter sent again after a
 * doubt shows once in clients that look (DESIGN 5). The id is in it (base 36) so that a bounce leads back to its row; the
 * HMAC-SHA256 beside it (80 bits) keeps strangers from naming rows they never got.
 *
 * @param deliveryId the row's bigint as decimal text
 * @param host a host name, as fixed with the letter at its first claim (rule 15); no port
 * @param key secret, 16 bytes at least
 * @throws HouseError 'invalid' for any other id or host
 */
export function messageId(deliveryId: string, host: string, key: Buffer): string {
  if (!/^\d{1,19}$/.test(deliveryId)) throw new HouseError('invalid', 'A Message-ID needs the number of a delivery.');
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/.test(host)) {
    throw new HouseError('invalid', 'A Message-ID needs a plain host name.');
  }
  const id = BigInt(deliveryId).toString(36);
  const mac = createHmac('sha256', key).update(`message-id:${id}`).digest('hex').slice(0, 20);
  return `<${id}.${mac}@${host}>`;
}
