import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { PageRenderer } from '../public/page-renderer.js';
import { answer } from '../public/reply.js';
import { Clock } from '../schedule/clock.js';
import { ArchiveService, type Visitor } from './archive.service.js';
import { ClosedIssuePage } from './pages/closed-issue.page.js';
import { IssueListPage } from './pages/issue-list.page.js';
import { IssuePage } from './pages/issue.page.js';

/** The issues that were sent, for everybody to read; with a reader's link those for readers too. */
@Controller('issues')
@ApiExcludeController()
export class ArchiveController {
  constructor(
    private readonly archive: ArchiveService,
    private readonly pages: PageRenderer,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(
    @Query('reader') reader: unknown,
    @Query('before') before: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const visitor = await this.visitor(reader, response);
    const view = await this.archive.list(visitor, before);
    const first = typeof before !== 'string';
    answer(response, { html: this.pages.render(IssueListPage, { view, visitor, first }) });
  }

  @Get(':slug')
  async read(@Param('slug') slug: string, @Query('reader') reader: unknown, @Res() response: Response): Promise<void> {
    const visitor = await this.visitor(reader, response);
    const view = await this.archive.issue(visitor, slug);
    if (view) answer(response, { html: this.pages.render(IssuePage, { view, visitor }) });
    else answer(response, { html: this.pages.render(ClosedIssuePage, {}), status: 403 });
  }

  /** A page that a reader's link opened is nobody else's to keep or to list. Others are asked for anew: an issue may be hidden. */
  private async visitor(reader: unknown, response: Response): Promise<Visitor> {
    const known = reader !== undefined;
    response.set('Cache-Control', known ? 'no-store' : 'no-cache');
    if (known) response.set('X-Robots-Tag', 'noindex, nofollow');
    return this.archive.visitor(reader, this.clock.now());
  }
}
