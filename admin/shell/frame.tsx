import {
  ActionIcon,
  AppShell,
  Burger,
  Center,
  Divider,
  Group,
  Loader,
  NavLink,
  Stack,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { meQuery } from '../api/me.js';
import { SignInPage } from '../accounts/sign-in-page.js';
import { Brand } from './brand.js';
import { navigation } from './navigation.js';
import { Oops } from './oops.js';
import { WhoIsHere } from './who-is-here.js';

/** Navigation, the page, and who is signed in; the sign-in page in its place where nobody is. */
export function Frame() {
  const { data: me, error, isPending } = useQuery(meQuery);
  if (me) return <SignedIn />;
  if (isPending) return <Waiting />;
  return error ? <Oops error={error} /> : <SignInPage />;
}

function Waiting() {
  return (
    <Center mih="100vh" role="status" aria-label="Loading">
      <Loader />
    </Center>
  );
}

function SignedIn() {
  const [open, { toggle, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  useEffect(close, [pathname, close]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !open } }}
      padding={{ base: 'md', md: 'xl' }}
    >
      <a className="skip-link" href="#page">
        Skip to the page
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={open}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={open ? 'Close navigation' : 'Open navigation'}
              aria-expanded={open}
            />
            <Brand />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <ColorSchemeButton />
            <WhoIsHere />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm">
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

function Navigation() {
  const { data: me } = useQuery(meQuery);
  const { pathname } = useLocation();
  const here = (to: string) =>
    to === '/' ? /^\/(admin\/?)?$/.test(pathname) : pathname.replace(/^\/admin/, '').startsWith(to);
  const groups = navigation
    .map((entries) => entries.filter(({ permission }) => !permission || me?.permissions.includes(permission)))
    .filter((entries) => entries.length > 0);
  return (
    <Stack gap={4}>
      {groups.map((entries, index) => (
        <Stack key={entries[0]?.to} gap={4}>
          {index > 0 && <Divider my="xs" />}
          {entries.map(({ label, to, icon: Icon }) => (
            <NavLink
              key={to}
              label={label}
              leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
              active={here(to)}
              aria-current={here(to) ? 'page' : undefined}
              renderRoot={(props) => <Link to={to} {...props} />}
            />
          ))}
        </Stack>
      ))}
    </Stack>
  );
}

function ColorSchemeButton() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const other = scheme === 'light' ? 'dark' : 'light';
  return (
    <Tooltip label={`Use ${other} colours`}>
      <ActionIcon variant="subtle" size="lg" aria-label={`Use ${other} colours`} onClick={() => setColorScheme(other)}>
        {scheme === 'light' ? <IconMoon size={18} stroke={1.6} /> : <IconSun size={18} stroke={1.6} />}
      </ActionIcon>
    </Tooltip>
  );
}
