import { Temporal } from 'temporal-polyfill';
import { BoundedCache } from './bounded-cache.js';

/**
 * Names that Node 20's Intl still gives although the tz database renamed the zone years ago. Readers in Kyiv and
 * Kolkata see their city's own name, and the same zone is kept under one name whatever Node the house runs on.
 */
const renamed: Record<string, string> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

const spellings = new BoundedCache<string, { name: string | null }>(2_000);

/**
 * A zone's name in any case → the spelling Intl knows it by, under the city's present name
 * ('europe/london' → 'Europe/London', 'asia/calcutta' → 'Asia/Kolkata', 'Etc/UTC' → 'UTC').
 * Null for offsets ('+05:30', 'UTC+2'), for ICU's ambiguous letters ('IST', 'PST') and for what is unknown: an offset
 * knows nothing of daylight saving. What comes out goes in again unchanged. Safe with whatever a form sends.
 */
export function canonicalZone(name: string): string | null {
  if (!/^[a-z][a-z0-9_+/-]{1,49}$/i.test(name)) return null;
  return spellings.get(name.toLowerCase(), () => ({ name: spell(name) })).name;
}

function spell(name: string): string | null {
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    // Both must know it: Intl takes 'IST' for India, Temporal refuses to guess.
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return presentName(known);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function presentName(known: string): string {
  const name = renamed[known];
  if (!name) return known;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name;
  } catch {
    return known; // zone data older than the renaming
  }
}

/** The city alone, as people type it ('New York', 'tokyo') → its zone; null where none or more than one is called so. */
export function zoneOfCity(city: string): string | null {
  const wanted = `/${city.trim().replace(/\s+/g, '_').toLowerCase()}`;
  const [found, another] = zoneNames().filter((name) => name.toLowerCase().endsWith(wanted));
  return found && !another ? found : null;
}

let names: readonly string[] | null = null;

/**
 * Every zone a reader may choose, sorted, about 420, 'UTC' among them; each is its own canonicalZone.
 * A browser may report an older name ('Asia/Calcutta'): pass it through canonicalZone before looking for it here.
 */
export function zoneNames(): readonly string[] {
  names ??= Object.freeze([...new Set([...Intl.supportedValuesOf('timeZone').map(presentName), 'UTC'])].sort());
  return names;
}
