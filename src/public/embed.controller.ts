import { gzipSync } from 'node:zlib';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Config } from '../config/config.js';
import { embedScript } from './embed-code.js';
import { SignupFormService } from './signup-form.service.js';

/** A course's form on other people's pages. */
@Controller()
export class EmbedController {
  constructor(
    private readonly form: SignupFormService,
    private readonly config: Config,
  ) {}

  /** Kept by browsers for five minutes, so that new words are seen on other sites soon. */
  @Get('courses/:slug/embed.js')
  async script(@Param('slug') slug: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const course = await this.form.course(slug);
    response.set({ 'Cache-Control': 'public, max-age=300', 'Cross-Origin-Resource-Policy': 'cross-origin' });
    response.type('text/javascript').vary('Accept-Encoding');
    sendPacked(embedScript(course, slug, this.config.publicUrl), request, response);
  }
}

/** Less than half as long: other people's pages load it, and nobody may stand before us who packs. */
function sendPacked(text: string, request: Request, response: Response): void {
  if (request.acceptsEncodings('gzip')) response.set('Content-Encoding', 'gzip').send(gzipSync(text));
  else response.send(text);
}
