import { SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Permission } from './permissions.js';

export const allowedPermission = 'coursepost:permission';

/** Which permission a route of the admin API needs; 'read' for everybody signed in. A route without it is refused. */
export function Allow(permission: Permission): MethodDecorator {
  return (target, name, descriptor) => {
    SetMetadata(allowedPermission, permission)(target, name, descriptor as TypedPropertyDescriptor<unknown>);
    ApiExtension('x-permission', permission)(target, name, descriptor as TypedPropertyDescriptor<unknown>);
  };
}
