import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { clientAddress } from '../http/client-address.js';
import { Clock } from '../schedule/clock.js';
import type { ConfirmationPage } from '../signup/signup.service.js';
import { ConfirmFormService, type ConfirmReply } from './confirm-form.service.js';
import { ConfirmPage } from './pages/confirm.page.js';
import { ConfirmedPage } from './pages/confirmed.page.js';
import { NewsletterConfirmPage } from './pages/newsletter-confirm.page.js';
import { NewsletterConfirmedPage } from './pages/newsletter-confirmed.page.js';
import { PageRenderer } from './page-renderer.js';
import type { SignupAttempt } from './parts/signup-form.js';
import { answer, type Reply } from './reply.js';

/** The button of the confirmation letter: GET shows, POST acts. */
@Controller('confirm')
export class ConfirmController {
  constructor(
    private readonly form: ConfirmFormService,
    private readonly pages: PageRenderer,
    private readonly clock: Clock,
  ) {}

  @Get(':token')
  async show(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const page = await this.form.page(token, this.clock.now());
    answer(response, { html: this.ask(token, page, null) });
  }

  @Post(':token')
  async confirm(
    @Param('token') token: string,
    @Body() fields: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const now = this.clock.now();
    const result = await this.form.confirm(token, fields, clientAddress(request), now);
    answer(response, this.reply(token, result, now));
  }

  private reply(token: string, result: ConfirmReply, now: Date): Reply {
    if (result.outcome !== 'confirmed') return { html: this.ask(token, result.page, result.attempt), status: 422 };
    const { confirmed } = result;
    return {
      html:
        confirmed.course === null
          ? this.pages.render(NewsletterConfirmedPage, { confirmed })
          : this.pages.render(ConfirmedPage, { confirmed, now }),
    };
  }

  private ask(token: string, page: ConfirmationPage, attempt: SignupAttempt | null): string {
    return page.course === null
      ? this.pages.render(NewsletterConfirmPage, { token, page, attempt })
      : this.pages.render(ConfirmPage, { token, page, attempt });
  }
}
