import { stringify } from 'yaml';
import { courseYaml } from './course-file.schema.js';
import { settingsFile } from './course-files.js';
import { type DraftDocument, draftOfFiles } from './draft-document.js';
import { lessonBytes } from './lesson-file.js';

/** A course with its first lesson, ready to be written over; or what is wrong with its name or address, by field. */
export function newCourse(
  slug: string,
  name: string,
): { document: DraftDocument } | { fields: Record<string, string> } {
  const reading = courseYaml.safeParse({ slug, name });
  if (!reading.success) {
    const fields: Record<string, string> = {};
    for (const { path, message } of reading.error.issues) fields[path.join('.')] ??= message;
    return { fields };
  }
  const encoder = new TextEncoder();
  const settings = stringify({ slug: reading.data.slug, name: reading.data.name }, { lineWidth: 0, schema: 'core' });
  const first = {
    key: 'welcome',
    subject: 'Welcome',
    preheader: 'What this course is about, and what to do today.',
    waitDays: 1,
    minutes: 5,
    body: welcome,
  };
  const texts = new Map([
    [settingsFile, encoder.encode(settings)],
    ['01-welcome.md', lessonBytes(first)],
  ]);
  return { document: draftOfFiles({ texts, pictures: new Map() }) };
}

const welcome = `
Hello {{ first_name | and welcome }}. I am glad you are here.

In this course you will learn one thing a day. Each morning there is one letter with one idea and something small to do.

## What to do today

1. Read this letter to the end.
2. Pick the time of day at which you will do the lessons.
3. Write to me: what would you like to be able to do when the course is over?

Until tomorrow!
`;
