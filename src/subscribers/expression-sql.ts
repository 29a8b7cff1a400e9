import { canonicalZone } from '../schedule/zone.js';
import { addDays, instantAt } from '../schedule/wall-time.js';
import type { Condition, DaysAgo, Expression } from './expression.schema.js';

/** The people an expression means, as a piece of SQL: `select ID from FROM where WHERE`. */
export interface CompiledExpression {
  from: string;
  where: string;
  /**
   * `where` in two: what the driving condition's index gives, and what is asked of each person it gives, by the columns of `lines`:
   * in such a form that PostgreSQL looks it up for each, and never reads a whole table into a hash instead.
   */
  driven: string;
  checks: string;
  /** What of the driver's lines the checks and the list need. */
  lines: string;
  /** Gives the subscriber's id; with `distinct` where a person may come more than once. */
  id: string;
  distinct: boolean;
  /** The list's own key, descending: when what is asked happened, where a condition asks when; null: the id. */
  at: string | null;
  /** Beside `where`, for a list by `at` of people who may come more than once: holds of the newest line of each. */
  newest: string | null;
  /** For $1 … $n, in this order; a query around it goes on with $n+1. */
  values: unknown[];
  /** Conditions that are looked up for each person, beside the one that drives. */
  lookups: number;
}

/**
 * Compiles an expression for one query. One condition that every person must meet drives: its own index gives ids in the
 * order of the list, and the others are looked up for each. Without one, or where the caller has a key of its own (`driven`
 * false), people are walked as `subscribers s`. Pure; the values are parameters, never text of the query.
 */
export function compileExpression(expression: Expression, now: Date, { driven = true } = {}): CompiledExpression {
  const values: unknown[] = [];
  const bind = Object.assign((value: unknown, type: string) => `$${values.push(value)}::${type}`, { now });
  const driving = driven ? drivingLine(expression) : null;
  const driver = driving === null ? everybody : driverOf(driving, bind);
  const rest = expression
    .filter(([only, another]) => another !== undefined || only !== driving)
    .map((line) => `(${line.map((one) => checkOf(one, driver.id, bind)).join(' or ')})`);
  return {
    from: driver.from,
    where: [...driver.where, ...rest].join(' and ').replaceAll(eachPerson, '') || 'true',
    driven: driver.where.join(' and ') || 'true',
    checks: rest.join(' and ').replaceAll(eachPerson, ' offset 0') || 'true',
    lines: driver.id === everybody.id ? 's.*' : [driver.id, ...(driver.at === null ? [] : [driver.at])].join(', '),
    id: driver.id,
    distinct: driver.distinct,
    at: driver.at,
    newest: driver.newest,
    values,
    lookups: expression.flat().length - (driving === null ? 0 : 1),
  };
}

/** How many people a page looks at: each costs a page of the table, and some more for every condition that is looked up elsewhere. */
export function lookedAtMost(lookups: number): number {
  return Math.floor(600 / (2 + 4 * lookups));
}

/** Where `offset 0` goes, which keeps PostgreSQL to a look at an index for each person. */
const eachPerson = ' /* each */';

/** Names a value as a parameter; days are counted back from its `now`. */
type Bind = ((value: unknown, type: string) => string) & { readonly now: Date };
type Driver = Pick<CompiledExpression, 'from' | 'id' | 'distinct' | 'at' | 'newest'> & { where: string[] };

const byId = { at: null, newest: null };
const everybody: Driver = { from: 'subscribers s', id: 's.id', distinct: false, ...byId, where: [] };

/** Which kinds may drive, the narrowest first. */
const ranks: readonly Condition['is'][] = [
  'tagged',
  'confirmed',
  'suppressed',
  'enrolled',
  'consented',
  'zone',
  'joined',
];

function drivingLine(expression: Expression): Condition | null {
  const able = expression
    .flatMap((line) => (line.length === 1 && line[0] ? [line[0]] : []))
    .filter((one) => (one.is === 'confirmed') === (one.not === true) && ranks.includes(one.is))
    .filter((one) => one.is !== 'consented' || one.purpose === 'newsletter' || one.course !== undefined || one.agreed);
  const [best] = able.sort((a, b) => ranks.indexOf(a.is) - ranks.indexOf(b.is));
  return best ?? null;
}

function driverOf(condition: Condition, bind: Bind): Driver {
  switch (condition.is) {
    case 'tagged': {
      const where = [`t.tag = ${bind(condition.tag, 'text')}`];
      return { from: 'subscriber_tags t', id: 't.subscriber_id', distinct: false, ...byId, where };
    }
    case 'enrolled': {
      const where = enrolled(condition, bind);
      const by = condition.ended ? lastOf('enrollments', 'e', 'ended_at', where) : byId;
      return { from: 'enrollments e', id: 'e.subscriber_id', distinct: true, ...by, where };
    }
    case 'consented': {
      const where = consented(condition, bind);
      const by = condition.agreed ? lastOf('consents', 'n', 'confirmed_at', where) : byId;
      return { from: 'consents n', id: 'n.subscriber_id', distinct: true, ...by, where };
    }
    case 'confirmed': // drives as its opposite only: in this very form it is the condition of the index of the unconfirmed
      return { ...everybody, where: [`s.state = 'unconfirmed'`] };
    default: {
      const at = condition.is === 'joined' ? 's.created_at' : null;
      return { ...everybody, at, where: personal(condition, 's', bind) };
    }
  }
}

