import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Admin } from './admin.js';

const admins = new WeakMap<Request, Admin>();

/** The guard's finding, kept beside the request for as long as the request lives. */
export function rememberAdmin(request: Request, admin: Admin): void {
  admins.set(request, admin);
}

/** Throws where the guard has not looked: a route outside the admin API has no admin. */
export function adminOf(request: Request): Admin {
  const admin = admins.get(request);
  if (!admin) throw new Error('this route has no admin: it is not behind the guard');
  return admin;
}

/** `@CurrentAdmin() admin: Admin` in a handler of the admin API. */
export const CurrentAdmin = createParamDecorator((_: unknown, context: ExecutionContext) =>
  adminOf(context.switchToHttp().getRequest<Request>()),
);
