import { type Config, readConfig } from '../../config/config.js';
import { isLoopback } from '../../config/loopback.js';
import { freePort, isTaken } from '../listening-port.js';

/** Settings that mean the same in the demo; all others, and .env, do not reach it (rule 38). */
const honoured = ['HOST', 'SMTP_URL', 'SEND_RATE', 'SEND_CONNECTIONS', 'LOG_LEVEL'] as const;
/** A room full of people may sign up from one address. */
const signupsPerClient = '10000';

/**
 * The demo's settings: its own data folder, never a DATABASE_URL. PORT and INBOX_PORT hold where they are set; where they
 * are not and the usual ones are taken, free ones are chosen and `notes` says so.
 * Throws ConfigFault for a wrong value, and refuses an SMTP_URL that leads to another machine unless `iKnow`.
 */
export async function demoConfig(
  environment: Readonly<Record<string, string | undefined>>,
  dataDir: string,
  iKnow: boolean,
): Promise<{ config: Config; notes: string[] }> {
  const own: Record<string, string | undefined> = { DATA_DIR: dataDir, SIGNUPS_PER_CLIENT: signupsPerClient };
  for (const name of honoured) own[name] = environment[name];
  const { settings } = readConfig({ ...own, PORT: environment.PORT, INBOX_PORT: environment.INBOX_PORT });
  if (settings.SMTP_URL && !isLoopback(new URL(settings.SMTP_URL).hostname) && !iKnow) {
    throw new Error(
      'SMTP_URL leads to another machine: letters to made-up people would go out. --i-know goes on all the same.',
    );
  }
  const notes: string[] = [];
  const choose = async (name: 'PORT' | 'INBOX_PORT', host: string): Promise<string> => {
    if (environment[name] || !(await isTaken(settings[name], host))) return String(settings[name]);
    const port = await freePort(host);
    notes.push(`Port ${settings[name]} is taken, so the ${name === 'PORT' ? 'site' : 'inbox'} is on ${port}.`);
    return String(port);
  };
  const config = readConfig({
    ...own,
    PORT: await choose('PORT', settings.HOST),
    INBOX_PORT: await choose('INBOX_PORT', '127.0.0.1'),
  });
  return { config, notes };
}

/** '15s', '500ms', '2m', '1h', or a bare number of seconds → milliseconds; null when it is none, or not 1 s to 24 h. */
export function parseDay(text: string): number | null {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim()) ?? [];
  if (number === undefined) return null;
  const ms = Number(number) * { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[unit as 'ms' | 's' | 'm' | 'h'];
  return ms >= 1_000 && ms <= 24 * 3_600_000 ? ms : null;
}
