import { Injectable } from '@nestjs/common';
import { LetterWriter } from '../deliveries/letter-writer.service.js';
import { checkLetter, type LetterCheck, type TypedLetter } from '../rendering/letter-checklist.js';
import { readLesson } from '../rendering/lesson-document.js';
import type { SampleLetter } from '../rendering/sample-letters.js';
import { KnownSenders } from '../settings/known-senders.js';
import { shownSender } from '../settings/shown-sender.js';
import type { LetterPreview } from './letter-preview.schema.js';

/** A letter that is being written, whatever it belongs to: a lesson, the letter at the end, an issue. */
export interface LetterSketch {
  words: TypedLetter;
  /** What the letter puts before the subject. */
  prefix: string;
  /** Paths of the pictures it may show. */
  pictures: ReadonlySet<string>;
  /** Address of the sender it names; null: the default one. */
  sender: string | null;
  replyTo: string | null;
  /** As a sample reader would get it; called only when its words can be put into a letter. */
  render: () => Promise<SampleLetter>;
  /** What the audit log says was tested. */
  of: { kind: 'course' | 'broadcast'; id: string; part: Record<string, unknown> | null };
}

/** Shows a letter while it is being written, through the very components that will make it. Reads only. */
@Injectable()
export class LetterSketchService {
  constructor(
    private readonly writer: LetterWriter,
    private readonly senders: KnownSenders,
  ) {}

  /** Whatever is wrong with the words is in the checks. */
  async preview(sketch: LetterSketch): Promise<LetterPreview> {
    const letter = await this.render(sketch);
    const bytes = letter ? Buffer.byteLength(letter.html) : null;
    const { words, prefix, pictures } = sketch;
    const checks = checkLetter(words, { prefix, pictures, htmlBytes: bytes });
    const { from, check } = await this.senderOf(sketch);
    return {
      ...{ from, subject: letter?.subject ?? words.subject, html: letter?.html ?? null, text: letter?.text ?? null },
      ...{ bytes, checks: [...checks, check] },
    };
  }

  /** Null: it has faults, or shows a picture that it does not have. */
  async render({ words, pictures, render }: LetterSketch): Promise<SampleLetter | null> {
    const lesson = readLesson(words.body);
    const showable = lesson.faults.length === 0 && lesson.pictures.every(({ path }) => pictures.has(path));
    return showable ? render() : null;
  }

  /** Who it would come from as things stand, and what is to be said about that. */
  private async senderOf(sketch: LetterSketch): Promise<{ from: string; check: LetterCheck }> {
    const { name, email, replyTo } = await this.writer.letterheadFor(null, sketch.sender);
    const from = shownSender({ name, email });
    const problem = sketch.sender === null ? null : await this.senders.problemWith(sketch.sender);
    if (problem !== null)
      return { from, check: { about: 'sender', state: 'wrong', says: `The sender ${problem}.`, points: [] } };
    const warning = this.senders.warningFor(email);
    const answers = sketch.replyTo ?? replyTo ?? email;
    const says = warning ?? `It comes from ${from}; answers go to ${answers === email ? 'the same address' : answers}.`;
    return { from, check: { about: 'sender', state: warning ? 'look' : 'fine', says, points: [] } };
  }
}
