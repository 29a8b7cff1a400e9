import { randomBytes } from 'node:crypto';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { HouseError } from '../house-error.js';
import { adminPolicy } from '../http/security-headers.js';
import { adminAsset, adminPage } from './admin-files.js';

/** The browser app of the admin: one page for every address below /admin, and the files it is made of. */
@Controller('admin')
export class AdminAppController {
  @Get('assets/:name')
  asset(@Param('name') name: string, @Res() response: Response): void {
    const file = adminAsset(name);
    if (!file) throw new HouseError('not-found', 'There is no such file.');
    // Their names carry a hash of what is in them.
    response
      .set({ 'Content-Type': file.type, 'Cache-Control': 'public, max-age=31536000, immutable' })
      .send(file.bytes);
  }

  @Get(['', '*path'])
  page(@Res() response: Response): void {
    const nonce = randomBytes(16).toString('base64');
    response.set({
      'Content-Security-Policy': adminPolicy(nonce),
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex',
    });
    response.type('html').send(adminPage(nonce));
  }
}
