import { Avatar, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconLogout, IconUserCircle, IconWorld } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { signOut } from '../accounts/sign-out.js';
import { useMe } from '../api/me.js';

/** Who is signed in, and the way out. */
export function WhoIsHere() {
  const me = useMe();
  return (
    <Menu position="bottom-end" width={230} withinPortal>
      <Menu.Target>
        <UnstyledButton>
          <Avatar name={me.name} color="sea" radius="xl" size={34} variant="filled" aria-hidden />
          <VisuallyHidden>{me.name}: account and sign out</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text span fz="sm" fw={600} c="var(--mantine-color-text)" display="block">
            {me.name}
          </Text>
          {me.email} · {me.role}
        </Menu.Label>
        <Menu.Item leftSection={<IconUserCircle size={16} />} renderRoot={(props) => <Link to="/account" {...props} />}>
          My account
        </Menu.Item>
        <Menu.Item leftSection={<IconWorld size={16} />} component="a" href="/" target="_blank" rel="noreferrer">
          The site, as readers see it
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
