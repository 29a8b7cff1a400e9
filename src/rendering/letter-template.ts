import type { ReactElement } from 'react';
import { render } from 'react-email';
import { outlookHead } from '../../emails/_parts/outlook.js';
import { closeMark, openMark, textValue, type LetterValue } from './letter-value.js';

export { fragment, textValue, urlValue, type LetterValue } from './letter-value.js';

/** A piece of a template: literal bytes, or the place where a value goes. */
export type Segment = string | { readonly value: string };

/** One letter of one revision, rendered once and cut where values go. Immutable: may be cached as long as its revision. */
export interface LetterTemplate {
  readonly subject: readonly Segment[];
  readonly html: readonly Segment[];
  readonly text: readonly Segment[];
}

/** A merge field found in a template: `name` is the value to give, `fallback` what stands there when the field is empty. */
export interface MergeField {
  readonly name: string;
  readonly field: string;
  readonly fallback: string;
}

export type LetterValues = Readonly<Record<string, LetterValue>>;

const token = new RegExp(`${openMark}([A-Za-z0-9_-]+)${closeMark}`, 'g');

/** A token that goes through React, attributes and text untouched, whatever the name holds. */
export function placeholder(name: string): string {
  return `${openMark}${Buffer.from(name, 'utf8').toString('base64url')}${closeMark}`;
}

/** Renders a letter whole, as it would leave: what filling is measured against. 1 ms; the process's first takes 100. */
export async function renderLetter(element: ReactElement): Promise<string> {
  const html = await render(element);
  // React Email writes XHTML's doctype, which puts the page in the browser view into "almost standards mode".
  return tidyHtml(html.replace(/^<!DOCTYPE[^>]*>/, '<!DOCTYPE html>').replace('</head>', `${outlookHead}</head>`));
}

/** Drops React's marker comments (those for Outlook stay) and breaks lines after blocks. The same for a whole and for parts. */
export function tidyHtml(html: string): string {
  return html
    .replace(/<!--(?!\[if|<!)[^]*?-->/g, '')
    .replace(/<\/(?:p|td|tr|table|h[1-6]|li|ul|ol|div|blockquote|style|head|title|form)>(?!\n)/g, '$&\n');
}

/** Subject, element and text carry `placeholder(…)` where values go. */
export async function compileLetter(source: {
  subject: string;
  element: ReactElement;
  text: string;
}): Promise<LetterTemplate> {
  return { subject: cut(source.subject), html: cut(await renderLetter(source.element)), text: cut(source.text) };
}

/** Cuts a string at its placeholders; no empty literals. */
export function cut(source: string): Segment[] {
  return source
    .split(token)
    .map((piece, index): Segment =>
      index % 2 === 0 ? piece : { value: Buffer.from(piece, 'base64url').toString('utf8') },
    )
    .filter((segment) => segment !== '');
}

/** Puts the values in; microseconds. Surplus values are ignored, a missing one throws with its name. */
export function fillSegments(segments: readonly Segment[], values: LetterValues, side: 'html' | 'text'): string {
  let filled = '';
  for (const segment of segments) {
    if (typeof segment === 'string') {
      filled += segment;
      continue;
    }
    const value = Object.hasOwn(values, segment.value) ? values[segment.value] : undefined;
    if (!value) throw new Error(`The letter wants a value that was not given: ${segment.value}`);
    filled += value[side];
  }
  return filled;
}

/** Names of all values a template wants, each once, in order of appearance. */
export function valueNames(template: LetterTemplate): string[] {
  const all = [...template.subject, ...template.html, ...template.text];
  return [...new Set(all.flatMap((segment) => (typeof segment === 'string' ? [] : [segment.value])))];
}

/** The merge fields among them: `first_name|runner` is the field first_name with the fallback runner. */
export function mergeFields(template: LetterTemplate): MergeField[] {
  return valueNames(template).flatMap((name) => {
    const bar = name.indexOf('|');
    return bar < 0 ? [] : [{ name, field: name.slice(0, bar), fallback: name.slice(bar + 1) }];
  });
}

/** Values for merge fields from what we know of a reader; null, empty and unknown fields give the fallback. */
export function mergeValues(
  fields: readonly MergeField[],
  known: Readonly<Record<string, string | null>>,
): LetterValues {
  return Object.fromEntries(
    fields.map(({ name, field, fallback }) => {
      const own = textValue((Object.hasOwn(known, field) ? known[field] : null) ?? '');
      return [name, own.text === '' ? textValue(fallback) : own];
    }),
  );
}
