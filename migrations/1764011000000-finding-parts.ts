import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Finding people by any part of their address or name, by when a walk ended; and filters that name a course by its id, so that they
 * outlive its address.
 */
export class FindingParts1764011000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of [parts, ended, coursesById('segments'), coursesById('bulk_runs')])
      await db.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}

/** As src/subscribers/search-places.ts asks for them, to the letter; the whole address and name have theirs already. */
const parts = /* sql */ `
  create index subscribers_address_words on subscribers
    (substring(email_key from '^[^@._+-]+[._+-]+([^@._+-][^@]*@.+)$') text_pattern_ops, id)
    where substring(email_key from '^[^@._+-]+[._+-]+([^@._+-][^@]*@.+)$') is not null;
  create index subscribers_address_last on subscribers
    (substring(email_key from '^[^@._+-]+[._+-]+[^@._+-]+[._+-]+(?:[^@]*[._+-])?([^@._+-]+@.+)$') text_pattern_ops, id)
    where substring(email_key from '^[^@._+-]+[._+-]+[^@._+-]+[._+-]+(?:[^@]*[._+-])?([^@._+-]+@.+)$') is not null;
  create index subscribers_domain on subscribers (split_part(email_key, '@', 2) text_pattern_ops, id);
  create index subscribers_name_words on subscribers
    (substring(lower(first_name) from '^[^ -]+[ -]+([^ -].*)$') text_pattern_ops, id)
    where substring(lower(first_name) from '^[^ -]+[ -]+([^ -].*)$') is not null;
  create index subscribers_name_last on subscribers
    (substring(lower(first_name) from '^[^ -]+[ -]+[^ -]+[ -]+(?:.*[ -])?([^ -]+)$') text_pattern_ops, id)
    where substring(lower(first_name) from '^[^ -]+[ -]+[^ -]+[ -]+(?:.*[ -])?([^ -]+)$') is not null;
`;

/** Read backwards for lists of who finished or left; state and course lie in the index, so that others cost no page of the table. */
const ended = /* sql */ `
  drop index enrollments_ended;
  create index enrollments_ended on enrollments (ended_at, subscriber_id) include (state, course_id) where ended_at is not null;
`;

/** In the expressions of this table: a course's slug, or a former one, becomes its id; one that there is not becomes '0', which finds nobody. */
export function coursesById(table: 'segments' | 'bulk_runs'): string {
  return /* sql */ `
    update ${table} kept set expression = (
      select coalesce(jsonb_agg(line order by place), '[]') from (
        select lines.place, (
          select jsonb_agg(case when one.condition ? 'course' then jsonb_set(one.condition, '{course}', to_jsonb(coalesce((
                   select id from courses where slug = one.condition ->> 'course' union all
                   select course_id from course_aliases where slug = one.condition ->> 'course'), 0)::text))
                 else one.condition end order by one.place)
          from jsonb_array_elements(lines.line) with ordinality as one(condition, place)) as line
        from jsonb_array_elements(kept.expression) with ordinality as lines(line, place)) rewritten)
    where kept.expression is not null`;
}
