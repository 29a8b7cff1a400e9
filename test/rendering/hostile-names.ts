import fc from 'fast-check';
import { placeholder } from '../../src/rendering/letter-template.js';

/** Names that somebody once typed, or would like to. */
export const hostileNames: readonly string[] = [
  `O'Brien "Bob" & <b>co</b>`,
  '<script>alert(1)</script>',
  '</title><img src=x onerror=alert(1)>',
  '&amp;amp;&lt;',
  'Sam\r\nBcc: all@example.com',
  'evil\u202Egnp.exe',
  '\u2067\u2066x\u2069',
  '👩‍🚀🏳️‍🌈 Ñandú 李',
  '\ud83d',
  placeholder('manage_url'),
  '\uE000\uE001',
  '{{ first_name | runner }}',
  '${name} $& $1 $$',
  'a\u0000b\u0007',
  '<!-- x --><![endif]-->',
  '--><p>',
  'two\u2028lines\u0085three',
  '   ',
  '',
];

const pieces = [
  '<',
  '>',
  '"',
  "'",
  '&',
  '\r\n',
  '\u202e',
  '{{',
  '}}',
  '|',
  '\uE000',
  '\uE001',
  '$&',
  '<!--',
  '-->',
  '😀',
  'é',
  ' ',
  'x',
  '=',
  '.',
];

/** Hostile names, and everything in between. */
export const anyName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...hostileNames),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
);
