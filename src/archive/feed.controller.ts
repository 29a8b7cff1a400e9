import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { FeedService, type MadeFeed } from './feed.service.js';

/** For programs: feeds, and what search engines should know. Who has the latest already is told so (RFC 9110, 13). */
@Controller()
@ApiExcludeController()
export class FeedController {
  constructor(private readonly feeds: FeedService) {}

  @Get('feed.xml')
  async rss(@Res() response: Response): Promise<void> {
    send(response, 'application/rss+xml', await this.feeds.feed('rss'));
  }

  @Get('feed.atom')
  async atom(@Res() response: Response): Promise<void> {
    send(response, 'application/atom+xml', await this.feeds.feed('atom'));
  }

  @Get('sitemap.xml')
  async sitemap(@Res() response: Response): Promise<void> {
    send(response, 'application/xml', { xml: await this.feeds.sitemap(), changedAt: null });
  }
}

/** The ETag comes of Express, and with it the 304. */
function send(response: Response, type: string, { xml, changedAt }: MadeFeed): void {
  if (changedAt) response.set('Last-Modified', changedAt.toUTCString());
  response.set({ 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'public, max-age=300' }).send(xml);
}
