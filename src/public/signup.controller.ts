import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { clientAddress } from '../http/client-address.js';
import { wantsJson } from '../http/problem.filter.js';
import { invalidIn } from '../http/read-fields.js';
import { Clock } from '../schedule/clock.js';
import { CheckInboxPage } from './pages/check-inbox.page.js';
import { CourseListPage } from './pages/course-list.page.js';
import { PageRenderer } from './page-renderer.js';
import { answer, type Reply } from './reply.js';
import { SignupFormService } from './signup-form.service.js';
import { SignupPage } from './pages/signup.page.js';
import { keptValues } from './kept-values.js';

/** What is on offer, and the way in. */
@Controller()
export class SignupController {
  constructor(
    private readonly form: SignupFormService,
    private readonly pages: PageRenderer,
    private readonly clock: Clock,
  ) {}

  /** With one course its own page stands here: nobody should have to choose from a list of one. */
  @Get()
  async offers(@Res() response: Response): Promise<void> {
    const courses = await this.form.offers();
    const [only] = courses.length === 1 ? courses : [];
    const html = only
      ? this.pages.render(SignupPage, { course: only, attempt: null })
      : this.pages.render(CourseListPage, { courses });
    answer(response, { html });
  }

  @Get('courses/:slug')
  async course(@Param('slug') slug: string, @Res() response: Response): Promise<void> {
    const course = await this.form.course(slug);
    const html = this.pages.render(SignupPage, { course, attempt: null });
    answer(response, course.slug === slug ? { html } : { movedTo: `/courses/${course.slug}` });
  }

  @Post('courses/:slug/signup')
  async signUp(
    @Param('slug') slug: string,
    @Body() fields: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const json = wantsJson(request);
    const done: Reply = json ? { json: checkInbox, status: 202 } : { goTo: `/courses/${slug}/check-inbox` };
    const attempt = this.form.signUp(slug, fields, clientAddress(request), this.clock.now());
    answer(response, await attempt.then(() => done).catch((error: unknown) => this.again(slug, fields, json, error)));
  }

  @Get('courses/:slug/check-inbox')
  async checkInbox(@Param('slug') slug: string, @Res() response: Response): Promise<void> {
    const course = await this.form.course(slug);
    const page = { what: course.settings.name, does: 'begins', again: `/courses/${course.slug}#sign-up` };
    answer(response, { html: this.pages.render(CheckInboxPage, page) });
  }

  /** The form once more, with what was typed and what is expected; every other error, and JSON, goes to the filter. */
  private async again(slug: string, typed: Record<string, unknown>, json: boolean, error: unknown): Promise<Reply> {
    const fields = json ? null : invalidIn(error);
    if (!fields) throw error;
    const course = await this.form.course(slug);
    const attempt = { fields, values: keptValues(typed) };
    return { html: this.pages.render(SignupPage, { course, attempt }), status: 422 };
  }
}

const checkInbox = {
  status: 'check-inbox',
  message: 'Look into your inbox: press the button in the letter, and the course begins.',
};
