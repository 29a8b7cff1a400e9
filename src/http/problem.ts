import { HttpException } from '@nestjs/common';
import { ZodError } from 'zod';
import { faultyFields, HouseError, type HouseErrorCode, type Versions } from '../house-error.js';
import { isDatabaseAway } from './database-away.js';
import { UnreadableRequest } from './unreadable-request.js';

/** An error as the outside may see it; becomes problem+json (RFC 9457) or a page. */
export interface Problem {
  status: number;
  title: string;
  detail: string;
  fields: Record<string, string>;
  /** For Retry-After; null: nothing to say. */
  retryAfterSeconds: number | null;
  /** Of a 409: both versions. Null: none to show. */
  versions: Versions | null;
  /** Nobody expected this: it goes to the log, whole. */
  unexpected: boolean;
}

/**
 * The one table from codes to HTTP status. 400 is kept for requests that cannot be read at all (broken JSON, bytes that
 * are not UTF-8); what could be read but says something impossible is 422 (RFC 9110, 15.5.21), with `fields`.
 */
const statuses: Record<HouseErrorCode, readonly [number, string]> = {
  invalid: [422, 'Something needs another look'],
  'not-found': [404, 'Nothing here'],
  gone: [410, 'No longer here'],
  'signed-out': [401, 'Please sign in'],
  forbidden: [403, 'Not from here'],
  conflict: [409, 'Not just now'],
  'too-many': [429, 'A little later, please'],
  'too-large': [413, 'Too much at once'],
  'unsupported-type': [415, 'Not in this form'],
  unavailable: [503, 'Back in a moment'],
};

/** Words for what Nest and Express throw by themselves; their own messages name routes and internals. */
const details: Record<number, string> = {
  400: 'The request could not be read.',
  404: 'There is no page at this address. Perhaps it was cut short on its way: try the whole link once more.',
  405: 'This page does not take that kind of request.',
  408: 'The request did not arrive whole. Please send it again.',
  413: 'At most 64 KB fit into one request.',
};

/** Any thrown thing → what to say about it. Never throws. Stack traces, SQL and library messages stay inside. */
export function problemOf(error: unknown): Problem {
  if (error instanceof HouseError) {
    const [status, title] = statuses[error.code];
    const { fields, retryAfterSeconds, versions } = error;
    return { status, title, detail: error.message, fields, retryAfterSeconds, versions, unexpected: false };
  }
  if (error instanceof ZodError) return problemOf(invalidFields(error));
  if (isDatabaseAway(error)) {
    return problemOf(
      new HouseError(
        'unavailable',
        'We cannot reach our database just now. Nothing is lost: please try again in a minute.',
        {
          retryAfterSeconds: 30,
        },
      ),
    );
  }
  if (error instanceof UnreadableRequest) return plain(400, error.message);
  // Express reports a path it cannot decode ("/confirm/%ff") as URIError.
  if (error instanceof URIError) return plain(400, 'The address of this page holds characters that cannot be read.');
  const status = clientStatus(error);
  if (status !== null) return plain(status, details[status] ?? 'The request could not be answered as it was sent.');
  const detail = 'Something went wrong on our side. It is written down; please try again in a minute.';
  return {
    status: 500,
    title: 'That is our fault',
    detail,
    fields: {},
    retryAfterSeconds: null,
    versions: null,
    unexpected: true,
  };
}

/** As zod and every other Standard Schema library says it. */
export interface FieldIssue {
  message: string;
  path?: ReadonlyArray<PropertyKey | { key: PropertyKey }> | undefined;
}

/** A schema's issues → one sentence per field, the first one said; a field inside another is named 'outer.inner'. */
export function invalidFields({ issues }: { issues: readonly FieldIssue[] }): HouseError {
  const fields: Record<string, string> = {};
  for (const { path = [], message } of issues) {
    const name = path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.') || 'body';
    fields[name] ??= message;
  }
  return faultyFields(fields);
}

function plain(status: number, detail: string): Problem {
  const known = Object.values(statuses).find(([each]) => each === status);
  const title = known?.[1] ?? 'That did not work';
  return { status, title, detail, fields: {}, retryAfterSeconds: null, versions: null, unexpected: false };
}

/** Nest's exceptions, and http-errors as Express throws them, when they blame the request (4xx); else null. */
function clientStatus(error: unknown): number | null {
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : typeof error === 'object' && error !== null && 'status' in error && 'expose' in error
        ? error.status
        : null;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}
