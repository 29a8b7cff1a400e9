import type { INestApplicationContext } from '@nestjs/common';
import { AuditStore } from '../audit/audit.store.js';
import { readCourseFolder, writeCourseFolder } from '../courses/course-folder.js';
import { type PublishOptions, PublishService, type PushResult } from '../courses/publish.service.js';
import { Misuse, readWords } from './misuse.js';
import { withRooms } from './with-rooms.js';

/** Courses in and out as files (rule 26). */
export async function course(words: string[]): Promise<number> {
  const [verb, ...rest] = words;
  if (verb === 'push') return push(rest);
  if (verb === 'pull') return pull(rest);
  throw new Misuse('course wants push DIR or pull SLUG DIR.');
}

async function push(words: string[]): Promise<number> {
  const { values, positionals } = readWords(words, {
    note: { type: 'string' },
    draft: { type: 'boolean' },
    'replace-draft': { type: 'boolean' },
    inserted: { type: 'string' },
    finishers: { type: 'string' },
    end: { type: 'string' },
  });
  const [dir, ...surplus] = positionals;
  if (!dir || surplus.length > 0)
    throw new Misuse('course push wants one folder: coursepost course push content/strong-glutes');
  const options = {
    author: 'command line',
    note: values.note,
    draftOnly: values.draft,
    replaceDraft: values['replace-draft'],
    inserted: oneOf('--inserted', values.inserted, ['next', 'newcomers']),
    finishers: oneOf('--finishers', values.finishers, ['offer', 'leave']),
    end: oneOf('--end', values.end, ['wait', 'finish']),
  };
  const files = await readCourseFolder(dir);
  return say(
    await withRooms((rooms, now) =>
      rooms.get(PublishService).push(files, { ...options, alongside: logged(rooms, now) }, now),
    ),
  );
}

/** The publish's line in the log of changes. */
function logged(rooms: INestApplicationContext, at: Date): PublishOptions['alongside'] {
  return (db, { courseId, ...after }) =>
    rooms.get(AuditStore).record(db, {
      ...{ at, actor: 'command line', action: 'course.published' },
      ...{ subjectKind: 'course', subjectId: courseId, after: { ...after } },
    });
}

function say(result: PushResult): number {
  switch (result.outcome) {
    case 'published':
      process.stdout.write(
        `Published revision ${result.revision}.\n${result.changes.map((change) => `  ${change}\n`).join('')}`,
      );
      return 0;
    case 'unchanged':
      process.stdout.write('Nothing has changed.\n');
      return 0;
    case 'drafted':
      process.stdout.write('Saved as a draft; readers notice nothing until it is published.\n');
      return 0;
    case 'faults':
      process.stderr.write(`Nothing was changed. ${result.faults.length} to mend:\n`);
      for (const fault of result.faults) process.stderr.write(`  ${fault.file}:${fault.line} ${fault.message}\n`);
      return 1;
    case 'draft-in-the-way':
    case 'stale-draft':
      process.stderr.write(
        'Nothing was changed: a draft was edited since the last publish. --replace-draft throws it away.\n',
      );
      return 1;
    case 'choice-due':
      process.stderr.write('Nothing was changed: this publish touches people and wants your choice.\n');
      for (const choice of result.choices)
        process.stderr.write(`  --${choice.option} ${choice.answers.join('|')}: ${choice.question}\n`);
      return 1;
  }
}

async function pull(words: string[]): Promise<number> {
  const { positionals } = readWords(words, {});
  const [slug, dir, ...surplus] = positionals;
  if (!slug || !dir || surplus.length > 0)
    throw new Misuse('course pull wants a course and a folder: coursepost course pull strong-glutes DIR');
  const files = await withRooms((rooms) => rooms.get(PublishService).pull(slug));
  await writeCourseFolder(dir, files);
  process.stdout.write(`Wrote ${files.size} files to ${dir}.\n`);
  return 0;
}

function oneOf<T extends string>(option: string, given: string | undefined, choices: readonly T[]): T | undefined {
  const choice = choices.find((one) => one === given);
  if (given !== undefined && choice === undefined)
    throw new Misuse(`${option} is ${JSON.stringify(given)}, expected ${choices.join(' or ')}.`);
  return choice;
}
