import type { Permission, Role } from '../../src/accounts/permissions.js';

/** What a role may do, in a few words. */
export const roleWords: Readonly<Record<Role, string>> = {
  owner: 'everything, the team too',
  editor: 'courses and broadcasts',
  support: 'subscribers and their letters',
  viewer: 'look, change nothing',
};

export const roleChoices = Object.keys(roleWords) as Role[];

/** What a key may do, as the box beside it says. */
export const permissionWords: Readonly<Record<Permission, string>> = {
  read: 'Read everything but the team and the audit log',
  'courses.write': 'Change drafts of courses',
  'courses.publish': 'Publish courses',
  'broadcasts.write': 'Write broadcasts',
  'letters.test': 'Send test letters',
  'subscribers.write': 'Change subscribers and their enrollments',
  'deliveries.decide': 'Decide about letters in doubt',
  'suppressions.write': 'Add and lift suppressions',
  'settings.write': 'Change settings',
  'team.write': 'Change the team',
  'audit.read': 'Read the audit log',
};
