import type { CourseSettings } from '../courses/course-settings.js';
import { formatHour } from '../schedule/hour.js';
import { everyDay, formatWeekdays } from '../schedule/weekdays.js';
import type { RevisionView } from './revision.schema.js';

/** A course's settings as people say them, in the order of the settings page. Pure. */
export function settingsInWords(settings: CourseSettings): RevisionView['settings'] {
  const { name, description, author, zone, hour, weekdays, skipDates, start, startsOn, page, next } = settings;
  const lines: Array<[about: string, says: string | null]> = [
    ['Name', name],
    ['In short', description],
    ['By', [author.name, author.about].filter((words) => words !== '').join(': ')],
    ['Answers go to', settings.replyTo],
    ['Sign-up page', [page.headline, page.lead].filter((words) => words !== '').join(' ')],
    ['What it promises', page.promises.join(' · ')],
    ['People agree to', page.consent],
    ['Sign-ups', settings.signups === 'open' ? 'open' : 'closed'],
    ['Hour', `${formatHour(hour)}, where readers have not chosen another`],
    ['Zone', zone.replaceAll('_', ' ')],
    ['Days', weekdays === everyDay ? 'every day' : formatWeekdays(weekdays).map(capital).join(', ')],
    ['Days without a letter', skipDates.join(', ') || 'none'],
    ['The first lesson', start === 'on-confirmation' ? 'at once, on confirmation' : 'at the first hour that comes'],
    ['Everybody begins on', startsOn],
    ['Late', `a lesson that is ${settings.lateLimitHours} hours late waits for the next day`],
    ['At the end', settings.moreComing ? 'people wait for more lessons' : 'people get the completion letter'],
    ['What follows', next ? next.course : null],
    ['Opens and clicks', settings.tracking ? 'counted' : 'not counted'],
  ];
  return lines.flatMap(([about, says]) => (says === null || says === '' ? [] : [{ about, says }]));
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
