import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { clientAddress } from '../http/client-address.js';
import { wantsJson } from '../http/problem.filter.js';
import { invalidIn } from '../http/read-fields.js';
import { Clock } from '../schedule/clock.js';
import { keptValues } from './kept-values.js';
import { CheckInboxPage } from './pages/check-inbox.page.js';
import { NewsletterPage } from './pages/newsletter.page.js';
import { PageRenderer } from './page-renderer.js';
import { answer, type Reply } from './reply.js';
import { SignupFormService } from './signup-form.service.js';

/** The newsletter without a course: its page, and the way in. */
@Controller('newsletter')
export class NewsletterController {
  constructor(
    private readonly form: SignupFormService,
    private readonly pages: PageRenderer,
    private readonly clock: Clock,
  ) {}

  @Get()
  show(@Res() response: Response): void {
    answer(response, { html: this.pages.render(NewsletterPage, { attempt: null }) });
  }

  @Post('signup')
  async signUp(
    @Body() fields: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const json = wantsJson(request);
    const done: Reply = json ? { json: checkInbox, status: 202 } : { goTo: '/newsletter/check-inbox' };
    const attempt = this.form.signUpForNewsletter(fields, clientAddress(request), this.clock.now());
    answer(response, await attempt.then(() => done).catch((error: unknown) => this.again(fields, json, error)));
  }

  @Get('check-inbox')
  checkInbox(@Res() response: Response): void {
    const page = { what: 'the newsletter', does: 'is yours', again: '/newsletter#newsletter' };
    answer(response, { html: this.pages.render(CheckInboxPage, page) });
  }

  /** The form once more, with what was typed and what is expected; every other error, and JSON, goes to the filter. */
  private again(typed: Record<string, unknown>, json: boolean, error: unknown): Reply {
    const fields = json ? null : invalidIn(error);
    if (!fields) throw error;
    const attempt = { fields, values: keptValues(typed) };
    return { html: this.pages.render(NewsletterPage, { attempt }), status: 422 };
  }
}

const checkInbox = {
  status: 'check-inbox',
  message: 'Look into your inbox: press the button in the letter, and the newsletter is yours.',
};
