import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../config/config.js';
import { letterPolicy } from '../http/security-headers.js';
import { Clock } from '../schedule/clock.js';
import { LessonDonePage } from './pages/lesson-done.page.js';
import { LessonVisitService } from './lesson-visit.service.js';
import { LetterVisitService } from './letter-visit.service.js';
import { PageRenderer } from './page-renderer.js';
import { answer } from './reply.js';

/** The letter in the browser, and "I did it": GET shows, POST marks. */
@Controller('lessons')
export class LessonController {
  private readonly policy: string;

  constructor(
    private readonly letters: LetterVisitService,
    private readonly visits: LessonVisitService,
    private readonly pages: PageRenderer,
    private readonly clock: Clock,
    config: Config,
  ) {
    this.policy = letterPolicy(config.publicUrl);
  }

  @Get(':token')
  async read(@Param('token') token: string, @Res() response: Response): Promise<void> {
    answer(response, { html: await this.letters.read(token, this.clock.now()), policy: this.policy });
  }

  @Get(':token/done')
  async ask(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const now = this.clock.now();
    const visit = await this.visits.open(token, now);
    const walk = visit.lesson.doneAt ? await this.visits.walkOf(visit, now) : null;
    answer(response, { html: this.pages.render(LessonDonePage, { token, lesson: visit.lesson, walk, now }) });
  }

  @Post([':token', ':token/done'])
  async mark(@Param('token') token: string, @Res() response: Response): Promise<void> {
    await this.visits.markDone(token, this.clock.now());
    answer(response, { goTo: `/lessons/${token}/done` });
  }
}
