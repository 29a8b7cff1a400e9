import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../accounts/allow.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { TakenSlotsReader } from './taken-slots.reader.js';
import { takenSlots, type TakenSlots } from './taken-slots.schema.js';

@Controller('api/admin/courses/:slug/draft/taken-slots')
@ApiTags('courses')
export class TakenSlotsController {
  constructor(private readonly reader: TakenSlotsReader) {}

  @Get()
  @Allow('read')
  @Answers(takenSlots)
  read(@Param('slug') slug: string): Promise<TakenSlots> {
    return this.reader.bySlug(slug);
  }
}
