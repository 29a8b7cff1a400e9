import type { TablerIcon } from '@tabler/icons-react';
import {
  IconBan,
  IconBooks,
  IconHistory,
  IconMailForward,
  IconNews,
  IconSettings,
  IconSun,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { Permission } from '../../src/accounts/permissions.js';

export interface NavigationEntry {
  label: string;
  to: string;
  icon: TablerIcon;
  /** Shown to those who may; absent: to everybody. */
  permission?: Permission;
}

/** Groups of the navigation, in order; a group has a line above it. */
export const navigation: readonly (readonly NavigationEntry[])[] = [
  [
    { label: 'Today', to: '/', icon: IconSun },
    { label: 'Courses', to: '/courses', icon: IconBooks },
    { label: 'Newsletter', to: '/newsletter', icon: IconNews },
    { label: 'Subscribers', to: '/subscribers', icon: IconUsers },
    { label: 'Deliveries', to: '/deliveries', icon: IconMailForward },
    { label: 'Suppressions', to: '/suppressions', icon: IconBan },
  ],
  [
    { label: 'Team and keys', to: '/team', icon: IconUsersGroup, permission: 'team.write' },
    { label: 'Audit', to: '/audit', icon: IconHistory, permission: 'audit.read' },
    { label: 'Settings', to: '/settings', icon: IconSettings },
  ],
];
