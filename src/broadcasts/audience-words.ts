import type { Audience } from './audience.schema.js';

export interface AudienceNames {
  segments: ReadonlyMap<string, string>;
  courses: ReadonlyMap<string, string>;
}

/** An audience in a line: 'Newsletter readers in “Coaches”, 2 conditions'. Pure. */
export function audienceInWords({ to, only, segment }: Audience, names: AudienceNames): string {
  const base =
    to.kind === 'newsletter'
      ? 'Newsletter readers'
      : `Readers of “${names.courses.get(to.course) ?? 'a course that is gone'}”`;
  const within = segment === null ? '' : ` in “${names.segments.get(segment) ?? 'a segment that is gone'}”`;
  const conditions = only?.length ?? 0;
  return `${base}${within}${conditions === 0 ? '' : `, ${conditions} condition${conditions === 1 ? '' : 's'}`}`;
}
