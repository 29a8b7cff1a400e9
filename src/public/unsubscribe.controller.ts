import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../schedule/clock.js';
import { PageRenderer } from './page-renderer.js';
import { answer } from './reply.js';
import { UnsubscribeFormService } from './unsubscribe-form.service.js';
import { UnsubscribePage } from './pages/unsubscribe.page.js';
import { UnsubscribedPage } from './pages/unsubscribed.page.js';

/**
 * RFC 8058: a mail provider posts `List-Unsubscribe=One-Click`, without cookie or origin, perhaps twice, and is answered
 * at once. A person opens the page and presses a button. GET changes nothing: scanners open every link.
 */
@Controller('unsubscribe')
export class UnsubscribeController {
  constructor(
    private readonly form: UnsubscribeFormService,
    private readonly pages: PageRenderer,
    private readonly clock: Clock,
  ) {}

  @Get(':token')
  async show(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const page = await this.form.page(token, this.clock.now());
    answer(response, { html: this.pages.render(UnsubscribePage, { token, page }) });
  }

  /** The page's own buttons name `what`; everything else that is posted here is a provider's one click. */
  @Post(':token')
  async act(
    @Param('token') token: string,
    @Body() { what }: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    const now = this.clock.now();
    const ended = what === 'everything' ? await this.form.everything(token, now) : await this.form.byLetter(token, now);
    const person = what === 'everything' || what === 'this';
    answer(response, person ? { html: this.pages.render(UnsubscribedPage, ended) } : { text: 'Unsubscribed.\n' });
  }
}
