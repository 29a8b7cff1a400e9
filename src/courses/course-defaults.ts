import type { CourseYaml } from './course-file.schema.js';
import type { CourseSettings } from './course-settings.js';

/** What a course says when its author has not: plain words that are true of every course. */
export function settingsOf(yaml: CourseYaml, completion: CourseSettings['completion'] | null): CourseSettings {
  const { name, page } = yaml;
  return {
    name,
    description: yaml.description ?? '',
    author: { name: yaml.author?.name ?? name, about: yaml.author?.about ?? '' },
    sender: yaml.sender,
    replyTo: yaml.reply_to,
    zone: yaml.zone,
    hour: yaml.hour,
    weekdays: yaml.weekdays,
    skipDates: [...new Set(yaml.skip_dates)].sort(),
    start: yaml.start,
    startsOn: yaml.starts_on,
    lateLimitHours: yaml.late_limit_hours,
    moreComing: yaml.more_coming,
    signups: yaml.signups,
    tracking: yaml.tracking,
    page: {
      headline: page?.headline ?? name,
      lead: page?.lead ?? yaml.description ?? '',
      promises: page?.promises ?? [],
      time: page?.time ?? '',
      picture: page?.picture ?? null,
      privacy:
        page?.privacy ?? 'Your address is used only for the letters you ask for, and you can leave with one click.',
      consent: page?.consent ?? `Send me the lessons of ${name} by email. I can stop at any time.`,
      newsletter: page?.newsletter ?? 'Also send me the occasional newsletter. (Optional.)',
    },
    next: yaml.next && { course: yaml.next.course, words: yaml.next.words ?? 'Ready for what comes next?' },
    completion: completion ?? {
      subject: 'That was the last lesson',
      preheader: 'You have had every lesson of the course. Thank you for reading.',
      body: plainCompletion(name),
    },
  };
}

function plainCompletion(name: string): string {
  const escaped = name.replace(/[{}]/g, '').replace(/[\\`*_[\]<>()#!|~&]/g, '\\$&'); // no merge field, no markup
  return `Congratulations, {{ first_name | dear reader }}. That was the last lesson of ${escaped}.

Thank you for reading to the end. Your own page, linked below, keeps every lesson, and there you can start again whenever you like.
`;
}
