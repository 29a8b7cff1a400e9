import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { witnessed } from '../database/transaction.js';
import { HouseError } from '../house-error.js';
import { type CallKey, IdempotencyStore } from '../http/idempotency.store.js';
import { Clock } from '../schedule/clock.js';
import { adminOf } from './current-admin.decorator.js';
import { shownOnce } from './shown-once.decorator.js';

/**
 * Idempotency-Key on every changing call of the admin API: the first call acts, the same call again gets the first one's
 * answer, whichever process it meets; a call that failed may be made again. The mark that it has acted is
 * written in the transaction of the change, so a crash between change and answer is never taken for "nothing happened".
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly keys: IdempotencyStore,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const key = request.headers['idempotency-key'];
    const changes = !['GET', 'HEAD', 'OPTIONS'].includes(request.method);
    if (!changes || key === undefined || !/^\/api\/admin\//i.test(request.path)) return next.handle();
    const secret = Reflect.getMetadata(shownOnce, context.getHandler()) === true;
    return from(this.once(request, String(key), context.switchToHttp().getResponse<Response>(), next, secret));
  }

  private async once(
    request: Request,
    key: string,
    response: Response,
    next: CallHandler,
    secret: boolean,
  ): Promise<unknown> {
    if (!/^[\x21-\x7e]{8,200}$/.test(key)) throw refused('8 to 200 visible characters without spaces');
    const call: CallKey = { actor: adminOf(request).actor, key };
    const claim = await this.keys.claim(call, hashOf(request), this.clock.now());
    if (claim.outcome === 'other-request') throw refused('a key of its own: this one was used for another request');
    if (claim.outcome === 'running')
      throw new HouseError('conflict', 'This call is still being worked on.', { retryAfterSeconds: 2 });
    if (claim.outcome === 'done')
      throw new HouseError('conflict', 'This was done before, but its answer was lost. Please read it again.');
    if (claim.outcome === 'answered') {
      response.status(claim.status).setHeader('Idempotent-Replay', 'true');
      return claim.answer ?? undefined;
    }
    try {
      const answer: unknown = await witnessed(
        (db) => this.keys.markDone(call, db),
        () => lastValueFrom(next.handle(), { defaultValue: undefined }),
      );
      if (!secret) await this.keys.keepAnswer(call, response.statusCode, answer);
      return answer;
    } catch (error) {
      await this.keys.release(call).catch(() => undefined);
      throw error;
    }
  }
}

function hashOf(request: Request): string {
  const body: unknown = request.body;
  const bytes = Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null);
  return createHash('sha256').update(`${request.method} ${request.originalUrl}\n`).update(bytes).digest('base64url');
}

function refused(expected: string): HouseError {
  return new HouseError('invalid', 'The Idempotency-Key cannot be used.', {
    fields: { 'Idempotency-Key': `expected ${expected}` },
  });
}
