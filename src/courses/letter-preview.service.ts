import { Injectable } from '@nestjs/common';
import { LetterWriter } from '../deliveries/letter-writer.service.js';
import { checkLetter, type LetterCheck } from '../rendering/letter-checklist.js';
import { readLesson } from '../rendering/lesson-document.js';
import { type SampleLetter, sampleCompletion, sampleLesson } from '../rendering/sample-letters.js';
import { KnownSenders } from '../settings/known-senders.js';
import { shownSender } from '../settings/shown-sender.js';
import type { LetterPreview, TypedLetter } from './letter-preview.schema.js';
import { type StandingCourse, StandingCourseReader } from './standing-course.reader.js';

/** Shows a letter while it is being written, through the very components that will make it. Reads only. */
@Injectable()
export class LetterPreviewService {
  constructor(
    private readonly courses: StandingCourseReader,
    private readonly writer: LetterWriter,
    private readonly senders: KnownSenders,
  ) {}

  /** Throws HouseError 'not-found' for the course; whatever is wrong with the words is in the checks. */
  async preview(slug: string, typed: TypedLetter): Promise<LetterPreview> {
    const { course, letter } = await this.render(slug, typed);
    const bytes = letter ? Buffer.byteLength(letter.html) : null;
    const { day, of } = placeOf(course, typed);
    const checks = checkLetter(typed, {
      prefix: typed.kind === 'lesson' ? `Day ${day} of ${of} · ` : '',
      pictures: new Set(course.pictures.keys()),
      htmlBytes: bytes,
    });
    const subject = letter?.subject ?? typed.subject;
    const { from, check } = await this.senderOf(course);
    return {
      ...{ from, subject, html: letter?.html ?? null, text: letter?.text ?? null, bytes },
      checks: [...checks, check],
    };
  }

  /** Who it would come from as things stand, and what is to be said about that. */
  private async senderOf({ settings }: StandingCourse): Promise<{ from: string; check: LetterCheck }> {
    const sender = settings.sender ?? null;
    const { name, email, replyTo } = await this.writer.letterheadFor(null, sender);
    const from = shownSender({ name, email });
    const problem = sender === null ? null : await this.senders.problemWith(sender);
    if (problem !== null)
      return { from, check: { about: 'sender', state: 'wrong', says: `The sender ${problem}.`, points: [] } };
    const warning = this.senders.warningFor(email);
    const answers = settings.replyTo ?? replyTo ?? email;
    const says = warning ?? `It comes from ${from}; answers go to ${answers === email ? 'the same address' : answers}.`;
    return { from, check: { about: 'sender', state: warning ? 'look' : 'fine', says, points: [] } };
  }

  /** A null letter: it has faults, or shows a picture the course does not have. Throws HouseError 'not-found' for the course. */
  async render(slug: string, typed: TypedLetter): Promise<{ course: StandingCourse; letter: SampleLetter | null }> {
    const course = await this.courses.bySlug(slug);
    const { faults, pictures } = readLesson(typed.body);
    const showable = faults.length === 0 && pictures.every(({ path }) => course.pictures.has(path));
    return { course, letter: showable ? await this.sample(course, typed) : null };
  }

  /** A letter of any state of a course, as a sample reader would get it; its words are right. */
  sample(course: StandingCourse, typed: TypedLetter): Promise<SampleLetter> {
    const { subject, preheader, minutes, body } = typed;
    if (typed.kind === 'lesson')
      return sampleLesson(course, { subject, preheader, minutes, body }, placeOf(course, typed), this.writer.look);
    const settings = { ...course.settings, completion: { subject, preheader, body } };
    return sampleCompletion({ ...course, settings }, this.writer.look);
  }
}

/** Where the lesson stands in its course; one that is not there yet would come last. */
function placeOf({ lessons }: StandingCourse, { lesson }: TypedLetter): { day: number; of: number } {
  const place = lessons.findIndex(({ key }) => key === lesson);
  return place < 0 ? { day: lessons.length + 1, of: lessons.length + 1 } : { day: place + 1, of: lessons.length };
}
