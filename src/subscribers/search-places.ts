/** Where a search looks, each served by an index of its own, in this order: who was found in one place is not found again in the next. */
export interface SearchPlace {
  name:
    | 'address'
    | 'later in the address'
    | 'last in the address'
    | 'domain'
    | 'name'
    | 'later in the name'
    | 'last in the name';
  of: 'address' | 'name';
  /** As the index has it (migrations/1764011000000-finding-parts.ts), of `subscribers s`; null where there is no such part. */
  column: string;
}

const name = 'lower(s.first_name)';
/** The words of an address end at a dot, an underscore, a plus or a hyphen; those of a name at a space or a hyphen. */
export const searchPlaces: readonly SearchPlace[] = [
  { name: 'address', of: 'address', column: 's.email_key' },
  {
    name: 'later in the address',
    of: 'address',
    column: `substring(s.email_key from '^[^@._+-]+[._+-]+([^@._+-][^@]*@.+)$')`,
  },
  {
    name: 'last in the address',
    of: 'address',
    column: `substring(s.email_key from '^[^@._+-]+[._+-]+[^@._+-]+[._+-]+(?:[^@]*[._+-])?([^@._+-]+@.+)$')`,
  },
  { name: 'domain', of: 'address', column: `split_part(s.email_key, '@', 2)` },
  { name: 'name', of: 'name', column: name },
  { name: 'later in the name', of: 'name', column: `substring(${name} from '^[^ -]+[ -]+([^ -].*)$')` },
  {
    name: 'last in the name',
    of: 'name',
    column: `substring(${name} from '^[^ -]+[ -]+[^ -]+[ -]+(?:.*[ -])?([^ -]+)$')`,
  },
];

/**
 * What to look for and where: after an @ only what stands there, with one inside only addresses, with a space only names; without
 * `byParts` names alone. Pure.
 */
export function searchOf(typed: string, byParts: boolean): { begins: string; places: readonly SearchPlace[] } {
  const begins = typed.trim().toLowerCase().normalize('NFC');
  const where = (fits: (place: SearchPlace) => boolean) => searchPlaces.filter(fits);
  if (!byParts) return { begins, places: where(({ of }) => of === 'name') };
  if (begins.startsWith('@')) return { begins: begins.slice(1), places: where((place) => place.name === 'domain') };
  if (begins.includes('@')) return { begins, places: where(({ of, name }) => of === 'address' && name !== 'domain') };
  if (begins.includes(' ')) return { begins, places: where(({ of }) => of === 'name') };
  return { begins, places: searchPlaces };
}

/** The first text that no longer begins so, in byte order. Pure. */
export function endOf(begins: string): string {
  const points = Array.from(begins);
  const last = points.pop()?.codePointAt(0) ?? 0;
  if (last >= 0x10ffff) return `${begins}\u{10ffff}`;
  return points.join('') + String.fromCodePoint(last === 0xd7ff ? 0xe000 : last + 1);
}
