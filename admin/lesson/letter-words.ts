import type { DraftEdit, DraftView } from '../../src/courses/draft.schema.js';
import type { TypedLetter } from '../../src/courses/letter-preview.schema.js';
import { type Field, pick, type Words } from './merge-words.js';

/** Which letter of a course is open: a lesson by its key, or the one at the end. */
export type Letter = { kind: 'lesson'; key: string } | { kind: 'completion' };

export function nameOf(letter: Letter): string {
  return letter.kind === 'lesson' ? letter.key : '(completion)';
}

/** Null: the draft has no such lesson (any more). */
export function wordsIn(view: DraftView, letter: Letter): Words | null {
  if (letter.kind === 'completion') return { ...view.completion, minutes: null, waitDays: 1 };
  const lesson = view.lessons.find(({ key }) => key === letter.key);
  if (!lesson) return null;
  const { subject, preheader, minutes, waitDays, body } = lesson;
  return { subject, preheader, minutes, waitDays, body };
}

/** The edit that writes these fields. */
export function editOf(letter: Letter, words: Words, fields: readonly Field[]): DraftEdit {
  const said = pick(words, fields);
  if (letter.kind === 'lesson') return { kind: 'lesson.write', lesson: letter.key, ...said };
  return {
    kind: 'completion.write',
    ...(said.subject === undefined ? {} : { subject: said.subject }),
    ...(said.preheader === undefined ? {} : { preheader: said.preheader }),
    ...(said.body === undefined ? {} : { body: said.body }),
  };
}

export function typedOf(letter: Letter, { subject, preheader, minutes, body }: Words): TypedLetter {
  const kind = letter.kind;
  return { kind, lesson: letter.kind === 'lesson' ? letter.key : null, subject, preheader, minutes, body };
}
