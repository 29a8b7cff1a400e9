import { readFileSync } from 'node:fs';
import type { PublishedCourse } from '../courses/course-settings.js';
import { escapeHtml } from '../rendering/letter-value.js';
import { formatHour } from '../schedule/hour.js';

/** What people paste into their own sites so that a course can be asked for there. */
export interface EmbedCode {
  /** A form that renders itself, knows the reader's zone, and says thanks in place; a link where no script runs. */
  script: string;
  /** Plain HTML with the host page's own looks; leads to our page afterwards. */
  form: string;
}

const code = readFileSync(new URL('./assets/embed.js', import.meta.url), 'utf8')
  .replace(/^[ \t]*(\/\/.*)?\n?/gm, '') // other people's pages load it: no indentation, no lines of comment
  .replace(/;\s*$/, '');

/** The script of one course; `slug` is the one asked for, which the host page's element names too. Under 5 KB, and the course's words; half of that on its way. */
export function embedScript(course: PublishedCourse, slug: string, publicUrl: string): string {
  const { name, hour, signups, page } = course.settings;
  const words = {
    slug,
    action: `${publicUrl}/courses/${course.slug}/signup`,
    name,
    hour,
    closed: signups === 'closed' ? closedWords : null,
    newsletter: page.newsletter,
    consent: page.consent,
    privacy: page.privacy,
  };
  return `(${code})(${JSON.stringify(words)});\n`;
}

const closedWords = 'This course takes no new readers at the moment. Please come back a little later.';

export function embedCode(course: PublishedCourse, publicUrl: string): EmbedCode {
  const { name, hour, page } = course.settings;
  const place = `${publicUrl}/courses/${course.slug}`;
  const script = `<div data-coursepost="${course.slug}"><a href="${place}">${escapeHtml(name)}</a></div>
<script src="${place}/embed.js" async></script>
`;
  const form = `<form action="${place}/signup" method="post">
  <p><strong>${escapeHtml(name)}</strong></p>
  <p><label>Your email address<br><input name="email" type="email" required autocomplete="email"></label></p>
  <p><label>First name (optional)<br><input name="first_name" autocomplete="given-name"></label></p>
  <p><label>Send it at<br><input name="hour" type="time" value="${formatHour(hour)}"></label></p>
  <p><label><input name="newsletter" type="checkbox" value="yes"> ${escapeHtml(page.newsletter)}</label></p>
  <input name="homepage" hidden autocomplete="off">
  <p><button>Sign me up</button></p>
  <p><small>With this you say: “${escapeHtml(page.consent)}” ${escapeHtml(page.privacy)}</small></p>
</form>
`;
  return { script, form };
}
