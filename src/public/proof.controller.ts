import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { RightsService } from '../enrollments/rights.service.js';
import { LinkService } from '../links/link.service.js';
import { Clock } from '../schedule/clock.js';
import { AddressChangeService } from '../signup/address-change.service.js';
import { PageRenderer } from './page-renderer.js';
import { ProofDonePage, ProofPage } from './pages/proof.page.js';
import { answer } from './reply.js';

/** Links of the second letter (rule 31): who opens them holds the mailbox. GET shows one button, POST acts. */
@Controller('manage')
export class ProofController {
  constructor(
    private readonly links: LinkService,
    private readonly rights: RightsService,
    private readonly addresses: AddressChangeService,
    private readonly pages: PageRenderer,
    private readonly clock: Clock,
  ) {}

  @Get('download/:token')
  async showDownload(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const [subscriberId = '', deliveryId = ''] = this.links.read('download', token, this.clock.now());
    await this.rights.proven('download', subscriberId, deliveryId);
    answer(response, { html: this.pages.render(ProofPage, { what: 'download', token, address: null }) });
  }

  @Post('download/:token')
  async download(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const now = this.clock.now();
    const [subscriberId = '', deliveryId = ''] = this.links.read('download', token, now);
    answer(response, { json: await this.rights.download(subscriberId, deliveryId, now), fileName: 'my-data.json' });
  }

  @Get('forget/:token')
  async showForget(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const [subscriberId = '', deliveryId = ''] = this.links.read('forget', token, this.clock.now());
    await this.rights.proven('forget', subscriberId, deliveryId);
    answer(response, { html: this.pages.render(ProofPage, { what: 'forget', token, address: null }) });
  }

  @Post('forget/:token')
  async forget(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const now = this.clock.now();
    const [subscriberId = '', deliveryId = ''] = this.links.read('forget', token, now);
    await this.rights.forget(subscriberId, deliveryId, now);
    answer(response, { html: this.pages.render(ProofDonePage, { what: 'forget', managePath: null }) });
  }

  @Get('change-address/:token')
  async showChange(@Param('token') token: string, @Res() response: Response): Promise<void> {
    await this.showAddress('change-address', token, response);
  }

  @Post('change-address/:token')
  async change(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const now = this.clock.now();
    const [subscriberId = '', deliveryId = ''] = this.links.read('change-address', token, now);
    await this.addresses.askNewAddress(subscriberId, deliveryId, now);
    answer(response, { html: this.pages.render(ProofDonePage, { what: 'change-address', managePath: null }) });
  }

  @Get('new-address/:token')
  async showNewAddress(@Param('token') token: string, @Res() response: Response): Promise<void> {
    await this.showAddress('new-address', token, response);
  }

  @Post('new-address/:token')
  async useNewAddress(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const now = this.clock.now();
    const [subscriberId = '', deliveryId = ''] = this.links.read('new-address', token, now);
    await this.addresses.change(subscriberId, deliveryId, now);
    const managePath = this.links.manage(subscriberId);
    answer(response, { html: this.pages.render(ProofDonePage, { what: 'new-address', managePath }) });
  }

  private async showAddress(what: 'change-address' | 'new-address', token: string, response: Response): Promise<void> {
    const [subscriberId = '', deliveryId = ''] = this.links.read(what, token, this.clock.now());
    const { maskedEmail } = await this.addresses.page(what, subscriberId, deliveryId);
    answer(response, { html: this.pages.render(ProofPage, { what, token, address: maskedEmail }) });
  }
}
