import type { Agent } from 'supertest';
import type { DataSource, Logger } from 'typeorm';

export interface RecordedQuery {
  sql: string;
  values: unknown[];
}

export interface QueryCost {
  sql: string;
  /** Pages of 8 KB touched while it ran, found in memory or not. */
  buffers: number;
  ms: number;
  /** Tables that grow with people or letters and were read from end to end. */
  scanned: string[];
}

/** Tables that hold a row or more for each person. */
const growing = new Set([
  ...['subscribers', 'subscriber_tags', 'consents', 'signups', 'suppressions'],
  ...['enrollments', 'deliveries', 'audit_entries', 'bulk_changes', 'bulk_asides'],
]);

/** Keeps every reading query that goes through this data source until the returned function is called; the same one once. */
export function recordQueries(dataSource: DataSource): () => RecordedQuery[] {
  const before = dataSource.logger;
  const seen = new Map<string, RecordedQuery>();
  const nothing = () => undefined;
  const recorder: Logger = {
    logQuery: (sql, values) => {
      if (/^\s*(select|with)\b/i.test(sql) && !/\bfor (no key )?(update|share)\b/i.test(sql))
        seen.set(`${sql} ${JSON.stringify(values)}`, { sql, values: (values as unknown[] | undefined) ?? [] });
    },
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
  dataSource.logger = recorder;
  return () => {
    dataSource.logger = before;
    return [...seen.values()];
  };
}

/** Of a table as small as this, reading all of it is what a planner should do. */
const fewPages = 20;

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: PlanNode[];
}

/** Runs it once more under EXPLAIN (ANALYZE, BUFFERS). */
export async function costOf(dataSource: DataSource, { sql, values }: RecordedQuery): Promise<QueryCost> {
  const [row] = await dataSource.query<Array<{ 'QUERY PLAN': Array<{ Plan: PlanNode; 'Execution Time': number }> }>>(
    `explain (analyze, buffers, format json) ${sql}`,
    values,
  );
  const plan = row?.['QUERY PLAN'][0];
  if (!plan) throw new Error(`no plan for ${sql}`);
  const buffers = plan.Plan['Shared Hit Blocks'] + plan.Plan['Shared Read Blocks'];
  return { sql, buffers, ms: plan['Execution Time'], scanned: scannedIn(plan.Plan) };
}

/** A scan that a limit cuts short (a capped count) is judged by its buffers alone: on a small seed it is the best there is. */
function scannedIn(node: PlanNode): string[] {
  if (node['Node Type'] === 'Limit') return [];
  const relation = node['Relation Name'];
  const touched = node['Shared Hit Blocks'] + node['Shared Read Blocks'];
  const isWhole = node['Node Type'] === 'Seq Scan' && relation !== undefined && growing.has(relation);
  const here = isWhole && touched > fewPages ? [`${relation}: ${touched} pages`] : [];
  return [...here, ...(node.Plans ?? []).flatMap(scannedIn)];
}

/** Every route of the admin API that reads, as its description names them, with something put where it wants an id. */
export async function readRoutes(signedIn: Agent, samples: Record<string, string>): Promise<string[]> {
  const { body } = await signedIn.get('/api/openapi.json').expect(200);
  const paths = body.paths as Record<string, Record<string, unknown>>;
  return Object.entries(paths)
    .filter(([, methods]) => 'get' in methods)
    .map(([path]) => path.replace(/\{(\w+)\}/g, (_, name: string) => samples[name] ?? '1'))
    .filter((path) => !path.endsWith('/export'))
    .sort();
}
