import { encodeSegment } from '../mail/quoted-printable.js';

/** What stands in one place of a letter, ready for both parts: `html` is escaped for text and attributes, `text` is as read. */
export interface LetterValue {
  readonly html: string;
  readonly text: string;
  /** Both encoded as quoted-printable by encodeSegment, where that was done once for many letters. */
  readonly encoded?: { readonly html: string; readonly text: string };
}

/** The two characters that mark a placeholder (private use, so no keyboard makes them and React leaves them alone). */
export const openMark = '\uE000';
export const closeMark = '\uE001';

const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/** Controls, direction overrides (a name must not turn the sentence round it), placeholder marks. Joiners stay: emoji need them. */
const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ue000\ue001]/g;
const loneSurrogate = /\p{Surrogate}/gu;
const plainUrl = /^(?:https?:\/\/|mailto:)[\x21-\x7e]+$/;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};

/** Escapes as React does, to the letter: "filling equals rendering" hangs on that. Safe in text and in quoted attributes. */
export function escapeHtml(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => entities[character] ?? character) : text;
}

/**
 * Words from outside (a name): one line, without control characters and direction overrides, lone surrogates replaced.
 * What is left is kept as it is, whatever it looks like: `{{`, tags and quotes are just characters.
 */
export function textValue(words: string): LetterValue {
  const text = words.replace(breaks, ' ').replace(unprintable, '').replace(loneSurrogate, '\ufffd').trim();
  return { html: escapeHtml(text), text };
}

/** An absolute http(s) or mailto address in ASCII, as links/ makes them. Throws on anything else: it is our own mistake. */
export function urlValue(url: string): LetterValue {
  if (!plainUrl.test(url))
    throw new Error(`Not an absolute http(s) or mailto address: ${JSON.stringify(url.slice(0, 80))}`);
  return { html: escapeHtml(url), text: url };
}

/** Structure that differs per reader (strip, marks), made by a pure function from the letter's own components (rule 27). */
export function fragment(html: string, text: string, encoded?: { html: string; text: string }): LetterValue {
  return encoded ? { html, text, encoded } : { html, text };
}

/** The same fragment, encoded now for all letters it will stand in. */
export function encodedFragment({ html, text }: LetterValue): LetterValue {
  return fragment(html, text, { html: encodeSegment(html), text: encodeSegment(text) });
}
