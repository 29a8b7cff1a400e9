import type { TestHouse } from '../house.js';

export interface SentIssue {
  slug: string;
  subject?: string;
  preheader?: string;
  body?: string;
  startedAt: string;
  state?: string;
  visibility?: string;
  pictures?: Record<string, string>;
}

/** Issues whose sending has begun, as it leaves them; nobody got them. Gives their ids. */
export async function sendIssues(house: TestHouse, issues: readonly SentIssue[]): Promise<string[]> {
  const ids: string[] = [];
  for (const one of issues) {
    const [row] = await house.database.dataSource.query<Array<{ id: string }>>(
      `insert into broadcasts (slug, state, version, template, subject, preheader, body, audience, plan, visibility,
                               created_at, created_by, saved_at, saved_by, started_at, dated)
       values ($1, $2, 1, 'masthead', $3, $4, $5, $6, $7, $8, $9, 'test', $9, 'test', $9, ($9::timestamptz at time zone 'UTC')::date) returning id`,
      [
        ...[one.slug, one.state ?? 'finished', one.subject ?? `About ${one.slug}`, one.preheader ?? 'A line about it.'],
        ...[one.body ?? 'Words.', { to: { kind: 'newsletter' } }, { when: 'now', lateHours: 12 }],
        ...[one.visibility ?? 'public', one.startedAt],
      ],
    );
    if (!row) throw new Error('not kept');
    for (const [path, hash] of Object.entries(one.pictures ?? {}))
      await house.database.dataSource.query(
        'insert into broadcast_pictures (broadcast_id, path, hash) values ($1, $2, $3)',
        [row.id, path, hash],
      );
    ids.push(row.id);
  }
  return ids;
}

/** Hash of a picture that the house has: of the course that it ships with. */
export async function anyPicture(house: TestHouse): Promise<string> {
  const [row] = await house.database.dataSource.query<Array<{ hash: string }>>(
    'select hash from pictures order by hash limit 1',
  );
  if (!row) throw new Error('no picture');
  return row.hash;
}
