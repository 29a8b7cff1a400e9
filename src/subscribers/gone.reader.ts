import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Condition, Expression } from './expression.schema.js';
import { tagIn } from './named-tags.js';

/** What filters name and is no longer there. Tags are named as they are written, courses by their id. */
@Injectable()
export class GoneReader {
  constructor(private readonly db: DataSource) {}

  /** In words, each once: 'The tag “coach”'. */
  async named(expression: Expression): Promise<string[]> {
    return (await this.among([expression]))(expression);
  }

  /** Asked once for many filters: one statement, by the primary keys of tags and courses. */
  async among(expressions: readonly Expression[]): Promise<(expression: Expression) => string[]> {
    const conditions = expressions.flat(2);
    const [tags, courses] = [new Set(conditions.flatMap(tagIn)), new Set(conditions.flatMap(courseIn))];
    if (tags.size + courses.size === 0) return () => [];
    const [there] = await this.db.query<[{ tags: string[]; courses: string[] }]>(
      `select array(select name from tags where name = any($1::text[])) as tags,
              array(select id::text from courses where id = any($2::bigint[])) as courses`,
      [[...tags], [...courses]],
    );
    return (expression) => {
      const named = expression.flat();
      const goneTags = new Set(named.flatMap(tagIn).filter((tag) => !there.tags.includes(tag)));
      const goneCourse = named.flatMap(courseIn).some((course) => !there.courses.includes(course));
      return [...[...goneTags].map((tag) => `The tag “${tag}”`), ...(goneCourse ? ['A course'] : [])];
    };
  }
}

function courseIn(condition: Condition): string[] {
  return 'course' in condition && condition.course !== undefined ? [condition.course] : [];
}
