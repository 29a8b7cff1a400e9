import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface ExamplePerson {
  subscriberId: string;
  email: string;
  firstName: string | null;
}

/** Who the people are that stand for all others on the publish page. */
@Injectable()
export class ExamplePeopleReader {
  /** By primary key; who was forgotten meanwhile is not among them. */
  async read(db: EntityManager, subscriberIds: readonly string[]): Promise<Map<string, ExamplePerson>> {
    const rows = await db.query<ExamplePerson[]>(
      `select id as "subscriberId", email, first_name as "firstName" from subscribers where id = any($1)`,
      [subscriberIds],
    );
    return new Map(rows.map((row) => [row.subscriberId, row]));
  }
}
