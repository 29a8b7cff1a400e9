import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { emptyFields, type Fields, readJson, readMultipart, readUrlencoded } from './form-fields.js';
import { HouseError } from '../house-error.js';
import { UnreadableRequest } from './unreadable-request.js';

/** The most a request to this house may weigh, in bytes: a form; and for somebody signed in, a lesson with its draft's edits. */
export const bodyLimit = 64 * 1024;
export const adminBodyLimit = 1024 * 1024;
/** Somebody signed in may send a picture as it is, and this much of it. */
export const pictureBodyLimit = 5 * 1024 * 1024;
const pictureDoor = /^\/api\/admin\/(?:courses|broadcasts)\/[^/]+\/pictures$/;

const readers: Record<string, (bytes: Buffer, contentType: string) => Fields> = {
  'application/json': readJson,
  'application/x-www-form-urlencoded': readUrlencoded,
  'multipart/form-data': readMultipart,
};

/**
 * Puts the fields of a form or JSON object on request.body, always an object. Refuses, before anything acts: other
 * content types (415), more than 64 KB, or 1 MB for the admin API (413), bytes that are not UTF-8, broken JSON (400), a field sent twice (422).
 * A picture for a course or a broadcast stays a Buffer, of 5 MB at most.
 */
export function requestBody(): RequestHandler[] {
  // Compressed bodies are refused: no form sends them, and 64 KB may hide gigabytes.
  const raw = (limit: number) => express.raw({ type: () => true, limit, inflate: false });
  const form = raw(bodyLimit);
  const admin = raw(adminBodyLimit);
  const picture = raw(pictureBodyLimit);
  return [
    (request, response, next) => {
      // A picture is told by its bytes, whatever it is called; the bytes stay as they came.
      if (isPicture(request)) return picture(request, response, (error?: unknown) => next(readable(error, '5 MB')));
      checkType(request, response, (refusal?: unknown) => {
        if (refusal) return next(refusal);
        const isAdmin = request.path.startsWith('/api/admin/');
        const most = isAdmin ? '1 MB' : '64 KB';
        (isAdmin ? admin : form)(request, response, (error?: unknown) => {
          if (error) return next(readable(error, most));
          parse(request, response, next);
        });
      });
    },
  ];
}

function isPicture(request: Request): boolean {
  return request.method === 'POST' && pictureDoor.test(request.path) && /^image\//.test(mediaType(request));
}

function checkType(request: Request, _response: Response, next: NextFunction): void {
  if (request.method === 'GET' || request.method === 'HEAD' || !hasBody(request)) return next();
  const type = mediaType(request);
  const charset = /charset=\s*"?([\w-]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (!readers[type])
    return next(
      wrongType(type === '' ? 'The request does not say what it holds.' : `We cannot read ${type.slice(0, 80)}.`),
    );
  if (charset && !/^utf-?8$|^us-ascii$/i.test(charset))
    return next(wrongType(`We cannot read the character set ${charset.slice(0, 40)}.`));
  next();
}

function parse(request: Request, _response: Response, next: NextFunction): void {
  const bytes: unknown = request.body;
  const reader = readers[mediaType(request)];
  try {
    request.body =
      Buffer.isBuffer(bytes) && bytes.length > 0 && reader
        ? reader(bytes, request.headers['content-type'] ?? '')
        : emptyFields();
  } catch (error) {
    return next(error);
  }
  next();
}

function wrongType(what: string): HouseError {
  return new HouseError(
    'unsupported-type',
    `${what} Please send UTF-8 as application/x-www-form-urlencoded, multipart/form-data or application/json.`,
    { fields: { 'Content-Type': 'application/x-www-form-urlencoded, multipart/form-data or application/json' } },
  );
}

/** body-parser's errors in our words; what blames the server passes as it is. */
function readable(error: unknown, most: string): unknown {
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : null;
  if (type === 'entity.too.large') {
    return new HouseError('too-large', `At most ${most} fit into one request.`, {
      fields: { body: `At most ${most}.` },
    });
  }
  if (type === 'encoding.unsupported') return wrongType('We cannot read compressed requests.');
  if (type === 'request.aborted' || type === 'request.size.invalid')
    return new UnreadableRequest('The request did not arrive whole.');
  return error;
}

/** RFC 9112, 6.3: a request has a body when one of these headers says so. */
function hasBody(request: Request): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}

function mediaType(request: Request): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
