import type { OpenAPIObject } from '@nestjs/swagger';
import { exampleOf, type Shape } from './openapi-example.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;
type Answer = Operation['responses'][string];

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

const problem = {
  type: 'object',
  required: ['title', 'status', 'detail'],
  properties: {
    type: { type: 'string', example: 'about:blank' },
    title: { type: 'string', example: 'Something needs another look' },
    status: { type: 'integer', example: 422 },
    detail: { type: 'string', example: 'Please look at what is marked.' },
    fields: { type: 'object', additionalProperties: { type: 'string' }, example: { name: 'expected a name' } },
    yours: { description: 'Of a conflict: what you sent.' },
    theirs: { description: 'Of a conflict: what stands there.' },
  },
};

const errors: Record<string, string> = {
  401: 'Nobody is signed in, and no API key was sent.',
  403: 'The role or the key does not allow this, or another site sent it.',
  404: 'There is no such thing.',
  409: 'Somebody changed it in between, or the same call is still being worked on.',
  422: 'What was sent cannot be taken; `fields` says why.',
};

/**
 * What every route of the API has, said once instead of at each: its permission in words, the errors it answers with, the
 * Idempotency-Key of those that change something, and an example of what it takes and answers. Changes the description in place.
 */
export function describeDetails(description: OpenAPIObject): OpenAPIObject {
  description.components ??= {};
  const schemas = (description.components.schemas ??= {});
  schemas.Problem = problem as (typeof schemas)[string];
  for (const [path, item] of Object.entries(description.paths)) {
    for (const method of methods) {
      const operation = item[method];
      if (operation) detail(operation, path, method !== 'get', schemas as Record<string, Shape>);
    }
  }
  return description;
}

function detail(operation: Operation, path: string, changes: boolean, schemas: Record<string, Shape>): void {
  const permission: unknown = (operation as unknown as Record<string, unknown>)['x-permission'];
  const needs =
    permission === 'read' ? 'For everybody of the team.' : `Needs the permission \`${String(permission)}\`.`;
  operation.description = [operation.description, needs].filter(Boolean).join(' ');
  const body = operation.requestBody;
  if (body && 'content' in body) addExamples(body.content, schemas);
  for (const answer of Object.values(operation.responses))
    if (answer && 'content' in answer && answer.content) addExamples(answer.content, schemas);
  const possible = ['401', '403', ...(path.includes('{') ? ['404'] : []), ...(changes ? ['409', '422'] : ['422'])];
  for (const status of possible) operation.responses[status] ??= problemAnswer(errors[status] ?? '');
  if (changes) (operation.parameters ??= []).push(idempotencyKey as NonNullable<Operation['parameters']>[number]);
}

function problemAnswer(description: string): Answer {
  return {
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: '8 to 200 visible characters of your choice: the same call with the same key is done once.',
  schema: { type: 'string' },
};

function addExamples(content: Record<string, object>, schemas: Record<string, Shape>): void {
  for (const [type, media] of Object.entries(content) as Array<[string, { schema?: Shape; example?: unknown }]>)
    if (type === 'application/json' && media.schema) media.example ??= exampleOf(media.schema, schemas);
}
