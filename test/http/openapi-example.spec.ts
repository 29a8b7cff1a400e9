import { describe, expect, it } from '@jest/globals';
import { exampleOf, type Shape } from '../../src/http/openapi-example.js';

describe('An example of a schema', () => {
  it.each<[string, Shape, unknown]>([
    ['its own, where it has one', { type: 'string', examples: ['mine'] }, 'mine'],
    ['its default', { type: 'integer', default: 50 }, 50],
    ['the first of what is allowed', { type: 'string', enum: ['open', 'closed'] }, 'open'],
    ['what its words show', { type: 'string', description: '"07:00"; absent: the course’s.' }, '07:00'],
    ['a number in range', { type: 'integer', minimum: 5 }, 5],
    [
      'something rather than null',
      { anyOf: [{ type: 'null' }, { type: 'string', format: 'email' }] },
      'maya@example.com',
    ],
    [
      'of everything within',
      { type: 'object', properties: { on: { type: 'boolean' }, days: { type: 'array', items: { const: 'mon' } } } },
      { on: true, days: ['mon'] },
    ],
  ])('is %s', (_what, shape, example) => expect(exampleOf(shape, {})).toEqual(example));

  it('follows names, and stops where one leads to itself', () => {
    const tree: Shape = {
      type: 'object',
      properties: { name: { const: 'a' }, child: { $ref: '#/components/schemas/Tree' } },
    };
    const example = exampleOf({ $ref: '#/components/schemas/Tree' }, { Tree: tree });
    expect(example).toMatchObject({ name: 'a', child: { name: 'a', child: { name: 'a' } } });
    expect(JSON.stringify(example)).toContain('null');
  });
});
