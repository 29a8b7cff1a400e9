import { addressHash } from '../../src/suppressions/address-hash.js';
import type { TestHouse } from '../house.js';

export interface MadeUp {
  email: string;
  zone?: string | null;
  firstName?: string | null;
  newsletter?: boolean;
  confirmed?: boolean;
}

/** Confirmed people with newsletter consent, in one statement; gives their ids in the order asked for. */
export async function people(house: TestHouse, made: readonly MadeUp[]): Promise<string[]> {
  const { dataSource } = house.database;
  const now = house.clock.now();
  const key = Buffer.alloc(32, 7);
  const rows = made.map((one) => ({
    zone: null,
    firstName: null,
    newsletter: true,
    confirmed: true,
    ...one,
    hash: addressHash(key, one.email),
  }));
  const found = await dataSource.query<Array<{ id: string; email: string }>>(
    `with r as (select * from jsonb_to_recordset($1) as r(email text, zone text, "firstName" text, confirmed boolean, newsletter boolean, hash text)),
     s as (insert into subscribers (email, email_key, address_hash, state, first_name, zone, created_at, confirmed_at)
           select email, email, hash, case when confirmed then 'confirmed' else 'unconfirmed' end, "firstName", zone, $2, $2 from r returning id, email),
     n as (insert into consents (subscriber_id, purpose, words, signed_up_at, signed_up_from, confirmed_at, confirmed_from)
           select s.id, 'newsletter', 'the newsletter', $2, '192.0.2.1', $2, '192.0.2.1' from s join r on r.email = s.email where r.newsletter)
     select id, email from s`,
    [JSON.stringify(rows), now],
  );
  const ids = new Map(found.map(({ id, email }) => [email, id]));
  return made.map(({ email }) => ids.get(email) ?? '');
}
