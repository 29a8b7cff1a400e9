import { Body, Controller, Get, Header, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { clientAddress } from '../http/client-address.js';
import { Clock } from '../schedule/clock.js';
import { type LinkView, resetRequest, takeLink } from './entry.schema.js';
import { EntryService } from './entry.service.js';
import { meOf, type Standing } from './me.schema.js';
import { ResetService } from './reset.service.js';
import { SignIns } from './sign-ins.js';

/** For people who are not in yet: nobody is signed in here, so it lies outside the admin API. */
@Controller('api/entry')
@ApiExcludeController()
export class EntryController {
  constructor(
    private readonly entry: EntryService,
    private readonly resets: ResetService,
    private readonly signIns: SignIns,
    private readonly clock: Clock,
  ) {}

  /** Asked by the pages before anything else: a stranger is no error, and nobody's answer may be kept for another. */
  @Get('standing')
  @Header('Cache-Control', 'no-store')
  async standing(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<Standing> {
    const { admin, cookies } = await this.signIns.standing(request.headers);
    for (const cookie of cookies) response.append('Set-Cookie', cookie);
    return { me: admin && meOf(admin) };
  }

  @Get('links/:token')
  look(@Param('token') token: string): Promise<LinkView> {
    return this.entry.look(token, this.clock.now());
  }

  @Post('links/:token')
  @HttpCode(200)
  take(@Param('token') token: string, @Body({ schema: takeLink }) typed: z.infer<typeof takeLink>) {
    return this.entry.take(token, typed, this.clock.now());
  }

  @Post('resets')
  @HttpCode(204)
  async askForReset(@Body({ schema: resetRequest }) { email }: z.infer<typeof resetRequest>, @Req() request: Request) {
    await this.resets.ask(email, clientAddress(request));
  }
}
