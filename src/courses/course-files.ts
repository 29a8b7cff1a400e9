import { z } from 'zod';
import { readLesson } from '../rendering/lesson-document.js';
import { calendarFaults } from './course-calendar.js';
import { settingsOf } from './course-defaults.js';
import type { CourseDocument, DocumentLesson } from './course-document.js';
import { completionMatter, courseYaml, type CourseYaml, lessonMatter, subjectFault } from './course-file.schema.js';
import { missingPicture, readPictures } from './course-pictures.js';
import type { CourseSettings } from './course-settings.js';
import { type FileFault, textOf } from './file-text.js';
import { splitFrontMatter } from './front-matter.js';
import { readYaml } from './yaml-text.js';

/** Course and completion letter have one name each; a lesson's begins with its number. */
export const settingsFile = 'course.yaml';
export const completionFile = 'completion.md';
export const lessonFile = /^(\d{1,5})-[^/\\]*\.md$/;
export const mostLessons = 500;
const mostBytes = 64 * 1024 * 1024;

/**
 * Reads a whole course. Either every file is right and the course is given, or every fault of the whole course is listed,
 * by file and line, with what is expected. Paths are relative with '/', as readCourseFolder gives them. Never throws.
 */
export function readCourseFiles(
  files: ReadonlyMap<string, Uint8Array>,
): { course: CourseDocument } | { faults: FileFault[] } {
  return new CourseReading(files).read();
}

/** A lesson, and where what is checked only with all lessons in hand stands. */
interface PlacedLesson {
  lesson: DocumentLesson;
  file: string;
  subjectLine: number;
}

/** What a draft's files say. Readable, but perhaps not ready: `faults` are what publishing would refuse. */
export interface DraftReading {
  slug: string;
  settings: CourseSettings;
  /** In course order; perhaps none. */
  lessons: DocumentLesson[];
  faults: FileFault[];
}

/**
 * Reads the texts of a draft; of its pictures only the paths matter. Letters with a half-written exercise are given all
 * the same, with the fault beside them. Null where course.yaml cannot be read at all. Never throws.
 */
export function readDraftFiles(
  texts: ReadonlyMap<string, Uint8Array>,
  picturePaths: Iterable<string>,
): DraftReading | null {
  const shown = [...picturePaths].map((path) => [path, new Uint8Array()] as const);
  return new CourseReading(new Map([...texts, ...shown])).readDraft();
}

class CourseReading {
  private readonly faults: FileFault[] = [];
  private readonly said = new Set<string>();
  /** Lesson id → where it was first. */
  private readonly ids = new Map<string, { file: string; line: number }>();

  constructor(private readonly files: ReadonlyMap<string, Uint8Array>) {}

