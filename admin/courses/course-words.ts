import type { DraftView } from '../../src/courses/draft.schema.js';

/** A subject as a reader without a first name sees it. */
export function plainSubject(subject: string): string {
  return subject.replace(/\{\{\s*\w+\s*\|\s*([^{}|]*?)\s*\}\}/g, '$1');
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

export const stateWords: Record<DraftView['lessons'][number]['state'], string | null> = {
  published: null,
  changed: 'Changed',
  new: 'New',
  moved: 'Moved',
};

/** 24 Nov, 10:42, in the admin's own zone. */
export function momentWords(instant: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));
}

/** A local date, as a calendar has it: Thu 26 Nov. */
export function dateWords(localDate: string): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
    .format(new Date(`${localDate}T00:00:00Z`))
    .replace(',', '');
}
