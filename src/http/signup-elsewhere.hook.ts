import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { wantsJson } from './problem.filter.js';

const signup = /^\/(?:courses\/[a-z0-9-]+|newsletter)\/signup$/;

/**
 * The form of a course or of the newsletter on another site may read our answer to a sign-up, which is the same for every address, and to nothing
 * else: no other path, no other method, never with cookies (Fetch standard, "CORS protocol"). Stands before all that may refuse, so that a
 * refusal can be read too.
 */
export function signupElsewhere(): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    if (!signup.test(request.path)) return next();
    if (request.method === 'OPTIONS' && request.headers['access-control-request-method'] === 'POST') {
      const allowed = { 'Access-Control-Allow-Methods': 'POST', 'Access-Control-Allow-Headers': 'content-type' };
      response.set({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Max-Age': '86400', ...allowed });
      return void response.status(204).end();
    }
    if (request.method === 'POST' && wantsJson(request)) response.set('Access-Control-Allow-Origin', '*');
    next();
  };
}
