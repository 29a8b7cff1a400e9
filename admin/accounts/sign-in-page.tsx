import { Center, Group, Image, Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { meQuery } from '../api/me.js';
import { queryClient } from '../api/query-client.js';
import { SignInForm } from './sign-in-form.js';

/** Stands wherever somebody must sign in first; afterwards the page that was asked for is shown in its place. */
export function SignInPage() {
  useDocumentTitle('Sign in · Coursepost');
  return (
    <Center component="main" mih="100vh" p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Group justify="center" gap="sm">
          <Image src="/assets/favicon.svg" alt="" w={40} h={40} />
          <Title order={1} fz={28}>
            Sign in
          </Title>
        </Group>
        <Paper withBorder p="lg" shadow="xs">
          <SignInForm onDone={() => void queryClient.invalidateQueries(meQuery)} />
        </Paper>
        <Text fz="sm" c="dimmed" ta="center">
          Accounts are made by invitation only.
        </Text>
      </Stack>
    </Center>
  );
}