  read(): { course: CourseDocument } | { faults: FileFault[] } {
    const paths = [...this.files.keys()].sort();
    const total = [...this.files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
    if (total > mostBytes)
      this.fault(
        settingsFile,
        1,
        `expected at most 64 MB in all files together, not ${(total / 1024 / 1024).toFixed(0)} MB`,
      );
    const { pictures, faults } = readPictures(this.files);
    for (const { file, line, message } of faults) this.fault(file, line, message);
    const yaml = this.readSettings();
    const lessons = this.readLessons(paths.filter((path) => lessonFile.test(path)));
    const completion = this.files.has(completionFile) ? this.readCompletion() : null;
    for (const path of paths) {
      if (path !== settingsFile && path !== completionFile && !lessonFile.test(path) && !path.startsWith('pictures/')) {
        this.fault(
          path,
          1,
          'is not a file of a course: expected course.yaml, completion.md, lessons such as 01-hello.md, and pictures/',
        );
      }
    }
    if (this.faults.length > 0 || !yaml) return { faults: this.sortedFaults() };
    const texts = paths.filter((path) => !path.startsWith('pictures/'));
    return {
      course: {
        slug: yaml.slug,
        settings: settingsOf(yaml, completion),
        lessons: lessons.map(({ lesson }) => lesson),
        pictures,
        files: new Map(texts.map((path) => [path, this.files.get(path) ?? new Uint8Array()])),
      },
    };
  }

  readDraft(): DraftReading | null {
    const yaml = this.readSettings();
    const lessons = this.readLessons([...this.files.keys()].filter((path) => lessonFile.test(path)));
    const completion = this.files.has(completionFile) ? this.readCompletion() : null;
    if (!yaml) return null;
    return {
      slug: yaml.slug,
      settings: settingsOf(yaml, completion),
      lessons: lessons.map(({ lesson }) => lesson),
      faults: this.sortedFaults(),
    };
  }

  private readSettings(): CourseYaml | null {
    if (!this.files.has(settingsFile)) {
      this.fault(settingsFile, 1, 'is missing: expected a file with at least slug and name');
      return null;
    }
    const text = this.text(settingsFile)?.replace(/^\ufeff/, '');
    if (text === undefined) return null;
    const { value, lineOf } = this.yaml(settingsFile, text, 1, courseYaml);
    if (!value) return null;
    const picture = value.page?.picture?.file;
    if (picture !== undefined) this.expectPicture(settingsFile, lineOf(['page', 'picture', 'file']), picture);
    for (const message of calendarFaults(value.weekdays, value.skip_dates))
      this.fault(settingsFile, lineOf(['skip_dates']), `skip_dates: ${message}`);
    return value;
  }

  private readLessons(paths: string[]): PlacedLesson[] {
    const numbers = new Map<number, string>();
    const ordered = paths
      .map((path) => ({ path, number: Number(lessonFile.exec(path)?.[1]) }))
      .sort((a, b) => a.number - b.number || (a.path < b.path ? -1 : 1));
    if (ordered.length === 0)
      this.fault(settingsFile, 1, 'has no lessons beside it: expected files such as 01-hello.md');
    if (ordered.length > mostLessons)
      this.fault(settingsFile, 1, `expected at most ${mostLessons} lessons, not ${ordered.length}`);

    const lessons: PlacedLesson[] = [];
    for (const { path, number } of ordered) {
      const other = numbers.get(number);
      if (other !== undefined)
        this.fault(path, 1, `has the number of ${other}: expected a number of its own, lessons follow their numbers`);
      else numbers.set(number, path);
      const placed = this.readLesson(path);
      if (placed) lessons.push(placed);
    }
    lessons.forEach(({ lesson, file, subjectLine }, index) => {
      this.checkSubject(file, subjectLine, `Day ${index + 1} of ${ordered.length} · `, lesson.subject);
    });
    return lessons;
  }

  private readLesson(file: string): PlacedLesson | null {
    const parts = this.markdown(file, lessonMatter);
    if (!parts) return null;
    const { value, lineOf, body, raw } = parts;
    this.checkId(file, lineOf(['id']), raw);
    if (!value) return null;
    const { id: key, wait: waitDays, subject, preheader, minutes } = value;
    const lesson = { key, waitDays, subject, preheader, minutes, body };
    return { lesson, file, subjectLine: lineOf(['subject']) };
  }

  private readCompletion(): CourseSettings['completion'] | null {
    const parts = this.markdown(completionFile, completionMatter);
    if (!parts?.value) return null;
    this.checkSubject(completionFile, parts.lineOf(['subject']), '', parts.value.subject);
    return { ...parts.value, body: parts.body };
  }

  /** Front matter and body of a Markdown file; the body is checked even where the front matter is wrong. */
  private markdown<T>(path: string, schema: z.ZodType<T>) {
    const text = this.text(path);
    if (text === null) return null;
    const parts = splitFrontMatter(text);
    if (!parts) {
      this.fault(
        path,
        1,
        'expected front matter: a line ---, then lines such as subject: Hello, then another line ---',
      );
      return null;
    }
    const lesson = readLesson(parts.body, parts.bodyLine);
    for (const { line, message } of lesson.faults) this.fault(path, line, message);
    for (const { path: picture, line } of lesson.pictures) this.expectPicture(path, line, picture);
    if (parts.body.trim() === '')
      this.fault(path, parts.bodyLine, 'has no words: expected the letter after the front matter');
    return { ...this.yaml(path, parts.matter, parts.matterLine, schema), body: parts.body };
  }

  private yaml<T>(file: string, text: string, firstLine: number, schema: z.ZodType<T>) {
    const { value, faults, lineOf } = readYaml(text, firstLine);
    for (const { line, message } of faults) this.fault(file, line, message);
    if (faults.length > 0) return { value: null, raw: value, lineOf };
    const checked = schema.safeParse(value);
    if (checked.success) return { value: checked.data, raw: value, lineOf };
    for (const issue of checked.error.issues) {
      const where = issue.path.map((step) => (typeof step === 'number' ? step + 1 : String(step))).join(' ');
      const key = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
      this.fault(file, lineOf([...issue.path, ...key]), where ? `${where}: ${issue.message}` : issue.message);
    }
    return { value: null, raw: value, lineOf };
  }

  private expectPicture(file: string, line: number, path: string): void {
    const fault = missingPicture(this.files, path);
    if (fault) this.fault(file, line, fault);
  }

  /** Looks at what is written, so that twins are found where another line of the front matter is wrong too. */
  private checkId(file: string, line: number, raw: unknown): void {
    const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined;
    if (typeof id !== 'string') return;
    const twin = this.ids.get(id);
    if (!twin) this.ids.set(id, { file, line });
    else
      this.fault(
        file,
        line,
        `id: "${id}" is the id of ${twin.file} (line ${twin.line}) too: expected an id of its own`,
      );
  }

  private checkSubject(file: string, line: number, prefix: string, subject: string): void {
    const fault = subjectFault(prefix, subject);
    if (fault) this.fault(file, line, `subject: ${fault}`);
  }

  private text(file: string): string | null {
    const reading = textOf(this.files.get(file) ?? new Uint8Array());
    if ('text' in reading) return reading.text;
    this.fault(file, reading.fault.line, reading.fault.message);
    return null;
  }

  private fault(file: string, line: number, message: string): void {
    const key = `${file}\n${line}\n${message}`;
    if (this.said.has(key)) return;
    this.said.add(key);
    this.faults.push({ file, line, message });
  }

  private sortedFaults(): FileFault[] {
    return this.faults.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
  }
}
