import { Injectable } from '@nestjs/common';
import { BroadcastWatch } from '../broadcasts/broadcast-watch.service.js';
import { SweepService } from '../deliveries/sweep.service.js';
import { LessonPlanningService } from '../enrollments/lesson-planning.service.js';
import { SignupDecidingService } from '../signup/signup-deciding.service.js';

/** What a beat makes due, before it is sent. */
@Injectable()
export class BeatParts {
  constructor(
    readonly sweep: SweepService,
    readonly signups: SignupDecidingService,
    readonly broadcasts: BroadcastWatch,
    readonly planning: LessonPlanningService,
  ) {}
}
