import type { Condition, Expression } from './expression.schema.js';

/** The tag a condition names, if it names one. */
export function tagIn(condition: Condition): string[] {
  return condition.is === 'tagged' ? [condition.tag] : [];
}

/** The filter with one tag in the place of another; the same object where it does not name it. Pure. */
export function withTag(expression: Expression, tag: string, into: string): Expression {
  if (!expression.flat().flatMap(tagIn).includes(tag)) return expression;
  return expression.map((line) =>
    line.map((condition) =>
      condition.is === 'tagged' && condition.tag === tag ? { ...condition, tag: into } : condition,
    ),
  );
}