/** A list in the order of a column; of several lines of one person the newest counts. */
function lastOf(table: string, alias: string, column: string, where: readonly string[]) {
  const same = where.map((one) => one.replaceAll(new RegExp(`\\b${alias}\\.`, 'g'), 'later.'));
  const newer = [...same, `later.${column} > ${alias}.${column}`];
  const newest = `not ${exists(`${table} later where later.subscriber_id = ${alias}.subscriber_id`, newer)}`;
  return { at: `${alias}.${column}`, newest };
}

/** Whether it holds of the person whose id `id` gives. */
function checkOf(condition: Condition, id: string, bind: Bind): string {
  const holds = (): string => {
    switch (condition.is) {
      case 'tagged':
        return exists(
          `subscriber_tags t2 where t2.subscriber_id = ${id}`,
          [`t2.tag = ${bind(condition.tag, 'text')}`],
          eachPerson,
        );
      case 'enrolled':
        return exists(`enrollments e2 where e2.subscriber_id = ${id}`, enrolled(condition, bind, 'e2'), eachPerson);
      case 'consented':
        return exists(`consents n2 where n2.subscriber_id = ${id}`, consented(condition, bind, 'n2'), eachPerson);
      default:
        return id === everybody.id
          ? `(${personal(condition, 's', bind).join(' and ') || 'true'})`
          : exists(`subscribers p where p.id = ${id}`, personal(condition, 'p', bind), eachPerson);
    }
  };
  return condition.not ? `not ${holds()}` : holds();
}

function exists(from: string, more: readonly string[], end = ''): string {
  return `exists (select 1 from ${[from, ...more].join(' and ')}${end})`;
}

function enrolled(condition: Extract<Condition, { is: 'enrolled' }>, bind: Bind, alias = 'e'): string[] {
  const where: string[] = [];
  if (condition.course !== undefined) where.push(`${alias}.course_id = ${bind(condition.course, 'bigint')}`);
  const states = (condition.states ?? []).filter((state) => state !== 'waiting');
  const either: string[] = [];
  if (states.length === 1) either.push(`${alias}.state = ${bind(states[0], 'text')}`);
  if (states.length > 1) either.push(`${alias}.state = any(${bind(states, 'text[]')})`);
  if (condition.states?.includes('waiting')) either.push(`(${alias}.state = 'active' and ${alias}.waiting)`);
  if (either.length > 0) where.push(either.length === 1 ? String(either[0]) : `(${either.join(' or ')})`);
  if (condition.day) {
    const { from, to } = condition.day;
    // One day is said as one, so that the index of days gives ids in order.
    where.push(
      `${alias}.state in ('active', 'paused')`,
      from === to
        ? `${alias}.lessons_had = ${bind(from, 'smallint')}`
        : `${alias}.lessons_had between ${bind(from, 'smallint')} and ${bind(to, 'smallint')}`,
    );
  }
  if (condition.ended) where.push(...ago(`${alias}.ended_at`, condition.ended, bind));
  return where;
}

function consented(condition: Extract<Condition, { is: 'consented' }>, bind: Bind, alias = 'n'): string[] {
  const where = [`${alias}.withdrawn_at is null`, `${alias}.purpose = ${bind(condition.purpose, 'text')}`];
  if (condition.purpose === 'newsletter') where.push(`${alias}.course_id is null`);
  else if (condition.course !== undefined) where.push(`${alias}.course_id = ${bind(condition.course, 'bigint')}`);
  if (condition.agreed) where.push(...ago(`${alias}.confirmed_at`, condition.agreed, bind));
  return where;
}

function personal(condition: Condition, alias: string, bind: Bind): string[] {
  switch (condition.is) {
    case 'zone':
      return [`${alias}.zone = ${bind(canonicalZone(condition.zone) ?? condition.zone, 'text')}`];
    case 'confirmed':
      return [`${alias}.state = 'confirmed'`];
    case 'suppressed':
      return [`${alias}.suppressed`];
    case 'joined':
      return [
        ...(condition.from ? [`${alias}.created_at >= ${bind(startOf(condition.from), 'timestamptz')}`] : []),
        ...(condition.to ? [`${alias}.created_at < ${bind(startOf(addDays(condition.to, 1)), 'timestamptz')}`] : []),
        ...(condition.ago ? ago(`${alias}.created_at`, condition.ago, bind) : []),
      ];
    default:
      throw new Error(`${condition.is} is no fact of the person's own row`);
  }
}

function ago(column: string, { from, to }: DaysAgo, bind: Bind): string[] {
  const before = (days: number) => bind(new Date(bind.now.getTime() - days * dayMs), 'timestamptz');
  return [`${column} <= ${before(from)}`, ...(to === undefined ? [] : [`${column} > ${before(to)}`])];
}

const dayMs = 86_400_000;

function startOf(date: string): Date {
  return instantAt('UTC', date, 0);
}
