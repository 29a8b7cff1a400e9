import { type Config, configWarnings } from '../config/config.js';
import { describe, readSmtpUrl } from '../mail/smtp-url.js';
import { nowByEnvironment } from '../settings/environment-settings.js';

/** What is running, as far as start-up tells it. */
export interface Running {
  web: boolean;
  worker: boolean;
  /** Where the inbox is shown; null: none, letters go to SMTP_URL. */
  inboxUrl: string | null;
  /** Of the database; no password. */
  database: string;
  /** Where the first owner comes in, once (rule 40); null: there is one, or this process has no site. */
  ownerLink: string | null;
}

/** What start-up says: where everything is, which servers are used, and what to mind. Never holds a password. Pure. */
export function greeting(config: Config, running: Running): string {
  const { web, worker } = running;
  const what =
    web && worker ? 'Coursepost is running.' : web ? 'Coursepost web is running.' : 'A Coursepost worker is running.';
  const lines = [
    web ? `Site    ${config.publicUrl}` : null,
    running.inboxUrl === null
      ? null
      : `Inbox   ${inboxAddress(running.inboxUrl)}   every letter lands here until you set SMTP_URL`,
    web ? `Admin   ${config.publicUrl}/admin` : null,
    running.ownerLink === null
      ? null
      : `Owner   ${running.ownerLink}\n          nobody runs this house yet: whoever opens this link first does. It works once, within 24 hours`,
    `Data    ${running.database}`,
    mailLine(config),
  ].filter((line) => line !== null);
  const warnings = configWarnings(config).map((warning) => `  Warning: ${warning}\n`);
  return `\n${what}\n\n${lines.map((line) => `  ${line}\n`).join('')}\n${warnings.join('')}Stop with Ctrl-C; everything is kept.\n`;
}

/** As people type it: localhost instead of 127.0.0.1, and no slash at the end. */
export function inboxAddress(webUrl: string): string {
  return webUrl.replace('127.0.0.1', 'localhost').replace(/\/$/, '');
}

/** Which mail server SMTP_URL names, and how fast it is fed; null: none. No password. */
export function mailLine(config: Config): string | null {
  const { SMTP_URL } = config.settings;
  const server = SMTP_URL === undefined ? null : readSmtpUrl(SMTP_URL);
  if (server === null || 'problem' in server) return null;
  const rate = nowByEnvironment(config).sendRate;
  return `Mail    ${describe(server)} (SMTP_URL)${rate === null ? '' : `, at most ${rate} letters a second (SEND_RATE)`}`;
}
