import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PublishedCourse } from '../courses/course-settings.js';
import { firstSlot } from '../schedule/next-slot.js';
import { localDateOf, minuteOfDay } from '../schedule/wall-time.js';
import { everyDay } from '../schedule/weekdays.js';
import { calendarOf } from '../enrollments/next-step.js';
import { SuppressionStore } from '../suppressions/suppression.store.js';

const names = [
  'Ada',
  'Ben',
  'Chloé',
  'Dev',
  'Ewa',
  'Femi',
  'Grace',
  'Hiro',
  'Ines',
  'Jonas',
  'Kofi',
  'Lena',
  'Mo',
  'Nia',
  'Omar',
  'Priya',
];
/** Zones of all kinds: half and three-quarter hours, both hemispheres, both sides of the date line. */
export const zonesOfTheWorld = [
  'Europe/London', 'America/New_York', 'America/Los_Angeles', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Sydney',
  'Pacific/Auckland', 'America/Sao_Paulo', 'Africa/Lagos', 'Asia/Tokyo', 'Pacific/Honolulu', 'America/St_Johns', 'Africa/Cairo',
  'Pacific/Kiritimati', 'Australia/Lord_Howe',
]; // prettier-ignore
const batch = 5_000;

export interface MadeUpOptions {
  count: number;
  course: PublishedCourse;
  /** Everyone's next slot is this instant: a morning on which all are due at once. */
  dueNow: boolean;
}

/**
 * Adds made-up, confirmed and enrolled readers, in batches of 5,000. They live under example.com, .net, .org and .test
 * (RFC 2606), where no letter can reach anybody, and are marked as made up.
 */
export async function addMadeUpReaders(
  rooms: INestApplicationContext,
  options: MadeUpOptions,
  now: Date,
  progress: (done: number) => void,
): Promise<void> {
  const db = rooms.get(DataSource);
  const suppressions = rooms.get(SuppressionStore);
  // Numbers go on where the last ones ended, also when some of those people have been forgotten since.
  const [start] = await db.query<Array<{ next: number }>>(
    `select coalesce(max(substring(email from '\\.(\\d+)@')::int) + 1, 0) as next from subscribers where made_up`,
  );
  const first = start?.next ?? 0;
  for (let done = 0; done < options.count;) {
    const size = Math.min(batch, options.count - done);
    const people = Array.from({ length: size }, (_, index) => madeUp(first + done + index, options, now, suppressions));
    await db.transaction(async (manager) => {
      await manager.query(
        `with people as (
           select * from jsonb_to_recordset($1) as p(email text, hash text, name text, zone text, hour smallint, slot timestamptz)),
         added as (
           insert into subscribers (email, email_key, address_hash, state, first_name, zone, made_up, created_at, confirmed_at)
           select email, email, hash, 'confirmed', name, zone, true, $2, $2 from people
           on conflict (email_key) do nothing returning id, email),
         consented as (
           insert into consents (subscriber_id, purpose, course_id, words, signed_up_at, signed_up_from, confirmed_at, confirmed_from)
           select id, 'course', $3, 'made up', $2, 'made up', $2, 'made up' from added)
         insert into enrollments (subscriber_id, course_id, state, zone, hour, weekdays, next_slot_at, started_at)
         select a.id, $3, 'active', p.zone, p.hour, $4, p.slot, $2 from added a join people p on p.email = a.email`,
        [JSON.stringify(people), now, options.course.id, everyDay],
      );
    });
    done += size;
    progress(done);
  }
}

function madeUp(number: number, { course, dueNow }: MadeUpOptions, now: Date, suppressions: SuppressionStore) {
  const name = names[number % names.length] ?? 'Ada';
  const zone = zonesOfTheWorld[number % zonesOfTheWorld.length] ?? 'Europe/London';
  const hour = 300 + ((number * 37) % 20) * 30;
  const domain = ['example.com', 'example.net', 'example.org', 'readers.test'][number % 4];
  const email = `${name
    .normalize('NFD')
    .replace(/\P{ASCII}/gu, '')
    .toLowerCase()}.${number}@${domain}`;
  const calendar = calendarOf({ zone, hour, weekdays: everyDay }, course.settings);
  const slot = dueNow ? now : firstSlot(calendar, localDateOf(now, zone), now).at;
  return { email, hash: suppressions.hash(email), name, zone, hour: dueNow ? minuteOfDay(now, zone) : hour, slot };
}
