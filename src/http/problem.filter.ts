import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ErrorPage } from './error-page.js';
import { problemOf } from './problem.js';

/** Every error of every door ends here: a readable page for people, problem+json (RFC 9457) for programs. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(private readonly page: ErrorPage) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = problemOf(error);
    // The route's pattern, never the URL: that would put readers' tokens into the log (rule 32).
    if (problem.unexpected) this.logger.error(`${request.method} ${routeOf(request)} failed`, stackOf(error));
    if (response.headersSent) return void response.destroy();
    response.status(problem.status).setHeader('Cache-Control', 'no-store');
    if (problem.retryAfterSeconds !== null) response.setHeader('Retry-After', String(problem.retryAfterSeconds));
    if (!wantsJson(request)) return void response.type('html').send(this.page.render(problem));
    const { status, title, detail, fields, versions } = problem;
    const named = Object.keys(fields).length > 0 ? { fields } : {};
    response
      .type('application/problem+json')
      .send(JSON.stringify({ type: 'about:blank', title, status, detail, ...named, ...versions }));
  }
}

/** Programs: they asked for JSON, they sent JSON, or they called the API. Everybody else gets a page. */
export function wantsJson(request: Request): boolean {
  if (request.path.startsWith('/api/')) return true;
  const preferred = request.accepts(['html', 'json', 'application/problem+json']);
  if (preferred !== 'html') return preferred !== false;
  const anything = !/text\/html/i.test(request.headers.accept ?? '');
  return anything && /^application\/([\w.-]+\+)?json\b/i.test(request.headers['content-type'] ?? '');
}

function routeOf(request: Request): string {
  const route: unknown = request.route;
  return typeof route === 'object' && route !== null && 'path' in route ? String(route.path) : '(no route)';
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
