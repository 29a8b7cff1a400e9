import type { INestApplicationContext } from '@nestjs/common';
import { CourseReader } from '../courses/course.reader.js';
import { readCourseFolder } from '../courses/course-folder.js';
import { PublishService } from '../courses/publish.service.js';
import { contentFolder } from './content-folder.js';

/** A house without any course gets the one that ships, so that the first page is never empty. */
export async function seedFirstCourse(app: INestApplicationContext, now: Date): Promise<void> {
  if ((await app.get(CourseReader).list()).length > 0) return;
  const files = await readCourseFolder(contentFolder('strong-glutes'));
  const result = await app
    .get(PublishService)
    .push(files, { author: 'first start', note: 'The course that ships with Coursepost.' }, now);
  if (result.outcome === 'faults') {
    const faults = result.faults.map((fault) => `${fault.file}:${fault.line} ${fault.message}`);
    throw new Error(`content/strong-glutes cannot be published:\n${faults.join('\n')}`);
  }
}
