import type { DeliveryKind } from '../deliveries/delivery-state.js';

type Facts = Record<string, unknown> | null;

/** What a letter is called in a list: a lesson by its subject. */
export function sayLetter(kind: DeliveryKind | null, what: string | null, repeat: boolean): string {
  switch (kind) {
    case 'lesson':
      return `“${what ?? 'A lesson'}”${repeat ? ', once more' : ''}`;
    case 'completion':
      return `The last letter of ${what ?? 'the course'}`;
    case 'confirmation':
      return 'The letter that asks to confirm';
    case 'already-in':
      return '“You are in already”';
    case 'notice':
      return notices[what ?? ''] ?? 'A letter with a link';
    case 'broadcast':
      return what === null ? 'A newsletter issue' : `The issue “${what}”${repeat ? ', once more' : ''}`;
    default:
      return 'A digest of the newsletter';
  }
}

const notices: Record<string, string> = {
  download: 'The link to the download of their data',
  forget: 'The link to be forgotten',
  'change-address': 'The link to change the address',
  'new-address': 'The link that proves the new address',
  'manage-link': 'A new link to their page',
};

/** A line of the audit log about a person, in words; an action nobody foresaw is shown as it is. */
export function sayChange(action: string, before: Facts, after: Facts): string {
  const course = text(after, 'course') ?? text(before, 'course');
  const ofCourse = course ? ` in ${course}` : '';
  switch (action) {
    case 'subscriber.added':
      return 'Added by hand';
    case 'subscriber.changed':
      return `Changed ${Object.keys(after ?? {})
        .map((field) => fields[field] ?? field)
        .join(', ')}`;
    case 'subscriber.tagged':
      return `Tagged “${text(after, 'tag')}”`;
    case 'subscriber.untagged':
      return `Tag “${text(before, 'tag')}” taken off`;
    case 'subscriber.unsubscribed':
      return 'Unsubscribed from everything';
    case 'newsletter.left':
      return 'Unsubscribed from the newsletter';
    case 'subscriber.suppressed':
    case 'address.suppressed':
      return `Suppressed: ${text(after, 'note') ?? 'no letters any more'}`;
    case 'suppression.lifted':
      return `Suppression lifted: ${text(after, 'note') ?? text(after, 'because') ?? ''}`;
    case 'subscriber.exported':
      return 'Data exported';
    case 'enrollment.begun':
      return `Enrolled in ${course}`;
    case 'enrollment.paused':
      return `Paused${ofCourse}${text(after, 'until') ? ` until ${text(after, 'until')}` : ''}`;
    case 'enrollment.resumed':
      return `Resumed${ofCourse}`;
    case 'enrollment.left':
      return `Unsubscribed from ${course ?? 'a course'}`;
    case 'enrollment.calendar':
      return `Calendar changed${ofCourse}: ${[text(after, 'hour'), text(after, 'zone')].filter(Boolean).join(', ')}`;
    case 'enrollment.moved':
      return `Moved to “${text(after, 'lesson')}”${ofCourse}`;
    case 'lesson.repeated':
      return `Sent “${text(after, 'lesson')}” once more`;
    default:
      return action;
  }
}

const fields: Record<string, string> = { firstName: 'the name', zone: 'the time zone' };

function text(facts: Facts, name: string): string | null {
  const value = facts?.[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
