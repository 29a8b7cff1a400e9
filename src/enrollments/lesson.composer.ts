import { Injectable } from '@nestjs/common';
import { CourseReader } from '../courses/course.reader.js';
import {
  type ClaimedDelivery,
  type ComposedFacts,
  type Letter,
  LetterComposer,
  type NoLetter,
} from '../deliveries/letter-composer.js';
import { LetterComposers } from '../deliveries/letter-composers.js';
import { letterPlace } from '../deliveries/letter-place.js';
import { LetterWriter } from '../deliveries/letter-writer.service.js';
import { LinkService } from '../links/link.service.js';
import { LetterFactsStore, type WalkLetterFacts } from './letter-facts.store.js';
import {
  compiledCompletion,
  compiledLesson,
  completionFacts,
  type CompletionFacts,
  completionValues,
  lessonFacts,
  type LessonFacts,
  lessonValues,
  streakOf,
} from './lesson-letter.js';

/** Composes lessons and completion letters: the published revision, this reader's day and marks, filled into one frame. */
@Injectable()
export class LessonComposer extends LetterComposer {
  readonly kinds = ['lesson', 'completion'] as const;

  constructor(
    private readonly courses: CourseReader,
    private readonly facts: LetterFactsStore,
    private readonly writer: LetterWriter,
    private readonly links: LinkService,
    composers: LetterComposers,
  ) {
    super();
    composers.add(this);
  }

  async compose(rows: readonly ClaimedDelivery[], now: Date): Promise<Array<Letter | NoLetter>> {
    const facts = await this.facts.read(rows);
    return this.oneByOne(rows, (row) => this.letterFor(row, facts.get(row.id), now));
  }

  private async letterFor(
    row: ClaimedDelivery,
    walk: WalkLetterFacts | undefined,
    now: Date,
  ): Promise<Letter | NoLetter> {
    if (!walk) return { outcome: 'withdraw', id: row.id, because: 'its walk is gone' };
    const revisionId = row.revisionId ?? walk.original?.revisionId ?? walk.publishedRevisionId;
    const course = await this.courses.byRevision(revisionId);
    const letterhead = await this.writer.letterheadFor(row.composed, course.settings.sender ?? null);
    const facts = walk.original?.composed?.facts;
    const composed = row.composed ?? this.writer.compose(facts ?? factsNow(row, walk), now, letterhead);
    const place = letterPlace(row.subscriberId, row.id, composed.origin, this.links);
    const common = {
      deliveryId: row.id,
      revisionId,
      composed,
      letterhead,
      to: { name: nameIn(composed), email: row.email },
      replyTo: course.settings.replyTo,
      list: { slug: course.slug, name: course.settings.name, unsubscribeUrl: place.unsubscribeUrl },
      automatic: false,
      kind: row.kind,
    };
    if (row.kind === 'completion') {
      const compiled = await compiledCompletion(this.writer, course, letterhead);
      const values = completionValues(compiled, completionFacts.parse(composed.facts), place, this.links);
      return this.writer.write({ ...common, compiled, values });
    }
    const lesson = course.lessons.find((one) => one.id === row.lessonId);
    if (!lesson) return { outcome: 'withdraw', id: row.id, because: 'the lesson is no longer published' };
    const compiled = await compiledLesson(this.writer, course, lesson, letterhead);
    const values = lessonValues(compiled, lessonFacts.parse(composed.facts), place, this.links);
    return this.writer.write({ ...common, compiled, values });
  }
}

/** Rule 10: n counts the lessons had, this one included; m adds what is still owed. */
function factsNow(row: ClaimedDelivery, walk: WalkLetterFacts): LessonFacts | CompletionFacts {
  const name = row.firstName;
  if (row.kind === 'completion') {
    return { name, done: walk.done.filter(Boolean).length, of: walk.done.length, streak: streakOf(walk.done) };
  }
  const day = walk.done.length + 1;
  return { name, day, of: day + walk.owed, done: walk.done };
}

function nameIn(composed: ComposedFacts): string | null {
  const { facts } = composed;
  return typeof facts === 'object' && facts !== null && 'name' in facts && typeof facts.name === 'string'
    ? facts.name
    : null;
}
