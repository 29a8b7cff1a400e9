import type { LessonFault, ReadLesson } from './lesson-document.js';
import { readLesson } from './lesson-document.js';
import { linksIn, picturesIn } from './lesson-parts.js';
import { lessonText } from './lesson-text.js';
import { mergeText, readMergeText } from './merge-text.js';
import { readingTime } from './reading-time.js';
import { distrustedIn, shouts } from './spam-words.js';

/** Words of a letter as somebody types them; nothing has been checked yet. */
export interface TypedLetter {
  subject: string;
  preheader: string;
  body: string;
  /** How long the author says it takes; null: not said. */
  minutes: number | null;
}

/** One line of the checklist. 'wrong' would be refused at publish; 'look' is advice; 'fine' says what was looked at. */
export interface LetterCheck {
  about: 'sender' | 'subject' | 'preheader' | 'words' | 'pictures' | 'links' | 'size' | 'spam' | 'reading';
  state: 'fine' | 'look' | 'wrong';
  /** One sentence. */
  says: string;
  /** Where, and what exactly; lines count from 1 in the body. */
  points: Array<{ line: number | null; says: string }>;
}

/** Gmail shows this much of a letter's HTML and hides the rest behind a link (measured by many, named by nobody). */
export const gmailClipsAt = 102 * 1024;
/** Hard limit at publish, "Day 3 of 14 · " included; phones cut at about 60. */
const longestSubject = 100;
const phoneSubject = 60;
const longestPreheader = 150;

/**
 * Everything worth a look before a letter is published, in the order of the screen. `prefix` is what the letter puts before the
 * subject; `pictures` are the paths the course has; `htmlBytes` null: it could not be rendered, so
 * nothing is said about its size. Pure, never throws.
 */
export function checkLetter(
  letter: TypedLetter,
  known: { prefix: string; pictures: ReadonlySet<string>; htmlBytes: number | null },
): LetterCheck[] {
  const lesson = readLesson(letter.body);
  const text = lessonText(lesson.document, (_, fallback) => fallback);
  return [
    checkSubject(letter.subject, known.prefix),
    checkPreheader(letter.preheader),
    checkWords(lesson),
    checkPictures(lesson, known.pictures),
    checkLinks(lesson),
    ...(known.htmlBytes === null ? [] : [checkSize(known.htmlBytes)]),
    checkSpam(letter, text),
    checkReading(text, letter.minutes),
  ];
}

function checkSubject(subject: string, prefix: string): LetterCheck {
  const { parts, faults } = readMergeText(subject.trim());
  const length = [...prefix, ...mergeText(parts, (_, fallback) => fallback)].length;
  const shown = prefix === '' ? '' : `, “${prefix.trim()}” included`;
  if (subject.trim() === '') return wrong('subject', 'The letter has no subject yet.');
  if (faults[0]) return wrong('subject', `Subject: ${faults[0]}.`);
  if (length > longestSubject)
    return wrong('subject', `The subject has ${length} characters${shown}: expected at most ${longestSubject}.`);
  if (length > phoneSubject)
    return look('subject', `The subject has ${length} characters${shown}. Phones cut it after about ${phoneSubject}.`);
  if (shouts(subject)) return look('subject', 'The subject is all capitals, which reads as shouting.');
  return fine('subject', `The subject has ${length} characters${shown}; phones show about ${phoneSubject}.`);
}

function checkPreheader(preheader: string): LetterCheck {
  const { parts, faults } = readMergeText(preheader.trim());
  const length = [...mergeText(parts, (_, fallback) => fallback)].length;
  if (faults[0]) return wrong('preheader', `Preheader: ${faults[0]}.`);
  if (length > longestPreheader)
    return wrong('preheader', `The preheader has ${length} characters: expected at most ${longestPreheader}.`);
  if (length === 0)
    return look('preheader', 'There is no preheader: inboxes show the first words of the letter instead.');
  if (length < 35) return look('preheader', `The preheader has ${length} characters; there is room for about 90.`);
  if (length > 110) return look('preheader', `The preheader has ${length} characters; most inboxes show about 90.`);
  return fine('preheader', `The preheader has ${length} characters.`);
}

function checkWords({ faults, document }: ReadLesson): LetterCheck {
  if (faults.length > 0) return wrong('words', 'Some of it cannot be put into a letter.', faults.map(point));
  if (document.blocks.length === 0) return look('words', 'The letter has no words yet.');
  return fine('words', 'Everything in it can be shown in a letter.');
}

