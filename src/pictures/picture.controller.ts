import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { HouseError } from '../house-error.js';
import { PictureStore } from './picture.store.js';

/** Pictures of letters and pages. An address names its bytes, so it may be kept for ever. */
@Controller('pictures')
export class PictureController {
  constructor(private readonly pictures: PictureStore) {}

  @Get(':hash')
  async show(@Param('hash') hash: string, @Res() response: Response): Promise<void> {
    const picture = /^[0-9a-f]{64}$/.test(hash) ? await this.pictures.find(hash) : null;
    if (!picture) throw new HouseError('not-found', 'There is no such picture.');
    response
      .set({
        'Content-Type': picture.mediaType,
        'Cache-Control': 'public, max-age=31536000, immutable',
        'X-Content-Type-Options': 'nosniff',
        // Mail programs in the browser and readers' own pages show it from elsewhere (helmet would say same-origin).
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'Content-Security-Policy': "default-src 'none'",
      })
      .send(picture.bytes);
  }
}
