/** What somebody signed in may do. An API key's scopes are words of the same list. */
export const permissions = [
  'read',
  'courses.write',
  'courses.publish',
  'broadcasts.write',
  'letters.test',
  'subscribers.write',
  'deliveries.decide',
  'suppressions.write',
  'settings.write',
  'team.write',
  'audit.read',
] as const;
export type Permission = (typeof permissions)[number];

export const roles = ['owner', 'editor', 'support', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** The one table of who may do what; everybody signed in may read. */
const allowed: Record<Role, readonly Permission[]> = {
  owner: permissions,
  editor: ['read', 'courses.write', 'courses.publish', 'broadcasts.write', 'letters.test'],
  support: ['read', 'subscribers.write', 'deliveries.decide', 'suppressions.write'],
  viewer: ['read'],
};

export function permissionsOf(role: Role): readonly Permission[] {
  return allowed[role];
}
