import type { Config } from '../config/config.js';
import { readAddress } from '../mail/address.js';
import { nowByEnvironment } from './environment-settings.js';
import type { Letterhead } from './house-settings.js';

/** A sender as the list keeps it. */
export interface KeptSender {
  id: string;
  version: number;
  /** '': the address alone. */
  name: string;
  email: string;
  /** Null: the house's address for answers. */
  replyTo: string | null;
  isDefault: boolean;
}

/** One that letters may come from at this moment. */
export interface PresentSender extends Omit<KeptSender, 'id' | 'version'> {
  /** Null: it stands in no list; MAIL_FROM says it, or nobody has chosen one yet. */
  kept: KeptSender | null;
  setBy: 'page' | 'environment' | 'default';
}

/** The one spelling in which addresses of senders are compared. */
export function senderKey(email: string): string {
  const read = readAddress(email);
  return 'problem' in read ? email : read.key;
}

/**
 * Who letters may come from, the default first. MAIL_FROM is the default wherever it is set, and stands for a sender of the list with
 * the same address. Pure.
 */
export function presentSenders(kept: readonly KeptSender[], config: Config): PresentSender[] {
  const listed = kept.map((sender): PresentSender => ({ ...rest(sender), kept: sender, setBy: 'page' }));
  const fixed = config.given.has('MAIL_FROM');
  if (!fixed && listed.some(({ isDefault }) => isDefault))
    return listed.sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  const { name, email } = nowByEnvironment(config).letterhead;
  const own: PresentSender = {
    ...{ name: name ?? '', email, replyTo: null, isDefault: true },
    kept: null,
    setBy: fixed ? 'environment' : 'default',
  };
  const others = listed.filter((one) => senderKey(one.email) !== senderKey(email));
  return [own, ...others.map((one) => ({ ...one, isDefault: false }))];
}

/** What letters of a sender bear; its id is not looked up here. Pure. */
export function letterheadFrom(
  { name, email, replyTo }: PresentSender,
  house: Pick<Letterhead, 'replyTo' | 'postalAddress'>,
): Letterhead {
  const { postalAddress } = house;
  return { id: null, name: name || null, email, replyTo: replyTo ?? house.replyTo, postalAddress };
}

function rest({ name, email, replyTo, isDefault }: KeptSender): Omit<KeptSender, 'id' | 'version'> {
  return { name, email, replyTo, isDefault };
}