function checkPictures({ document, pictures }: ReadLesson, known: ReadonlySet<string>): LetterCheck {
  const missing = pictures.filter(({ path }) => !known.has(path));
  const lineOf = (path: string) => pictures.find((picture) => picture.path === path)?.line ?? null;
  const alts = picturesIn(document.blocks);
  const empty = alts.filter(({ alt }) => alt.trim() === '');
  const poor = alts.filter(({ alt }) =>
    /^(?:image|picture|photo|img|dsc)\b.{0,12}$|\.(?:png|jpe?g|webp|gif)$/i.test(alt.trim()),
  );
  const points = [
    ...missing.map(({ path, line }) => ({ line, says: `There is no picture ${path}.` })),
    ...empty.map(({ path }) => ({
      line: lineOf(path),
      says: `Say what ${path} shows, for readers who see no pictures.`,
    })),
    ...poor.map(({ path, alt }) => ({ line: lineOf(path), says: `“${alt}” does not say what ${path} shows.` })),
  ];
  if (missing.length + empty.length > 0) return wrong('pictures', 'A picture or its words are missing.', points);
  if (poor.length > 0) return look('pictures', 'Some pictures could be said better in words.', points);
  if (alts.length === 0) return fine('pictures', 'No pictures.');
  return fine('pictures', `${count(alts.length, 'picture')}, all with words for readers who do not see them.`);
}

function checkLinks({ document, links }: ReadLesson): LetterCheck {
  const broken = links.filter(({ url }) => !leadsSomewhere(url));
  const plain = links.filter(({ url }) => /^http:/i.test(url));
  const lineOf = (url: string) => links.find((link) => link.url === url)?.line ?? null;
  const vague = linksIn(document.blocks).filter(({ words }) =>
    /^(?:here|this|link|click here|more)$/i.test(words.trim()),
  );
  const bare = linksIn(document.blocks).filter(({ words }) => words.trim() === '');
  const points = [
    ...broken.map(({ url, line }) => ({ line, says: `${shorten(url)} is not an address that can be opened.` })),
    ...bare.map(({ url }) => ({ line: lineOf(url), says: `The link to ${shorten(url)} has no words.` })),
    ...plain.map(({ url, line }) => ({ line, says: `${shorten(url)} is not encrypted; does https:// work, too?` })),
    ...vague.map(({ url, words }) => ({ line: lineOf(url), says: `“${words.trim()}” does not say where it leads.` })),
  ];
  if (broken.length > 0) return wrong('links', 'A link is broken.', points);
  if (points.length > 0) return look('links', 'Some links deserve a look.', points);
  return fine('links', links.length === 0 ? 'No links.' : `${count(links.length, 'link')}, all well-formed.`);
}

function checkSize(bytes: number): LetterCheck {
  const said = `The letter has ${Math.ceil(bytes / 1024)} KB`;
  if (bytes > gmailClipsAt) return look('size', `${said}: Gmail hides what comes after 102 KB. Make it two letters.`);
  if (bytes > gmailClipsAt * 0.85)
    return look('size', `${said}, close to the 102 KB after which Gmail hides the rest.`);
  return fine('size', `${said}; Gmail shows up to 102.`);
}

function checkSpam({ subject, preheader }: TypedLetter, text: string): LetterCheck {
  const found = [...distrustedIn(`${subject}\n${preheader}\n${text}`)];
  if (found.length === 0) return fine('spam', 'No words that spam filters distrust.');
  return look(
    'spam',
    'Some words are often seen in unwanted mail.',
    found.map(({ words, because }) => ({ line: null, says: `“${words}” ${because}.` })),
  );
}

function checkReading(text: string, said: number | null): LetterCheck {
  const { words, minutes } = readingTime(text);
  const takes = `${count(words, 'word')}, about ${count(minutes, 'minute')} to read`;
  if (said !== null && minutes > said) return look('reading', `${takes}, but it says ${count(said, 'minute')}.`);
  return fine('reading', `${takes}.`);
}

/** As far as can be told without asking: a known scheme, a host with a dot or an address with one, no spaces. */
function leadsSomewhere(url: string): boolean {
  if (/\s/.test(url) || !URL.canParse(url)) return false;
  const { protocol, hostname, pathname } = new URL(url);
  if (protocol === 'mailto:') return /^[^@]+@[^@]+\.[^@.]+$/.test(pathname);
  return ['http:', 'https:'].includes(protocol) && /[^.]\.[^.]|^localhost$/.test(hostname);
}

const point = ({ line, message }: LessonFault) => ({ line, says: sentence(message) });

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;
}

function shorten(url: string): string {
  return url.length > 60 ? `${url.slice(0, 59)}…` : url;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

type Points = LetterCheck['points'];
const fine = (about: LetterCheck['about'], says: string): LetterCheck => ({ about, state: 'fine', says, points: [] });
const look = (about: LetterCheck['about'], says: string, points: Points = []): LetterCheck => ({
  about,
  state: 'look',
  says,
  points,
});
const wrong = (about: LetterCheck['about'], says: string, points: Points = []): LetterCheck => ({
  about,
  state: 'wrong',
  says,
  points,
});
