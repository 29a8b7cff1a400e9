import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../config/config.js';
import { HouseError } from '../house-error.js';
import { assetFile } from './asset-files.js';

const robots = [
  'User-agent: *',
  'Disallow: /admin',
  'Disallow: /confirm/',
  'Disallow: /manage/',
  'Disallow: /unsubscribe/',
  'Disallow: /lessons/',
  '',
];

/** Style, script, picture of the tab, and what search engines leave alone. */
@Controller()
export class AssetController {
  constructor(private readonly config: Config) {}

  @Get('assets/:name')
  file(@Param('name') name: string, @Query('v') version: unknown, @Res() response: Response): void {
    const file = assetFile(name);
    if (!file) throw new HouseError('not-found', 'There is no such file.');
    const keep = version === file.version ? 'public, max-age=31536000, immutable' : 'no-cache';
    response.set({ 'Content-Type': file.type, 'Cache-Control': keep }).send(file.bytes);
  }

  @Get('favicon.ico')
  favicon(@Res() response: Response): void {
    response.redirect(308, '/assets/favicon.svg');
  }

  @Get('robots.txt')
  robots(@Res() response: Response): void {
    response.type('text/plain').send([...robots, `Sitemap: ${this.config.publicUrl}/sitemap.xml`, ''].join('\n'));
  }
}
