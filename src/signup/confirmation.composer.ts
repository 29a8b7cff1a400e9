import { Injectable } from '@nestjs/common';
import { CourseReader } from '../courses/course.reader.js';
import type { PublishedCourse } from '../courses/course-settings.js';
import { type ClaimedDelivery, type Letter, LetterComposer, type NoLetter } from '../deliveries/letter-composer.js';
import { LetterComposers } from '../deliveries/letter-composers.js';
import { LetterWriter } from '../deliveries/letter-writer.service.js';
import { newsletterList } from '../deliveries/newsletter-list.js';
import { LinkService } from '../links/link.service.js';
import { type LetterValues, textValue, urlValue } from '../rendering/letter-template.js';
import { alreadyInTemplate, confirmationTemplate, type LetterLook } from '../rendering/templates.js';
import { type Signup, SignupStore } from './signup.store.js';

/** Composes the answers to a sign-up. Of what the person typed, only the address stands in them. */
@Injectable()
export class ConfirmationComposer extends LetterComposer {
  readonly kinds = ['confirmation', 'already-in'] as const;

  constructor(
    private readonly signups: SignupStore,
    private readonly courses: CourseReader,
    private readonly writer: LetterWriter,
    private readonly links: LinkService,
    composers: LetterComposers,
  ) {
    super();
    composers.add(this);
  }

  async compose(rows: readonly ClaimedDelivery[], now: Date): Promise<Array<Letter | NoLetter>> {
    const signups = await this.signups.byIds(rows.flatMap((row) => row.signupId ?? []));
    return Promise.all(rows.map((row) => this.letterFor(row, signups.get(row.signupId ?? ''), now)));
  }

  private async letterFor(row: ClaimedDelivery, signup: Signup | undefined, now: Date): Promise<Letter | NoLetter> {
    const course = await this.courseOf(row, signup);
    if (!signup || course === undefined) return { outcome: 'withdraw', id: row.id, because: 'the sign-up has expired' };
    const letterhead = await this.writer.letterheadFor(row.composed, course?.settings.sender ?? null);
    const composed = row.composed ?? this.writer.compose({}, now, letterhead);
    const template = row.kind === 'confirmation' ? confirmationTemplate : alreadyInTemplate;
    const render = (look: LetterLook) => template(course, look);
    const compiled = await this.writer.compile(`${row.kind} ${course?.revisionId ?? 'newsletter'}`, render, letterhead);
    const values: LetterValues = {
      email: textValue(signup.email),
      confirm_url: urlValue(composed.origin + this.links.confirm(signup.id, signup.expiresAt)),
      manage_url: urlValue(composed.origin + this.links.manage(row.subscriberId)),
    };
    return this.writer.write({
      deliveryId: row.id,
      revisionId: course?.revisionId ?? null,
      composed,
      letterhead,
      compiled,
      values,
      to: { name: null, email: signup.email },
      replyTo: course?.settings.replyTo ?? null,
      // One click from somebody who never signed up: no more letters to this address until it confirms (rule 30).
      list: {
        ...(course ? { slug: course.slug, name: course.settings.name } : newsletterList(letterhead.name)),
        unsubscribeUrl: composed.origin + this.links.unsubscribe(row.subscriberId, row.id),
      },
      automatic: true,
      kind: row.kind,
    });
  }

  /** Of the revision of the first hand-over, so that a retry is byte-equal (rule 15). Null: the newsletter; undefined: it is gone. */
  private async courseOf(
    row: ClaimedDelivery,
    signup: Signup | undefined,
  ): Promise<PublishedCourse | null | undefined> {
    if (row.revisionId !== null) return this.courses.byRevision(row.revisionId);
    if (!signup) return undefined;
    return signup.courseId === null ? null : ((await this.courses.byId(signup.courseId)) ?? undefined);
  }
}
