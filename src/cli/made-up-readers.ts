import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PublishedCourse } from '../courses/course-settings.js';
import { calendarOf } from '../enrollments/next-step.js';
import { firstSlot } from '../schedule/next-slot.js';
import { localDateOf, minuteOfDay } from '../schedule/wall-time.js';
import { everyDay } from '../schedule/weekdays.js';
import { SuppressionStore } from '../suppressions/suppression.store.js';
import { MadeUpHistory } from './made-up-history.js';

const names = [
  'Ada', 'Ben', 'Chloé', 'Dev', 'Ewa', 'Femi', 'Grace', 'Hiro', 'Ines', 'Jonas', 'Kofi', 'Lena', 'Mo', 'Nia', 'Omar', 'Priya',
]; // prettier-ignore
/** Zones of all kinds: half and three-quarter hours, both hemispheres, both sides of the date line. */
export const zonesOfTheWorld = [
  'Europe/London', 'America/New_York', 'America/Los_Angeles', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Sydney',
  'Pacific/Auckland', 'America/Sao_Paulo', 'Africa/Lagos', 'Asia/Tokyo', 'Pacific/Honolulu', 'America/St_Johns', 'Africa/Cairo',
  'Pacific/Kiritimati', 'Australia/Lord_Howe',
]; // prettier-ignore
const batch = 5_000;
const joinedWithinMs = 730 * 86_400_000;

export interface MadeUpOptions {
  count: number;
  /** How many of them walk through the course; the others have the newsletter only. */
  enrolled: number;
  course: PublishedCourse;
  /**
   * Where they are: all due at this instant, a morning on which everybody is; all before lesson 1; or anywhere, with
   * the letters they have had, over the last two years.
   */
  places: 'due-now' | 'beginning' | 'anywhere';
}

/**
 * Adds made-up, confirmed readers, in batches of 5,000. They live under example.com, .net, .org and .test (RFC 2606), where
 * no letter can reach anybody, and are marked as made up.
 */
export async function addMadeUpReaders(
  rooms: INestApplicationContext,
  options: MadeUpOptions,
  now: Date,
  progress: (done: number) => void,
): Promise<void> {
  const db = rooms.get(DataSource);
  const suppressions = rooms.get(SuppressionStore);
  const history = options.places === 'anywhere' ? MadeUpHistory.of(rooms, options.course, now) : null;
  // Numbers go on where the last ones ended, also when some of those people have been forgotten since.
  const [start] = await db.query<Array<{ next: number }>>(
    `select coalesce(max(substring(email from '\\.(\\d+)@')::int) + 1, 0) as next from subscribers where made_up`,
  );
  const first = start?.next ?? 0;
  for (let done = 0; done < options.count;) {
    const size = Math.min(batch, options.count - done);
    const people = Array.from({ length: size }, (_, index) => ({
      ...madeUp(first + done + index, options, now, suppressions),
      joined: joinedAt(done + index, options, now),
      // Those who walk are strewn among the others.
      enrolled: walksBefore(done + index + 1, options) > walksBefore(done + index, options),
      ...(history?.placeOf(first + done + index) ?? { had: 0, state: 'active' as const }),
    }));
    await db.transaction(async (manager) => {
      await manager.query(
        `with people as (
           select * from jsonb_to_recordset($1) as p(email text, hash text, name text, zone text, hour smallint, slot timestamptz,
             joined timestamptz, enrolled boolean, had smallint, state text)),
         added as (
           insert into subscribers (email, email_key, address_hash, state, first_name, zone, made_up, created_at, confirmed_at)
           select email, email, hash, 'confirmed', name, zone, true, joined, joined from people
           on conflict (email_key) do nothing returning id, email),
         consented as (
           insert into consents (subscriber_id, purpose, course_id, words, signed_up_at, signed_up_from, confirmed_at, confirmed_from)
           select a.id, case when p.enrolled then 'course' else 'newsletter' end, case when p.enrolled then $2::bigint end,
                  'made up', p.joined, 'made up', p.joined, 'made up' from added a join people p on p.email = a.email)
         insert into enrollments (subscriber_id, course_id, state, zone, hour, weekdays, next_slot_at, lessons_had, started_at, ended_at)
         select a.id, $2, p.state, p.zone, p.hour, $3, case when p.state = 'active' then p.slot end, p.had,
                p.joined, case when p.state in ('left', 'finished') then $4::timestamptz end
         from added a join people p on p.email = a.email where p.enrolled`,
        [JSON.stringify(people), options.course.id, everyDay, now],
      );
      await history?.add(
        people.filter((one) => one.enrolled),
        people.filter((one) => !one.enrolled),
        manager,
      );
    });
    done += size;
    progress(done);
  }
}

/** How many of the first `count` people walk through the course: evenly strewn. */
function walksBefore(count: number, { enrolled, count: all }: MadeUpOptions): number {
  return Math.floor((count * enrolled) / all);
}

/** The last one came now, the first one two years ago; those at the beginning all came now. */
function joinedAt(place: number, { count, places }: MadeUpOptions, now: Date): Date {
  if (places !== 'anywhere') return now;
  return new Date(now.getTime() - Math.round((joinedWithinMs * (count - 1 - place)) / count));
}

function madeUp(number: number, { course, places }: MadeUpOptions, now: Date, suppressions: SuppressionStore) {
  const name = names[number % names.length] ?? 'Ada';
  const zone = zonesOfTheWorld[number % zonesOfTheWorld.length] ?? 'Europe/London';
  const hour = 300 + ((number * 37) % 20) * 30;
  const domain = ['example.com', 'example.net', 'example.org', 'readers.test'][number % 4];
  const email = `${name
    .normalize('NFD')
    .replace(/\P{ASCII}/gu, '')
    .toLowerCase()}.${number}@${domain}`;
  const dueNow = places === 'due-now';
  const calendar = calendarOf({ zone, hour, weekdays: everyDay }, course.settings);
  const slot = dueNow ? now : firstSlot(calendar, localDateOf(now, zone), now).at;
  return { email, hash: suppressions.hash(email), name, zone, hour: dueNow ? minuteOfDay(now, zone) : hour, slot };
}
