import type { LessonDocument } from '../rendering/lesson-document.js';
import { readLesson } from '../rendering/lesson-document.js';
import { picturesIn } from '../rendering/lesson-parts.js';
import { lessonText } from '../rendering/lesson-text.js';
import { readMergeText } from '../rendering/merge-text.js';
import { fallbacks, type PagePicture } from './issue-body.js';
import type { IssueLine, IssueWords } from './issue.reader.js';

/** An issue as a list shows it. */
export interface ListedIssue {
  slug: string;
  title: string;
  /** One line about it. */
  description: string;
  /** Local date, YYYY-MM-DD. */
  day: string;
  publishedAt: Date;
  forSubscribers: boolean;
}

/** An issue as its page and the feeds show it. */
export interface Issue extends ListedIssue {
  /** Who wrote it, as readers know them. */
  author: string;
  document: LessonDocument;
  picture: (path: string) => PagePicture | null;
  /** The one that stands for it where it is shared; null: it has none. */
  cover: (PagePicture & { alt: string }) | null;
}

const describedIn = 160;

/** Pure. */
export function listedIssue(line: IssueLine): ListedIssue {
  return {
    slug: line.slug,
    title: fallbacks(readMergeText(line.subject).parts),
    description: fallbacks(readMergeText(line.preheader).parts),
    day: line.day,
    publishedAt: line.startedAt,
    forSubscribers: line.visibility === 'subscribers',
  };
}

/** `origin` stands before the paths of pictures. Pure. */
export function wholeIssue(words: IssueWords, about: { author: string; origin: string }): Issue {
  const { document } = readLesson(words.body);
  const picture = (path: string): PagePicture | null => {
    const file = Object.hasOwn(words.pictures, path) ? words.pictures[path] : undefined;
    return file
      ? {
          src: `${about.origin}/pictures/${file.hash}`,
          width: file.width,
          height: file.height,
        }
      : null;
  };
  const [first] = picturesIn(document.blocks).flatMap(({ path, alt }) => {
    const found = picture(path);
    return found ? [{ ...found, alt }] : [];
  });
  const listed = listedIssue(words);
  return {
    ...listed,
    description: listed.description || opening(document),
    author: about.author,
    ...{ document, picture, cover: first ?? null },
  };
}

/** The first words of a letter, cut between two of them. */
function opening(document: LessonDocument): string {
  const text = lessonText(document, (_, fallback) => fallback).replace(/\s+/g, ' ');
  if (text.length <= describedIn) return text;
  return `${text.slice(0, text.lastIndexOf(' ', describedIn - 1))} …`;
}
