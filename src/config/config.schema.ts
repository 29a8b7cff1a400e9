import { isIP } from 'node:net';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const url = (...protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    message: `a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });
const wholeNumber = (least: number, most: number) =>
  z.coerce
    .number(`a whole number from ${least} to ${most}`)
    .int(`a whole number from ${least} to ${most}`)
    .min(least, `a whole number from ${least} to ${most}`)
    .max(most, `a whole number from ${least} to ${most}`);

/** What Express's `trust proxy` understands: hops, named ranges, addresses and networks. */
function namesProxies(value: string): boolean {
  if (/^\d{0,2}$/.test(value.trim())) return true;
  return value.split(',').every((part) => {
    const [address = '', bits, more] = part.trim().split('/');
    if (more !== undefined) return false;
    if (['loopback', 'linklocal', 'uniquelocal'].includes(address)) return bits === undefined;
    return (
      isIP(address) !== 0 &&
      (bits === undefined || (/^[1-9]\d*$/.test(bits) && Number(bits) <= (isIP(address) === 6 ? 128 : 32)))
    );
  });
}

/**
 * Every setting, its shape and its default. `.describe` is the sentence an operator reads, in .env.example and when a
 * value is wrong. Names are contracts: they appear in compose files and unit files of other people.
 */
export const configSchema = z.object({
  PORT: port.default(3000).describe('Port of the site, 0–65535.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address the site listens on.'),
  PUBLIC_URL: url('http:', 'https:')
    .refine(
      (value) => URL.canParse(value) && new URL(value).pathname === '/' && !/[?#]/.test(value),
      'an origin without a path, such as https://courses.example.com',
    )
    .optional()
    .describe('The address readers know the site by, for links in letters.'),
  DATABASE_URL: url('postgres:', 'postgresql:')
    .optional()
    .describe('Your PostgreSQL, 15 or newer. Absent: an embedded PostgreSQL 18 in DATA_DIR.'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('./data')
    .describe('Folder for the embedded PostgreSQL, the inbox and kept secrets.'),
  SMTP_URL: url('smtp:', 'smtps:')
    .optional()
    .describe('Your mail server: smtp://user:password@host:587. Absent: an inbox inside the process.'),
  INBOX_PORT: port.default(1080).describe('Port of the inbox that opens when SMTP_URL is absent.'),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n<>]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/, 'an address, or "Name <name@example.com>"')
    .default('Coursepost <hello@coursepost.test>')
    .describe('Sender of the letters: name@example.com or "Name <name@example.com>".'),
  POSTAL_ADDRESS: z
    .string()
    .min(1)
    .max(200)
    .default('Coursepost, 1 Sample Street, Sampletown')
    .describe('Postal address at the foot of every letter; the law of most countries wants it.'),
  SECRET: z
    .string()
    .min(32, 'at least 32 characters')
    .optional()
    .describe('Key that signs links. Absent: made once and kept.'),
  SEND_RATE: wholeNumber(1, 100_000)
    .optional()
    .describe('Letters per second over all workers. Absent: no limit to loopback, 10 elsewhere.'),
  SEND_CONNECTIONS: wholeNumber(1, 200)
    .default(20)
    .describe('Letters a worker has under way at most; a connection each, or half as many to a server that pipelines.'),
  DKIM_KEYS: z
    .string()
    .regex(
      /^[\w.-]+(@[A-Za-z0-9.-]+)?=[^,=]+(,[\w.-]+(@[A-Za-z0-9.-]+)?=[^,=]+)*$/,
      'selector=file or selector@domain=file, several with commas between',
    )
    .optional()
    .describe(
      'Keys that sign letters, RSA (2048 bits) or Ed25519 as PEM files: s1=/etc/coursepost/s1.pem,s1@example.org=… Absent: unsigned.',
    ),
  DKIM_DOMAIN: z
    .string()
    .regex(/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/, 'a domain such as example.com')
    .optional()
    .describe(
      'Domain of the keys that name none: its DNS holds them at SELECTOR._domainkey. Absent: that of MAIL_FROM.',
    ),
  LEASE_SECONDS: wholeNumber(1, 3600).default(60).describe('A worker silent for longer is taken for dead.'),
  IN_DOUBT: z
    .enum(['resend', 'hold'], 'resend or hold')
    .default('resend')
    .describe('A letter cut short in mid-hand-over: resend once, or hold it for a person.'),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'fatal, error, warn, info, debug, trace or silent',
    )
    .default('warn')
    .describe('How much is logged.'),
  TRUST_PROXY: z
    .string()
    .refine(namesProxies, "a number of hops, or addresses such as 'loopback' or '10.0.0.0/8', with commas between")
    .default('')
    .describe(
      "Proxies whose X-Forwarded-For is believed: a number of hops or addresses ('loopback', '10.0.0.0/8'). Empty: none.",
    ),
  SIGNUPS_PER_CLIENT: wholeNumber(1, 1_000_000).default(20).describe('Sign-ups an hour from one client address.'),
  LISTEN_DATABASE_URL: url('postgres:', 'postgresql:')
    .optional()
    .describe('A direct connection for LISTEN when DATABASE_URL is a transaction-mode pooler.'),
  METRICS_TOKEN: z
    .string()
    .min(16, 'at least 16 characters')
    .optional()
    .describe('Bearer token that opens /metrics to others than loopback.'),
});

export type Settings = z.infer<typeof configSchema>;
