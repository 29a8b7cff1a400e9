import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { HouseError } from '../house-error.js';

const readersPages = /^\/(?:confirm|manage|lessons)(?:\/|$)/;
/** Express finds routes whatever the case of their letters. */
const api = /^\/api\//i;

/**
 * A form on another site must not press the buttons of the reader's pages. Two doors stay open on purpose: one-click
 * unsubscribing, which mail providers post without an origin (RFC 8058), and sign-up, whose plain form people put on
 * their own sites. The API is stricter: what carries a cookie must say that it comes from us (rule 42), and a key needs
 * no such thing, since no other site can make a browser send one.
 */
export function sameOriginOnly(publicUrl: string): RequestHandler {
  const ours = new URL(publicUrl).origin;
  return (request: Request, _response: Response, next: NextFunction) => {
    const asks = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
    if (asks) return next();
    if (api.test(request.path)) return next(saysSo(request, ours) ? undefined : fromElsewhere());
    if (!readersPages.test(request.path) || comesFromUs(request, ours)) return next();
    next(new HouseError('forbidden', 'This button works on our own page only. Please open the link from your letter.'));
  };
}

function saysSo(request: Request, ours: string): boolean {
  const silent = request.headers['sec-fetch-site'] === undefined && request.headers.origin === undefined;
  if (silent) return request.headers.cookie === undefined;
  return request.headers.origin !== 'null' && comesFromUs(request, ours);
}

function fromElsewhere(): HouseError {
  return new HouseError('forbidden', 'This works from the pages of this house only.');
}

/**
 * Browsers say so themselves (Sec-Fetch-Site) over https and on loopback. Elsewhere Origin decides; it is 'null' from our own
 * pages, because they send no referrer (Fetch standard, "append a request Origin header"), and then the token that only
 * the reader knows must do. No header at all: not a browser.
 */
function comesFromUs(request: Request, ours: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = request.headers.origin;
  if (origin === undefined || origin === 'null' || origin === ours) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}
