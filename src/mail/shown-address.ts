import { type Admin, seesAddresses } from '../accounts/admin.js';
import { maskAddress, maskAddressesIn } from './address.js';

type Beholder = Pick<Admin, 'permissions'>;

/** An address as this admin may see it. */
export function addressFor(admin: Beholder, email: string): string {
  return seesAddresses(admin) ? email : maskAddress(email);
}

/** Words that people typed or mail servers said, as this admin may read them: they may quote an address. */
export function wordsFor<T extends string | null>(admin: Beholder, words: T): T {
  return words === null || seesAddresses(admin) ? words : (maskAddressesIn(words) as T);
}
