import type { Config } from '../config/config.js';
import { isLoopback } from '../config/loopback.js';
import type { HouseNow, HouseSettings, Letterhead } from './house-settings.js';

const politeRate = 10;

/** Letters per second when nobody says otherwise (rule 22); null: no limit. None to loopback, 10 elsewhere. */
export function usualRate(config: Config): number | null {
  const { SMTP_URL } = config.settings;
  return SMTP_URL === undefined || isLoopback(new URL(SMTP_URL).hostname) ? null : politeRate;
}

/** What the environment and the defaults say, as long as nothing was kept. Pure. */
export function nowByEnvironment(config: Config): HouseNow {
  const { SEND_RATE, IN_DOUBT } = config.settings;
  return {
    letterhead: letterheadByEnvironment(config),
    letterheads: new Map(),
    sendRate: SEND_RATE ?? usualRate(config),
    inDoubt: IN_DOUBT,
    keepLettersMonths: null,
    zone: null,
  };
}

/** Settings of a process without a database, where letters are rendered into files: a sender is known by its address alone. */
export function settingsByEnvironment(config: Config): HouseSettings {
  const now = nowByEnvironment(config);
  const own = now.letterhead;
  return {
    now,
    letterheadOf: () => Promise.resolve(own),
    letterheadFrom: (sender) =>
      Promise.resolve(
        sender === null || sender.toLowerCase() === own.email.toLowerCase()
          ? own
          : { ...own, name: null, email: sender },
      ),
  };
}

function letterheadByEnvironment(config: Config): Letterhead {
  const { MAIL_FROM, POSTAL_ADDRESS } = config.settings;
  return { id: null, ...readSender(MAIL_FROM), replyTo: null, postalAddress: POSTAL_ADDRESS };
}

/** "Name <name@example.com>" or the address alone; the configuration has checked the form. */
export function readSender(from: string): { name: string | null; email: string } {
  const match = /^(.*)<([^>]+)>$/.exec(from.trim());
  const name = match?.[1]?.trim().replace(/^"|"$/g, '') ?? '';
  return { name: name === '' ? null : name, email: match?.[2] ?? from.trim() };
}
