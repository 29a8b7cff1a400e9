import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import type { Admin } from './admin.js';
import { Allow } from './allow.decorator.js';
import { CurrentAdmin } from './current-admin.decorator.js';
import { ShownOnce } from './shown-once.decorator.js';
import { TeamReader } from './team.reader.js';
import {
  invitationLink,
  madeInvitation,
  newInvitation,
  newRole,
  personId,
  rowId,
  team,
  type Team,
} from './team.schema.js';
import { type By, TeamService } from './team.service.js';

@Controller('api/admin/team')
@ApiTags('team')
export class TeamController {
  constructor(
    private readonly reader: TeamReader,
    private readonly team: TeamService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('team.write')
  @Answers(team)
  show(): Promise<Team> {
    return this.reader.team(this.clock.now());
  }

  @Post('invitations')
  @Allow('team.write')
  @Answers(madeInvitation, 201)
  async invite(@Body({ schema: newInvitation }) to: z.infer<typeof newInvitation>, @CurrentAdmin() admin: Admin) {
    const { id } = await this.team.invite(to, this.by(admin), true);
    return { id };
  }

  @Post('invitations/:id/letter')
  @Allow('team.write')
  @Answers(null)
  inviteAgain(@Param('id', { schema: rowId }) id: string, @CurrentAdmin() admin: Admin): Promise<void> {
    return this.team.inviteAgain(id, this.by(admin));
  }

  @Post('invitations/:id/link')
  @Allow('team.write')
  @Answers(invitationLink)
  @ShownOnce()
  async link(@Param('id', { schema: rowId }) id: string, @CurrentAdmin() admin: Admin) {
    return { url: await this.team.linkToHandOver(id, this.by(admin)) };
  }

  @Delete('invitations/:id')
  @Allow('team.write')
  @Answers(null)
  withdraw(@Param('id', { schema: rowId }) id: string, @CurrentAdmin() admin: Admin): Promise<void> {
    return this.team.withdraw(id, this.by(admin));
  }

  @Patch('members/:id')
  @Allow('team.write')
  @Answers(null)
  changeRole(
    @Param('id', { schema: personId }) id: string,
    @Body({ schema: newRole }) { role }: z.infer<typeof newRole>,
    @CurrentAdmin() admin: Admin,
  ): Promise<void> {
    return this.team.changeRole(id, role, this.by(admin));
  }

  @Delete('members/:id')
  @Allow('team.write')
  @Answers(null)
  remove(@Param('id', { schema: personId }) id: string, @CurrentAdmin() admin: Admin): Promise<void> {
    return this.team.remove(id, this.by(admin));
  }

  private by({ actor }: Admin): By {
    return { actor, at: this.clock.now() };
  }
}
