import { isLoopback } from '../config/loopback.js';

/** A mail server to hand letters to, as SMTP_URL names it. Holds the password: print it through describe() only. */
export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte (smtps). */
  secure: boolean;
  /** No STARTTLS, no letter. */
  requireTls: boolean;
  /** No STARTTLS even when it is offered. */
  ignoreTls: boolean;
  rejectUnauthorized: boolean;
  /** null: no login. */
  login: { user: string; password: string } | null;
  /** What we call ourselves in EHLO; null: this machine's name. */
  ehloName: string | null;
}

const example =
  'It should look like smtp://user:password@smtp.example.com:587 or smtps://… (special characters in the password as %XX).';
const switches = ['requireTLS', 'ignoreTLS', 'rejectUnauthorized'] as const;

/**
 * Reads SMTP_URL: smtp:// (port 587, STARTTLS when offered) or smtps:// (port 465), with ?requireTLS, ?ignoreTLS,
 * ?rejectUnauthorized (true or false) and ?name (for EHLO). Two defaults follow the host: a password goes
 * unencrypted to another machine only when requireTLS=false or ignoreTLS=true says so, and on this machine nobody's
 * certificate is checked.
 * The problem is a sentence that names SMTP_URL and never holds any part of what was given but names of options.
 */
export function readSmtpUrl(text: string): SmtpServer | { problem: string } {
  const wrong = (what: string) => ({ problem: `SMTP_URL ${what} ${example}` });
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return wrong('cannot be read as a URL.');
  }
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') return wrong('must begin with smtp:// or smtps://.');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!/^[A-Za-z0-9.:_-]+$/.test(host)) return wrong('names no mail server.');
  if (url.pathname.length > 1 || url.hash !== '')
    return wrong('has something after the server: nothing but ?options belongs there.');

  const secure = url.protocol === 'smtps:';
  const port = url.port === '' ? (secure ? 465 : 587) : Number(url.port);
  if (port === 0) return wrong('has a port that no server listens on.');
  const login = readLogin(url);
  if (login === 'unreadable') return wrong('has a user or password with a stray %.');
  if (login === 'half') return wrong('gives only one of user and password.');

  const flags: Partial<Record<(typeof switches)[number], boolean>> = {};
  for (const [name, value] of url.searchParams) {
    const flag = switches.find((known) => known === name);
    if (flag !== undefined) {
      if (value !== 'true' && value !== 'false') return wrong(`has the option ${flag}, which takes true or false.`);
      flags[flag] = value === 'true';
    } else if (name !== 'name' || !/^[A-Za-z0-9.:[\]-]{1,255}$/.test(value)) {
      return wrong(
        `has an option that is not known or has no usable value; the options are ${switches.join(', ')} and name.`,
      );
    }
  }
  if (flags.requireTLS && flags.ignoreTLS)
    return wrong('asks for TLS and against it: requireTLS and ignoreTLS exclude each other.');
  const here = isLoopback(host);
  return {
    host,
    port,
    secure,
    requireTls: flags.requireTLS ?? (!secure && login !== null && !here && flags.ignoreTLS !== true),
    ignoreTls: flags.ignoreTLS ?? false,
    rejectUnauthorized: flags.rejectUnauthorized ?? !here,
    login,
    ehloName: url.searchParams.get('name'),
  };
}

/** `smtp.example.com:587 as user`: for logs and screens, without the password. */
export function describe(server: SmtpServer): string {
  const host = server.host.includes(':') ? `[${server.host}]` : server.host;
  return `${host}:${server.port}${server.login === null ? '' : ` as ${server.login.user}`}`;
}

function readLogin(url: URL): SmtpServer['login'] | 'unreadable' | 'half' {
  if (url.username === '' && url.password === '') return null;
  if (url.username === '' || url.password === '') return 'half';
  try {
    return { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  } catch {
    return 'unreadable';
  }
}
