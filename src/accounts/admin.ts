import type { Permission, Role } from './permissions.js';

/** Who makes a request of the admin: a person of the team, or a program with a key that a person made. */
export interface Admin {
  /** Of the person; for a key, of the person who made it. */
  id: string;
  /** As colleagues see it; a key's own name for a key. */
  name: string;
  /** Of the person. */
  email: string;
  role: Role;
  /** The role's permissions; for a key, those of its scopes that its maker's role still has. */
  permissions: readonly Permission[];
  /** What audit entries, drafts and revisions keep: 'admin:ID', or 'key:ID' for a key. */
  actor: string;
}

/** Whether they see addresses whole: who neither writes to people nor decides about letters sees them masked. */
export function seesAddresses(admin: Pick<Admin, 'permissions'>): boolean {
  return may(admin, 'subscribers.write') || may(admin, 'deliveries.decide');
}

export function may(admin: Pick<Admin, 'permissions'>, permission: Permission): boolean {
  return admin.permissions.includes(permission);
}
