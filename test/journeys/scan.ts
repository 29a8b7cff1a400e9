import type { TestHouse } from '../house.js';

/** Every text, json and array column of every table that holds one of these words, in any case; by information_schema, so new ones too. */
export async function columnsWith(house: TestHouse, words: readonly string[]): Promise<string[]> {
  const db = house.database.dataSource;
  const columns = await db.query<Array<{ schema: string; table: string; column: string }>>(
    `select table_schema as schema, table_name as "table", column_name as "column" from information_schema.columns
     where table_schema in ('public', 'pgboss') and (data_type in ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea'))`,
  );
  const found: string[] = [];
  for (const { schema, table, column } of columns) {
    const text = `case when pg_typeof("${column}") = 'bytea'::regtype then encode("${column}"::text::bytea, 'escape') else "${column}"::text end`;
    const [hit] = await db.query<Array<{ hits: number }>>(
      `select count(*)::int as hits from "${schema}"."${table}" where ${text} ilike any($1)`,
      [words.map((word) => `%${word}%`)],
    );
    if (hit && hit.hits > 0) found.push(`${table}.${column}`);
  }
  return found.sort();
}
