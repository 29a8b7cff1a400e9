import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { clientAddress } from '../http/client-address.js';
import { HouseError } from '../house-error.js';
import { LinkService } from '../links/link.service.js';
import { Clock } from '../schedule/clock.js';
import { flashWords } from './flash.js';
import { type Holder, ManageFormService } from './manage-form.service.js';
import { ManageView } from './pages/manage.page.js';
import { PageRenderer } from './page-renderer.js';
import { answer, type Reply } from './reply.js';
import { RestedLinkPage } from './pages/rested-link.page.js';

type Typed = Record<string, unknown>;

/** The reader's own page: one address, no account. GET shows, POST acts and comes back by 303. */
@Controller('manage')
export class ManageController {
  constructor(
    private readonly links: LinkService,
    private readonly form: ManageFormService,
    private readonly pages: PageRenderer,
    private readonly clock: Clock,
  ) {}

  @Get(':token')
  async show(@Param('token') token: string, @Query('said') said: unknown, @Res() response: Response): Promise<void> {
    const now = this.clock.now();
    answer(response, await this.orRested(token, now, () => this.view(token, flashWords(said), now)));
  }

  @Post(':token')
  async act(
    @Param('token') token: string,
    @Body() typed: Typed,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const now = this.clock.now();
    const press = () => this.press(token, typed, clientAddress(request), now);
    answer(
      response,
      typed.action === 'send-link' ? await this.sendLink(token, now) : await this.orRested(token, now, press),
    );
  }

  private async view(token: string, flash: string | null, now: Date): Promise<Reply> {
    const page = await this.form.page(this.holder(token, now), now);
    return { html: this.pages.render(ManageView, { token, page, flash, attempt: null, now }) };
  }

  private async press(token: string, typed: Typed, address: string, now: Date): Promise<Reply> {
    const result = await this.form.act(this.holder(token, now), typed, address, now);
    if (result.outcome === 'done') return { goTo: `/manage/${token}?said=${result.flash}` };
    const { page, attempt } = result;
    return { html: this.pages.render(ManageView, { token, page, flash: null, attempt, now }), status: 422 };
  }

  private async sendLink(token: string, now: Date): Promise<Reply> {
    await this.form.sendManageLink(this.holder(token, now).subscriberId, now);
    return { html: this.pages.render(RestedLinkPage, { token, because: '', sent: true }) };
  }

  /** An honest link whose page no longer lives offers a new one (rule 30); a forged one does not get this far. */
  private async orRested(token: string, now: Date, reply: () => Promise<Reply>): Promise<Reply> {
    this.holder(token, now);
    try {
      return await reply();
    } catch (error) {
      if (!(error instanceof HouseError) || error.code !== 'gone') throw error;
      return { html: this.pages.render(RestedLinkPage, { token, because: error.message, sent: false }), status: 410 };
    }
  }

  private holder(token: string, now: Date): Holder {
    const [subscriberId = '', fresh] = this.links.read('manage', token, now);
    return { subscriberId, fresh: fresh !== undefined };
  }
}
