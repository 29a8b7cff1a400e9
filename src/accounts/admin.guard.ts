import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { HouseError } from '../house-error.js';
import { may } from './admin.js';
import { allowedPermission } from './allow.decorator.js';
import { rememberAdmin } from './current-admin.decorator.js';
import type { Permission } from './permissions.js';
import { SignIns } from './sign-ins.js';

/**
 * Stands before every route and lets the reader's pages pass. Routes of the admin API need somebody signed in, with the
 * permission that the route's @Allow names; a route that names none is refused, so that none is forgotten.
 */
@Injectable()
export class AdminGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly signIns: SignIns,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    if (!/^\/api\/admin(?:\/|$)/i.test(request.path)) return true;
    const admin = await this.signIns.adminOf(request.headers);
    if (!admin) throw new HouseError('signed-out', 'Please sign in.');
    const permission = this.reflector.get<Permission | undefined>(allowedPermission, context.getHandler());
    if (!permission || !may(admin, permission))
      throw new HouseError('forbidden', 'Your role does not allow this. An owner of this house can change your role.');
    rememberAdmin(request, admin);
    return true;
  }
}
