import { BadRequestException, NotFoundException, PayloadTooLargeException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { HouseError, type HouseErrorCode } from '../../src/house-error.js';
import { problemOf } from '../../src/http/problem.js';
import { UnreadableRequest } from '../../src/http/unreadable-request.js';

const codes: Array<[HouseErrorCode, number]> = [
  ['invalid', 422],
  ['not-found', 404],
  ['gone', 410],
  ['forbidden', 403],
  ['conflict', 409],
  ['too-many', 429],
  ['too-large', 413],
  ['unsupported-type', 415],
  ['unavailable', 503],
];

function errorWith(facts: Record<string, unknown>, message = 'secret internals at /srv/app'): Error {
  return Object.assign(new Error(message), facts);
}

const databaseAway: Array<[string, unknown]> = [
  ['nobody listens', errorWith({ code: 'ECONNREFUSED' })],
  ['it was cut in mid-query', errorWith({}, 'Connection terminated unexpectedly')],
  ['it is shutting down', errorWith({ code: '57P01' })],
  ['it is starting', errorWith({ code: '57P03' })],
  ['all connections are taken', errorWith({ code: '53300' })],
  ['the pool waited too long', errorWith({}, 'timeout exceeded when trying to connect')],
  ['the socket file is gone', errorWith({ code: 'ENOENT', syscall: 'connect' })],
  ['TypeORM wraps it', errorWith({ driverError: errorWith({ code: '08006' }) })],
  ['both addresses of localhost refuse', new AggregateError([errorWith({ code: 'ECONNREFUSED' })])],
];

describe('What an error says to the outside', () => {
  it.each(codes)('a house error %s becomes %i and keeps its own words', (code, status) => {
    const problem = problemOf(new HouseError(code, 'Our own words.', { fields: { email: 'An address.' } }));
    expect(problem).toMatchObject({
      status,
      detail: 'Our own words.',
      fields: { email: 'An address.' },
      unexpected: false,
    });
  });

  it.each(databaseAway)('when %s the answer is 503 and says to come back', (_what, error) => {
    const problem = problemOf(error);
    expect(problem).toMatchObject({ status: 503, unexpected: false, retryAfterSeconds: 30 });
    expect(problem.detail).not.toContain('secret');
  });

  it('a file that cannot be opened is no missing database', () => {
    expect(problemOf(errorWith({ code: 'ENOENT', syscall: 'open' })).status).toBe(500);
  });

  it("zod's issues name each field once", () => {
    const schema = z.object({ email: z.string('An address is expected.'), hour: z.string('An hour is expected.') });
    const { error } = schema.safeParse({});
    expect(problemOf(error)).toMatchObject({
      status: 422,
      fields: { email: 'An address is expected.', hour: 'An hour is expected.' },
    });
  });

  it.each([
    [new NotFoundException('Cannot GET /confirm/secret-token'), 404],
    [new BadRequestException('secret parser words'), 400],
    [new PayloadTooLargeException('secret'), 413],
    [errorWith({ status: 400, expose: true }), 400],
    [new URIError("Failed to decode param 'secret'"), 400],
    [new UnreadableRequest('The body is not valid JSON.'), 400],
  ])('%s keeps its status, and never the words of a library', (error, status) => {
    const problem = problemOf(error);
    expect(problem).toMatchObject({ status, unexpected: false });
    expect(problem.detail).not.toMatch(/secret|Cannot|decode/);
  });

  it.each([
    new Error('secret at line 3'),
    new TypeError('secret'),
    'secret',
    null,
    undefined,
    errorWith({ status: 500, expose: false }),
  ])('the unexpected %s is a 500 without internals', (error) => {
    const problem = problemOf(error);
    expect(problem).toMatchObject({ status: 500, unexpected: true });
    expect(JSON.stringify(problem)).not.toContain('secret');
  });
});
