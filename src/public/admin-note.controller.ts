import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { AdminNotePage } from './pages/admin-note.page.js';
import { PageRenderer } from './page-renderer.js';
import { answer } from './reply.js';

/** Where the admin pages will be; until then it says how things are done without them. */
@Controller('admin')
export class AdminNoteController {
  constructor(private readonly pages: PageRenderer) {}

  @Get()
  show(@Res() response: Response): void {
    answer(response, { html: this.pages.render(AdminNotePage, {}) });
  }
}
