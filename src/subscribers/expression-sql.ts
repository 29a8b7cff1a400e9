import { canonicalZone } from '../schedule/zone.js';
import { addDays, instantAt } from '../schedule/wall-time.js';
import type { Condition, Expression } from './segment.schema.js';

/** The people an expression means, as a piece of SQL: `select ID from FROM where WHERE`, newest first by `order by ORDER`. */
export interface CompiledExpression {
  from: string;
  where: string;
  /** Gives the subscriber's id; with `distinct` where a person may come more than once. */
  id: string;
  distinct: boolean;
  /** The list's own key, descending: the id, or when a person joined where that is the filter. */
  order: 'id' | 'joined';
  /** For $1 … $n, in this order; a query around it goes on with $n+1. */
  values: unknown[];
  /** Lines that are looked up for each person, beside the condition that drives. */
  lookups: number;
}

/**
 * Compiles an expression for one query. One condition that every person must meet drives: its own index gives ids in the
 * order of the list, and the others are looked up for each. Without one, or where the caller has a key of its own (`driven`
 * false), people are walked as `subscribers s`. Pure; the values are parameters, never text of the query.
 */
export function compileExpression(expression: Expression, { driven = true } = {}): CompiledExpression {
  const values: unknown[] = [];
  const bind = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const driving = driven ? drivingLine(expression) : null;
  const driver = driving === null ? everybody : driverOf(driving, bind);
  const rest = expression
    .filter(([only, another]) => another !== undefined || only !== driving)
    .map((line) => `(${line.map((one) => checkOf(one, driver.id, bind)).join(' or ')})`);
  return {
    from: driver.from,
    where: [...driver.where, ...rest].join(' and ') || 'true',
    id: driver.id,
    distinct: driver.distinct,
    order: driver.order,
    values,
    lookups: rest.length,
  };
}

type Bind = (value: unknown, type: string) => string;
type Driver = Pick<CompiledExpression, 'from' | 'id' | 'distinct' | 'order'> & { where: string[] };

const everybody: Driver = { from: 'subscribers s', id: 's.id', distinct: false, order: 'id', where: [] };

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
    .filter((one) => one.is !== 'consented' || one.purpose === 'newsletter' || one.course !== undefined);
  const [best] = able.sort((a, b) => ranks.indexOf(a.is) - ranks.indexOf(b.is));
  return best ?? null;
}

function driverOf(condition: Condition, bind: Bind): Driver {
  switch (condition.is) {
    case 'tagged': {
      const where = [`t.tag = ${bind(condition.tag, 'text')}`];
      return { from: 'subscriber_tags t', id: 't.subscriber_id', distinct: false, order: 'id', where };
    }
    case 'enrolled':
      return {
        from: 'enrollments e',
        id: 'e.subscriber_id',
        distinct: true,
        order: 'id',
        where: enrolled(condition, bind),
      };
    case 'consented':
      return {
        from: 'consents n',
        id: 'n.subscriber_id',
        distinct: true,
        order: 'id',
        where: consented(condition, bind),
      };
    case 'confirmed': // drives as its opposite only: in this very form it is the condition of the index of the unconfirmed
      return { ...everybody, where: [`s.state = 'unconfirmed'`] };
    default:
      return {
        ...everybody,
        order: condition.is === 'joined' ? 'joined' : 'id',
        where: personal(condition, 's', bind),
      };
  }
}

/** Whether it holds of the person whose id `id` gives. */
function checkOf(condition: Condition, id: string, bind: Bind): string {
  const holds = (): string => {
    switch (condition.is) {
      case 'tagged':
        return exists(`subscriber_tags t2 where t2.subscriber_id = ${id}`, [`t2.tag = ${bind(condition.tag, 'text')}`]);
      case 'enrolled':
        return exists(`enrollments e2 where e2.subscriber_id = ${id}`, enrolled(condition, bind, 'e2'));
      case 'consented':
        return exists(`consents n2 where n2.subscriber_id = ${id}`, consented(condition, bind, 'n2'));
      default:
        return id === everybody.id
          ? `(${personal(condition, 's', bind).join(' and ') || 'true'})`
          : exists(`subscribers p where p.id = ${id}`, personal(condition, 'p', bind));
    }
  };
  return condition.not ? `not ${holds()}` : holds();
}

function exists(from: string, more: readonly string[]): string {
  return `exists (select 1 from ${[from, ...more].join(' and ')})`;
}

function enrolled(condition: Extract<Condition, { is: 'enrolled' }>, bind: Bind, alias = 'e'): string[] {
  const where: string[] = [];
  if (condition.course !== undefined) where.push(courseIs(alias, condition.course, bind));
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
  return where;
}

function consented(condition: Extract<Condition, { is: 'consented' }>, bind: Bind, alias = 'n'): string[] {
  const where = [`${alias}.withdrawn_at is null`, `${alias}.purpose = ${bind(condition.purpose, 'text')}`];
  if (condition.purpose === 'newsletter') where.push(`${alias}.course_id is null`);
  else if (condition.course !== undefined) where.push(courseIs(alias, condition.course, bind));
  return where;
}

function courseIs(alias: string, slug: string, bind: Bind): string {
  return `${alias}.course_id = (select id from courses where slug = ${bind(slug, 'text')})`;
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
      ];
    default:
      throw new Error(`${condition.is} is no fact of the person's own row`);
  }
}

function startOf(date: string): Date {
  return instantAt('UTC', date, 0);
}
