import { Injectable } from '@nestjs/common';
import { createElement, type FunctionComponent } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Config } from '../config/config.js';

/** What every page may say about the house it belongs to. */
export interface Site {
  /** Whose site it is: the name that letters come from. */
  name: string;
  /** Without a trailing slash. */
  publicUrl: string;
  postalAddress: string;
  /** Where letters land while no mail server is set: a page of its own, on the operator's machine. Null with a real one. */
  inboxUrl: string | null;
}

/** React on the server only: a page is a pure function of its props, and what leaves is plain HTML without React's marks. */
@Injectable()
export class PageRenderer {
  private readonly site: Site;

  constructor(config: Config) {
    const { SMTP_URL, INBOX_PORT, POSTAL_ADDRESS, MAIL_FROM } = config.settings;
    const inboxUrl = SMTP_URL === undefined && INBOX_PORT !== 0 ? `http://localhost:${INBOX_PORT}` : null;
    const name = nameIn(MAIL_FROM) ?? new URL(config.publicUrl).host;
    this.site = { name, publicUrl: config.publicUrl, postalAddress: POSTAL_ADDRESS, inboxUrl };
  }

  /** A whole document. Text is escaped by React; nothing here takes HTML from anywhere. */
  render<Props extends { site: Site }>(page: FunctionComponent<Props>, props: Omit<Props, 'site'>): string {
    // TypeScript cannot see that what was left out and what is added make the whole again.
    const whole = { ...props, site: this.site } as Props;
    return `<!doctype html>\n${renderToStaticMarkup(createElement(page, whole))}\n`;
  }
}

/** '"Maren Holt" <maren@example.com>' → 'Maren Holt'; null for an address alone. */
function nameIn(mailFrom: string): string | null {
  return /^\s*"?([^"<]*?)"?\s*</.exec(mailFrom)?.[1] || null;
}
