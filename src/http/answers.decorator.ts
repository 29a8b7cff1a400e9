import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';

/**
 * What a route of the admin API answers: its status and, for OpenAPI, its shape. Types are the guarantee within the house:
 * a handler returns z.output of the schema; nothing is validated on the way out.
 */
export function Answers(schema: z.ZodType | null, status = schema ? 200 : 204): MethodDecorator {
  const description = status === 204 ? 'Done; nothing to say.' : 'As described.';
  const shape = schema ? { schema: jsonSchemaOf(schema) } : {};
  return applyDecorators(HttpCode(status), ApiResponse({ status, description, ...shape }));
}

/** Inline: swagger's own components are made from request bodies, and a reference to anything else would dangle. */
function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  const shape = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io: 'output',
    reused: 'inline',
    unrepresentable: 'any',
  }) as Record<string, unknown>;
  delete shape.$schema;
  return resolved(shape, (shape.definitions ?? {}) as Record<string, unknown>);
}

/** zod puts a schema with an id among `definitions`, even where reuse is to be inline; OpenAPI 3.0 knows neither word. */
function resolved(schema: unknown, definitions: Record<string, unknown>): Record<string, unknown> {
  const each = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(each);
    if (typeof part !== 'object' || part === null) return part;
    const reference = '$ref' in part && typeof part.$ref === 'string' ? part.$ref.split('/').pop() : undefined;
    if (reference !== undefined && definitions[reference]) return each(definitions[reference]);
    const entries = Object.entries(part).filter(([name]) => name !== 'definitions' && name !== 'id');
    return Object.fromEntries(
      entries.map(([name, inner]) => [name, name === 'properties' ? named(inner) : each(inner)]),
    );
  };
  /** Names of fields are no words of JSON Schema. */
  const named = (fields: unknown) =>
    Object.fromEntries(Object.entries(fields as Record<string, unknown>).map(([name, inner]) => [name, each(inner)]));
  return each(schema) as Record<string, unknown>;
}
