import { compileExpression } from '../subscribers/expression-sql.js';
import type { Expression } from '../subscribers/expression.schema.js';
import type { Audience } from './audience.schema.js';

/** Whom an audience means, as a condition on `subscribers s`, and on `z.day_from` and `z.day_to` where days are spared. */
export interface CompiledAudience {
  where: string;
  /** For $1 … $n, in this order; a query around it goes on with $n+1. */
  values: unknown[];
}

/**
 * The base is a consent that stands and was given by `consentedBy`; then what was chosen, read at `now`; then who is spared. Confirmed
 * and not suppressed, always. Pure; the values are parameters, never text of the query.
 */
export function compileAudience(
  { to, spare }: Pick<Audience, 'to' | 'spare'>,
  chosen: Expression,
  { consentedBy, now }: { consentedBy: Date; now: Date },
): CompiledAudience {
  const compiled = compileExpression(chosen, now, { driven: false });
  const values = [...compiled.values];
  const bind = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const consent = [
    'n.subscriber_id = s.id',
    'n.withdrawn_at is null',
    `n.confirmed_at <= ${bind(consentedBy, 'timestamptz')}`,
  ];
  if (to.kind === 'newsletter') consent.push(`n.purpose = 'newsletter'`);
  else
    consent.push(
      `n.purpose = 'course'`,
      `n.course_id = ${bind(to.course, 'bigint')}`,
      `n.words = any(${bind(to.words, 'text[]')})`,
      'n.no_issues_at is null',
    );
  const where = [
    `s.state = 'confirmed'`,
    'not s.suppressed',
    `exists (select 1 from consents n where ${consent.join(' and ')})`,
    compiled.where,
  ];
  if (spare.firstDays !== null)
    where.push(`not exists (select 1 from enrollments f where f.subscriber_id = s.id and f.state = 'active' and not f.waiting
      and f.lessons_had <= ${bind(spare.firstDays, 'smallint')})`);
  if (spare.letterToday)
    where.push(
      `not exists (select 1 from deliveries l where l.subscriber_id = s.id and l.kind in ('lesson', 'completion', 'broadcast')
         and l.state not in ('withdrawn', 'skipped') and l.repeat_of is null and l.due_at >= z.day_from and l.due_at < z.day_to)`,
      `not exists (select 1 from enrollments w where w.subscriber_id = s.id and w.next_slot_at >= z.day_from and w.next_slot_at < z.day_to)`,
    );
  return { where: where.join('\n and '), values };
}

/** A person's zone: their own, else that of their latest walk, else the house's, which is parameter `house`. */
export const zoneOfPerson = (house: string) =>
  `coalesce(s.zone, (select e.zone from enrollments e where e.subscriber_id = s.id order by e.id desc limit 1), ${house})`;
