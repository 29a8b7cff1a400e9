import { caniemail } from 'caniemail';

/** Where the letters must look right, in the names of caniemail.com. New Outlook for Windows is outlook.com in a window. */
export const clients = [
  'gmail.desktop-webmail',
  'gmail.mobile-webmail',
  'gmail.android',
  'gmail.ios',
  'outlook.windows',
  'outlook.outlook-com',
  'outlook.macos',
  'outlook.ios',
  'outlook.android',
  'apple-mail.macos',
  'apple-mail.ios',
  'yahoo.desktop-webmail',
  'yahoo.android',
  'yahoo.ios',
] as const;

interface Allowance {
  feature: string;
  /** Client, or family of clients with a dot at the end. */
  where: string[];
  why: string;
}

/** What some client does not know, and why the letter is whole without it. Anything else fails; so does a line nobody needs. */
export const allowances: readonly Allowance[] = [
  {
    feature: '<body> element',
    where: ['outlook.macos', 'yahoo.android', 'yahoo.ios'],
    why: 'the desk has its colour and its margins on a table, too',
  },
  {
    feature: '<style> element',
    where: ['gmail.mobile-webmail'],
    why: 'inline styles are the phone’s; sheets only add room on wide screens and colours at night',
  },
  { feature: '@media', where: ['gmail.mobile-webmail', 'outlook.windows'], why: 'as <style>' },
  { feature: 'Attribute selector', where: ['gmail.mobile-webmail', 'outlook.windows'], why: 'meant for Outlook.com' },
  { feature: 'Class selector', where: ['gmail.mobile-webmail'], why: 'as <style>' },
  { feature: 'Descendant combinator', where: ['gmail.mobile-webmail'], why: 'as <style>' },
  { feature: 'Type selector', where: ['gmail.mobile-webmail'], why: 'as <style>' },
  {
    feature: 'color-scheme CSS property',
    where: ['gmail.', 'outlook.', 'yahoo.'],
    why: 'a wish, for the clients that ask; the others recolour by themselves or stay light',
  },
  {
    feature: 'color-scheme meta tag',
    where: ['gmail.', 'outlook.', 'yahoo.', 'apple-mail.ios'],
    why: 'as the property',
  },
  {
    feature: 'border-radius',
    where: ['outlook.windows'],
    why: 'corners are square there',
  },
  {
    feature: 'display:none',
    where: ['gmail.mobile-webmail'],
    why: 'the preheader has no height either',
  },
  { feature: 'max-height property', where: ['outlook.windows'], why: 'the preheader is not displayed there' },
  {
    feature: 'overflow',
    where: ['outlook.windows'],
    why: 'the preheader is not displayed there; nothing else flows over',
  },
  {
    feature: 'height property',
    where: ['yahoo.'],
    why: 'becomes min-height, which is as good for marks and pictures',
  },
  {
    feature: 'table-layout',
    where: ['outlook.windows'],
    why: 'the marks of the strip are then as wide as their words',
  },
  {
    feature: 'aria-hidden attribute',
    where: ['yahoo.'],
    why: 'the strip’s numbers are then read aloud after “Day 3 of 14”; they say the same',
  },
  {
    feature: 'word-break',
    where: ['yahoo.'],
    why: 'breaks a name that is longer than the sheet is wide, which is rare; there one scrolls',
  },
  { feature: 'outline', where: ['outlook.windows'], why: 'only taken away, by React Email, from pictures' },
  { feature: 'text-decoration-line', where: ['outlook.windows'], why: 'text-decoration stands beside it' },
  {
    feature: 'target attribute',
    where: ['gmail.', 'outlook.outlook-com', 'yahoo.'],
    why: 'these force a new window themselves; webmail that does not would open our page inside the letter’s frame',
  },
];

/** `feature @ client` of everything in the letter that a client of the list does not know at all. */
export function unknownFeatures(html: string): Set<string> {
  const { errors } = caniemail({ clients: [...clients], html }).issues;
  const unknown = new Set<string>();
  for (const [client, found] of errors.entries())
    for (const { title } of [found].flat()) unknown.add(`${title} @ ${client}`);
  return unknown;
}

/** Pairs of an allowance, spelled as unknownFeatures does. */
export function allowed({ feature, where }: Allowance): string[] {
  return clients
    .filter((client) => where.some((place) => client === place || (place.endsWith('.') && client.startsWith(place))))
    .map((client) => `${feature} @ ${client}`);
}
