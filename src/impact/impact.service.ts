import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Admin } from '../accounts/admin.js';
import { NextRevisionReader } from '../courses/next-revision.reader.js';
import type { PublishAnswers } from '../courses/publish-effects.js';
import { ExamplePeopleReader } from './example-people.reader.js';
import { caseOf } from './impact-figures.js';
import type { ImpactView, TakenSlots } from './impact.schema.js';
import { impactViewOf } from './impact-view.js';
import { ReckoningService } from './reckoning.service.js';

/** What publishing a draft would do to people. It reads, and locks nobody: publishing and sending go on beside it. */
@Injectable()
export class ImpactService {
  constructor(
    private readonly db: DataSource,
    private readonly next: NextRevisionReader,
    private readonly reckoning: ReckoningService,
    private readonly people: ExamplePeopleReader,
  ) {}

  /** Without a draft the answer has no changes and no people. Throws 'not-found'. */
  async view(slug: string, answers: PublishAnswers, admin: Pick<Admin, 'permissions'>, now: Date): Promise<ImpactView> {
    const next = await this.next.read(slug, this.db.manager);
    const present = await this.reckoning.present(slug, next, now);
    const shown = present.figures ? (caseOf(present.figures, answers)?.outcome?.people ?? []) : [];
    const people = await this.people.read(
      this.db.manager,
      shown.map(({ subscriberId }) => subscriberId),
    );
    return impactViewOf({ next, present, answers, people, admin });
  }

  /** From whom the draft's calendar takes the next lesson. Throws 'not-found'. */
  async takenSlots(slug: string, now: Date): Promise<TakenSlots> {
    const next = await this.next.read(slug, this.db.manager);
    const { figures, asOf, underway } = await this.reckoning.present(slug, next, now);
    return { ...(figures?.taken ?? { people: 0, dates: [] }), asOf: asOf?.toISOString() ?? null, underway };
  }

  /** The worker's part, for the draft as it is now. Throws 'not-found'. */
  async reckon(slug: string, now: Date): Promise<void> {
    await this.reckoning.reckon(await this.next.read(slug, this.db.manager), now);
  }
}
