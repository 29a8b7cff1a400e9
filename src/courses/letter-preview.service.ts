import { Injectable } from '@nestjs/common';
import { LetterWriter } from '../deliveries/letter-writer.service.js';
import { type SampleLetter, sampleCompletion, sampleLesson } from '../rendering/sample-letters.js';
import type { LetterPreview, TypedLetter } from './letter-preview.schema.js';
import { type LetterSketch, LetterSketchService } from './letter-sketch.service.js';
import { type StandingCourse, StandingCourseReader } from './standing-course.reader.js';

/** The letters of a course while they are being written. Reads only. */
@Injectable()
export class LetterPreviewService {
  constructor(
    private readonly courses: StandingCourseReader,
    private readonly writer: LetterWriter,
    private readonly sketches: LetterSketchService,
  ) {}

  /** Throws HouseError 'not-found' for the course. */
  async preview(slug: string, typed: TypedLetter): Promise<LetterPreview> {
    return this.sketches.preview(await this.sketch(slug, typed));
  }

  /** Throws HouseError 'not-found' for the course. */
  async sketch(slug: string, typed: TypedLetter): Promise<LetterSketch> {
    const course = await this.courses.bySlug(slug);
    const { day, of } = placeOf(course, typed);
    return {
      words: typed,
      prefix: typed.kind === 'lesson' ? `Day ${day} of ${of} · ` : '',
      pictures: new Set(course.pictures.keys()),
      sender: course.settings.sender ?? null,
      replyTo: course.settings.replyTo,
      render: () => this.sample(course, typed),
      of: { kind: 'course', id: course.id, part: { [typed.kind]: typed.lesson ?? true } },
    };
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
