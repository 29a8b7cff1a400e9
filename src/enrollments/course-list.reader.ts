import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { decodeCursor, pageFrom } from '../http/page-cursor.js';
import type { Page, PageQuery } from '../http/page.schema.js';
import type { CourseListItem } from './course-list.schema.js';

const mostCounted = 10_000;

interface Row {
  id: string;
  slug: string;
  name: string;
  lessons: number;
  revision: number | null;
  publishedAt: Date | null;
  savedAt: Date | null;
  savedBy: string | null;
  changes: number | null;
  active: number;
  paused: number;
  finished: number;
}

/** The list of courses, with how many people walk through each. */
@Injectable()
export class CourseListReader {
  constructor(private readonly db: DataSource) {}

  /**
   * In the order in which they were begun. Courses go by their primary key; people are counted in the index
   * enrollments_standing, whose order they are asked in lest the table be read instead, no further than 10,000 of a state, so that a page costs the same with a million of them.
   */
  async page({ after, limit }: PageQuery): Promise<Page<CourseListItem>> {
    const from = decodeCursor(after, z.string().regex(/^\d{1,18}$/)) ?? '0';
    const counted = (state: string) =>
      `(select count(*)::integer from (select from enrollments where course_id = c.id and state = '${state}' order by subscriber_id limit ${mostCounted + 1}) as walks)`;
    const rows = await this.db.query<Row[]>(
      `select c.id, c.slug, coalesce(d.name, d.document -> 'settings' ->> 'name', r.settings ->> 'name') as name,
         coalesce(d.lessons, (select count(*)::integer from revision_lessons where revision_id = r.id)) as lessons,
         r.number as revision, r.published_at as "publishedAt",
         case when d.document is not null then d.saved_at end as "savedAt",
         case when d.document is not null then d.saver end as "savedBy", d.changes,
         ${counted('active')} as active, ${counted('paused')} as paused, ${counted('finished')} as finished
       from courses c left join drafts d on d.course_id = c.id left join revisions r on r.id = c.published_revision_id
       where c.id > $1 and (r.id is not null or d.document is not null) order by c.id limit $2`,
      [from, limit + 1],
    );
    const { items, next } = pageFrom(rows, limit, ({ id }) => id);
    return { items: items.map(itemOf), next };
  }
}

function itemOf({
  slug,
  name,
  lessons,
  revision,
  publishedAt,
  savedAt,
  savedBy,
  changes,
  ...row
}: Row): CourseListItem {
  const counted = (count: number) => ({ count: Math.min(count, mostCounted), more: count > mostCounted });
  return {
    slug,
    name,
    lessons,
    published: revision === null || !publishedAt ? null : { revision, publishedAt: publishedAt.toISOString() },
    draft: savedAt && { savedAt: savedAt.toISOString(), savedBy: savedBy ?? '', changes },
    readers: { active: counted(row.active), paused: counted(row.paused), finished: counted(row.finished) },
  };
}
