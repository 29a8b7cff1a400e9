import { Injectable } from '@nestjs/common';
import { createElement, type FunctionComponent } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Config } from '../config/config.js';
import { HouseSettings } from '../settings/house-settings.js';

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
  constructor(
    private readonly config: Config,
    private readonly house: HouseSettings,
  ) {}

  get site(): Site {
    const { publicUrl, settings } = this.config;
    const { name, postalAddress } = this.house.now.letterhead;
    const inboxUrl =
      settings.SMTP_URL === undefined && settings.INBOX_PORT !== 0 ? `http://localhost:${settings.INBOX_PORT}` : null;
    return { name: name ?? new URL(publicUrl).host, publicUrl, postalAddress, inboxUrl };
  }

  /** A whole document. Text is escaped by React; nothing here takes HTML from anywhere. */
  render<Props extends { site: Site }>(page: FunctionComponent<Props>, props: Omit<Props, 'site'>): string {
    // TypeScript cannot see that what was left out and what is added make the whole again.
    const whole = { ...props, site: this.site } as Props;
    return `<!doctype html>\n${renderToStaticMarkup(createElement(page, whole))}\n`;
  }
}
