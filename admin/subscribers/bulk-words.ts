import type { BulkAct, BulkRun } from '../../src/people/bulk.schema.js';

export type BulkKind = BulkAct['do'];

/** What can be done with many, in the order of the menu, and what it does to each. */
export const bulkActs: ReadonlyArray<{ kind: BulkKind; label: string; explains: string; dangerous?: boolean }> = [
  { kind: 'tag', label: 'Tag', explains: 'It can be undone.' },
  { kind: 'untag', label: 'Take a tag off', explains: 'It can be undone.' },
  {
    kind: 'enroll',
    label: 'Enroll in a course',
    explains: 'Who has left the course, or said no to letters, is passed by.',
  },
  { kind: 'pause', label: 'Pause a course', explains: 'Letters stop until somebody resumes it. It can be undone.' },
  { kind: 'resume', label: 'Resume a course', explains: 'Letters go on at their next hour. It can be undone.' },
  {
    kind: 'leave',
    label: 'Unsubscribe from a course',
    explains: 'Their course ends, and so does their consent to it. Only they can come back.',
    dangerous: true,
  },
  {
    kind: 'unsubscribe',
    label: 'Unsubscribe from everything',
    explains: 'Every course and the newsletter end. Only they can come back, by signing up again.',
    dangerous: true,
  },
  {
    kind: 'suppress',
    label: 'Suppress',
    explains: 'Nothing is sent to these addresses until somebody lifts it.',
    dangerous: true,
  },
  {
    kind: 'erase',
    label: 'Erase',
    explains: 'Everything kept about them is deleted for good: letters, consents, marks. This cannot be undone.',
    dangerous: true,
  },
];

export function needs(kind: BulkKind): 'tag' | 'course' | 'course-and-consent' | 'note' | 'nothing' {
  if (kind === 'tag' || kind === 'untag') return 'tag';
  if (kind === 'enroll') return 'course-and-consent';
  if (kind === 'pause' || kind === 'resume' || kind === 'leave') return 'course';
  return kind === 'suppress' ? 'note' : 'nothing';
}

export function bulkWords(kind: BulkKind, said: { tag: string; course: string; words: string }): BulkAct {
  switch (kind) {
    case 'tag':
    case 'untag':
      return { do: kind, tag: said.tag };
    case 'enroll':
      return { do: kind, course: said.course, consent: said.words };
    case 'pause':
    case 'resume':
    case 'leave':
      return { do: kind, course: said.course };
    case 'suppress':
      return { do: kind, note: said.words };
    default:
      return { do: kind };
  }
}

/** 'Tag “autumn”: 1,204 of 2,000, 1,100 changed, 2 set aside. Stopped.' */
export function runWords({ act, done, people, changed, aside, state, failure }: BulkRun): string {
  const label = bulkActs.find(({ kind }) => kind === act.do)?.label ?? act.do;
  const what = act.tag !== undefined ? ` “${act.tag}”` : act.course !== undefined ? ` (${act.course})` : '';
  const number = (count: number) => count.toLocaleString('en-GB');
  const far = state === 'finished' ? `${number(done)} looked at` : `${number(done)} of ${number(people)}`;
  const apart = aside > 0 ? `, ${number(aside)} set aside` : '';
  const ended = state === 'stopped' ? '. Stopped.' : state === 'failed' ? '.' : '';
  return `${label}${what}: ${far}, ${number(changed)} changed${apart}${ended}${failure === null ? '' : ` ${failure}`}`;
}
