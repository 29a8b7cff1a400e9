import type { TestHouse } from '../house.js';

let made = 0;

/** Confirmed readers of the course, none of whom has had a lesson, all due at this instant (07:00 UTC is their hour). Gives their addresses. */
export async function dueReaders(house: TestHouse, count: number): Promise<string[]> {
  const now = house.clock.now();
  const from = made + 1;
  made += count;
  const rows = await house.database.dataSource.query<Array<{ email: string }>>(
    `with people as (
       insert into subscribers (email, email_key, address_hash, state, first_name, zone, created_at, confirmed_at)
       select 'due' || n || '@example.com', 'due' || n || '@example.com', 'hash of due' || n, 'confirmed', 'Reader ' || n, 'UTC', $3, $3
       from generate_series($1::int, $2::int) n returning id, email),
     walks as (
       insert into enrollments (subscriber_id, course_id, state, zone, hour, weekdays, next_slot_at, started_at)
       select p.id, c.id, 'active', 'UTC', 420, 127, $3, $3::timestamptz - interval '1 day' from people p, courses c)
     select email from people order by id`,
    [from, made, now],
  );
  return rows.map((row) => row.email);
}
