import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type NextRevision, NextRevisionReader } from '../courses/next-revision.reader.js';
import { openChoices, type PublishChoice } from '../courses/publish-choices.js';
import { type PublishAnswers, PublishEffects, type RevisionStep } from '../courses/publish-effects.js';
import { type CourseImpact, courseImpact, tellingPlaces } from './course-impact.js';
import { ExamplePeopleReader } from './example-people.reader.js';
import type { ImpactView } from './impact.schema.js';
import { impactViewOf } from './impact-view.js';
import { WalkGroupsReader } from './walk-groups.reader.js';

/** What publishing a draft would do to people. It reads, and locks nothing: publishing and sending go on beside it. */
@Injectable()
export class ImpactService {
  constructor(
    private readonly db: DataSource,
    private readonly next: NextRevisionReader,
    private readonly groups: WalkGroupsReader,
    private readonly people: ExamplePeopleReader,
    private readonly effects: PublishEffects,
  ) {}

  /**
   * All numbers are of one moment of the database. Without a draft the answer has no changes and no people. Throws
   * 'not-found'.
   */
  view(slug: string, answers: PublishAnswers, showAddresses: boolean, now: Date): Promise<ImpactView> {
    return this.db.transaction('REPEATABLE READ', async (db) => {
      const next = await this.next.read(slug, db);
      const { step } = next;
      const impact = step ? await this.impactOf(db, step, answers, now) : null;
      const choices = step ? await this.choices(db, step, next, answers) : [];
      const places = impact ? tellingPlaces(impact.groups) : [];
      const people = await this.people.read(
        db,
        places.map(({ example }) => example.subscriberId),
      );
      return impactViewOf({ next, impact, choices, answers, places, people, showAddresses }, now);
    });
  }

  /** As the publish page shows it, whole, for a step that need not be a draft's. */
  async impactOf(db: EntityManager, step: RevisionStep, answers: PublishAnswers, now: Date): Promise<CourseImpact> {
    const lessonIds = [...new Set([...step.before.lessons, ...step.after.lessons].map(({ id }) => id))];
    const { courseId } = step;
    const groups = await this.groups.read(db, { courseId, lessonIds, withEnded: step.arrived.length > 0 }, now);
    return courseImpact(groups, step, answers, now);
  }

  /** Every question that this publish raises, answered or not, with the numbers that hold under the answers given. */
  private async choices(
    db: EntityManager,
    step: RevisionStep,
    { changes }: NextRevision,
    answers: PublishAnswers,
  ): Promise<PublishChoice[]> {
    return openChoices(await this.effects.count(db, step, answers), changes, {});
  }
}
