import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { DoneBrowser, DoneLetter, doneLetterText } from '../../emails/_parts/done-block.js';
import { Marks, marksText, type MarksProps } from '../../emails/_parts/marks.js';
import { ProgressStrip, progressStripText, type ProgressStripProps } from '../../emails/_parts/progress-strip.js';
import { encodeSegment } from '../mail/quoted-printable.js';
import { cut, fillSegments, placeholder, tidyHtml } from './letter-template.js';
import { encodedFragment, fragment, textValue, urlValue, type LetterValue } from './letter-value.js';

/** Structure that differs per reader (rule 27): pure, from the letter's own components, the same bytes as rendered in place. */

const mostRemembered = 5000;

/** "Day 3 of 14" and a mark a day. Throws unless 1 ≤ day ≤ of. Remembered: most readers of a lesson share a few patterns. */
export function progressStrip(props: ProgressStripProps): LetterValue {
  const { day, of, done } = props;
  if (!(Number.isInteger(day) && Number.isInteger(of) && day >= 1 && day <= of)) {
    throw new Error(`No such day in the strip: ${day} of ${of}`);
  }
  return remember(strips, `${day}/${of}/${done.slice(0, of).map(Number).join('')}`, () =>
    fragment(markup(<ProgressStrip {...props} />), progressStripText(props)),
  );
}

/** What the reader did, for the completion letter. */
export function marksBlock(props: MarksProps): LetterValue {
  return remember(marks, `${props.done}/${props.of}/${props.streak}`, () =>
    fragment(markup(<Marks {...props} />), marksText(props)),
  );
}

/** "I did it" in the letter: a link to the page that asks. `url` is absolute. */
export function doneBlockLetter(url: string): LetterValue {
  const value = urlValue(url);
  doneSegments ??= cut(markup(<DoneLetter url={placeholder('done_url')} />));
  encodedDoneSegments ??= doneSegments.map((one) => (typeof one === 'string' ? encodeSegment(one) : null));
  const text = doneLetterText(value.text);
  const encodedUrl = encodeSegment(value.html);
  return fragment(fillSegments(doneSegments, { done_url: value }, 'html'), text, {
    html: encodedDoneSegments.map((one) => one ?? encodedUrl).join(''),
    text: encodeSegment(text),
  });
}

/** "I did it" in the browser: a form that POSTs to `path`, or the mark. `doneAt` is a date in words; null: not yet. */
export function doneBlockBrowser(path: string, doneAt: string | null): LetterValue {
  const when = doneAt === null ? null : textValue(doneAt).text;
  return fragment(markup(<DoneBrowser path={path} doneAt={when} />), when === null ? '' : `Done on ${when}.`);
}

const strips = new Map<string, LetterValue>();
const marks = new Map<string, LetterValue>();
let doneSegments: ReturnType<typeof cut> | undefined;
/** Encoded literals; null where the address goes. */
let encodedDoneSegments: Array<string | null> | undefined;

function markup(element: ReactElement): string {
  return tidyHtml(renderToStaticMarkup(element));
}

/** Bounded: the oldest goes first. */
function remember(memory: Map<string, LetterValue>, key: string, make: () => LetterValue): LetterValue {
  const known = memory.get(key);
  if (known) return known;
  if (memory.size >= mostRemembered) memory.delete(memory.keys().next().value ?? '');
  const made = encodedFragment(make());
  memory.set(key, made);
  return made;
}
