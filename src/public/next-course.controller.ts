import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { clientAddress } from '../http/client-address.js';
import { LinkService } from '../links/link.service.js';
import { Clock } from '../schedule/clock.js';
import { NextCourseService } from './next-course.service.js';
import { answer } from './reply.js';

/** The button on the reader's page that asks for the course after this one. */
@Controller('manage')
export class NextCourseController {
  constructor(
    private readonly links: LinkService,
    private readonly next: NextCourseService,
    private readonly clock: Clock,
  ) {}

  @Post(':token/next')
  async begin(
    @Param('token') token: string,
    @Body() typed: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const now = this.clock.now();
    const [subscriberId = '', fresh] = this.links.read('manage', token, now);
    const holder = { subscriberId, fresh: fresh !== undefined };
    await this.next.begin(holder, String(typed.enrollment), clientAddress(request), now);
    answer(response, { goTo: `/manage/${token}?said=next-sent` });
  }
}
