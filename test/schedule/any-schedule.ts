import fc from 'fast-check';
import { addDays, type LocalDate } from '../../src/schedule/wall-time.js';
import { zoneNames } from '../../src/schedule/zone.js';

/** Zones whose clocks have done something odd: gaps at midnight, before it, of half an hour, of two, of a whole day. */
export const oddZones = [
  'Europe/London',
  'America/New_York',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Asia/Beirut',
  'America/Havana',
  'America/Nuuk',
  'America/Scoresbysund',
  'America/St_Johns',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Antarctica/Casey',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Pacific/Fakaofo',
  'Pacific/Kiritimati',
  'Pacific/Honolulu',
  'Pacific/Chatham',
  'Asia/Kathmandu',
];

export const anyZone = fc.oneof(fc.constantFrom(...oddZones), fc.constantFrom(...zoneNames()));
/** Every minute of a day, more often those around which clocks change. */
export const anyMinute = fc.oneof(
  fc.integer({ min: 0, max: 1439 }),
  fc.constantFrom(0, 30, 60, 90, 120, 150, 1380, 1410, 1439),
);
export const anyWeekdays = fc.oneof(fc.constant(127), fc.integer({ min: 1, max: 127 }));
/** 2010–2030, more often near days on which some clock changes. */
export const anyDate: fc.Arbitrary<LocalDate> = fc.oneof(
  fc.integer({ min: 0, max: 7600 }).map((days) => addDays('2010-01-01', days)),
  fc
    .tuple(
      fc.constantFrom('2011-12-30', '2018-11-04', '2026-03-08', '2026-03-28', '2026-04-05', '2026-04-24', '2026-10-25'),
      fc.integer({ min: -3, max: 2 }),
    )
    .map(([date, days]) => addDays(date, days)),
);
